// Runs by hand: what may happen next is chosen, each choice is a line, other choices are branches.
import AxeBuilder from "@axe-core/playwright";
import { ELECTION, expect, fragment, ready, test } from "./workbench.mjs";

const EMPTY = "# By hand\nprotocol raft\nnodes 3\nschedule manual\n";
const BY_HAND = ready("by-hand");

/** Makes a choice: of what stands on the lanes, or with `NODE: ACTION` what can happen to a node. */
async function choose(workbench, name) {
  const [node, action] = name.split(": ");
  if (action) {
    await workbench.node(node).click();
    await workbench.button(action).click();
  } else {
    await workbench.button(name).click();
  }
}

const branch = (page, name) => page.locator(`[data-branch="${name}"] > div > button`).first();

test("a run is played from nothing, and each choice is a line", async ({ page, workbench }) => {
  await workbench.open(EMPTY);
  const choices = [
    ["Fire S1 election-timeout", "fire S1 election-timeout"],
    ["Deliver RequestVote S1->S2 1", "deliver RequestVote S1->S2 1"],
    ["Duplicate VoteGranted S2->S1 1", "duplicate VoteGranted S2->S1 1"],
    ["Drop VoteGranted S2->S1 1", "drop VoteGranted S2->S1 1"],
    ["Deliver VoteGranted S2->S1 1+1", "deliver VoteGranted S2->S1 1+1"],
    ["S1: Crash", "crash S1"],
    ["S3: Partition", "partition S3"],
    ["S1: Restart", "restart S1"],
  ];
  const lines = (await workbench.lines()).slice();
  for (const [name, line] of choices) {
    await choose(workbench, name);
    lines.push(line);
    await expect.poll(() => workbench.lines()).toEqual(lines);
  }
  const run = await workbench.shownRun();
  expect(run.unused_edits).toEqual([]);
  expect(run.events.filter((event) => event.role === "leader").length).toBeGreaterThan(0);
  // What the last choice did is seen and selected.
  const restart = run.events.find((event) => event.kind === "restart");
  await expect(workbench.event(restart.id)).toBeVisible();
  await expect(workbench.event(restart.id)).toHaveAttribute("aria-pressed", "true");
  // Undo takes one choice back.
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.lines()).toEqual(lines.slice(0, -1));
  await expect(workbench.node("S1")).toHaveAccessibleName(/down/);
});

test("what cannot be chosen is grey, says why, and does nothing", async ({ page, workbench }) => {
  await workbench.open(`${EMPTY}fire S1 election-timeout\ncrash S2\npartition S3\n`);
  const before = await workbench.text();
  const down = page.locator('[data-choice="deliver RequestVote S1->S2 1"]');
  await expect(down).toHaveAttribute("aria-disabled", "true");
  await expect(down).toHaveAccessibleName("Deliver RequestVote S1->S2 1: S2 is down.");
  await expect(page.locator('[data-tray="S2"]')).toContainText("S2 is down.");
  const cut = page.locator('[data-choice="deliver RequestVote S1->S3 1"]');
  await expect(cut).toHaveAccessibleName(/The link from S1 to S3 is closed/);
  await down.click({ force: true }); // Playwright itself would wait until it can be chosen
  await expect(workbench.notice).toContainText("S2 is down");
  expect(await workbench.text()).toBe(before);
  // It can be lost all the same, and arrives once the network is whole.
  await choose(workbench, "S3: Heal");
  await expect(cut).not.toHaveAttribute("aria-disabled", "true");
  await cut.click();
  await expect.poll(() => workbench.lines()).toContain("deliver RequestVote S1->S3 1");
  await workbench.button("Drop RequestVote S1->S2 1").click();
  await expect(down).toHaveCount(0);
});

test("links that keep order deliver the oldest message first", async ({ page, workbench }) => {
  await workbench.open("protocol lamport-mutex\nnodes 2\nschedule manual\nP1 request\n");
  const run = await workbench.shownRun();
  expect(run.messages.length).toBe(1);
  await workbench.button("Duplicate Request P1->P2 1").click();
  await expect(page.locator('[data-choice="deliver Request P1->P2 1+1"]')).toHaveAccessibleName(/older message from P1 comes first/);
});

test("a command is typed, and what is wrong with it is told", async ({ page, workbench }) => {
  await workbench.open(EMPTY);
  await workbench.node("S2").click();
  const field = page.getByRole("textbox", { name: "Command" });
  await field.fill("put x");
  await field.press("Enter");
  await expect(workbench.notice).toContainText("put KEY VALUE");
  await field.fill("put x 1");
  await field.press("Enter");
  await expect.poll(() => workbench.lines()).toContain("S2 put x 1");
});

test("a timed run is taken over at the cursor and played on", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const before = await workbench.shownRun();
  await workbench.scrubber.fill("4250"); // 170 ms of 400
  await workbench.button("Choose by hand from here").click();
  await expect.poll(() => workbench.lines()).toContain("schedule manual from 170ms");
  const taken = await workbench.shownRun();
  expect(taken.events).toEqual(before.events.filter((event) => event.at_us <= 170_000));
  expect(taken.messages.filter((message) => message.fate === "flying").length).toBeGreaterThan(0);
  // The planned command is offered, and is given by hand.
  await workbench.button("S2 put x 1").click();
  await expect.poll(() => workbench.lines()).toContain("S2 put x 1");
  await expect(page.locator('[data-choice="S2 put x 1"]')).toHaveCount(0);
  await workbench.button("Undo").click();
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await expect(workbench.button("Choose by hand from here")).toBeVisible();
});

test("another choice at an earlier point opens a branch, and both are kept", async ({ page, workbench }) => {
  await workbench.open(BY_HAND);
  const main = await workbench.shownRun();
  const election = main.events.find((event) => event.node === "S2" && event.kind === "receive");
  await workbench.reveal(workbench.event(election.id));
  await workbench.event(election.id).click();
  await workbench.button("Go on from here").click();
  await expect(page.getByText("choice 2 of 6")).toBeVisible();
  // What comes next anyway only goes on.
  await workbench.button("Deliver VoteGranted S2->S1 1").click();
  await expect(page.getByText("choice 3 of 6")).toBeVisible();
  expect(await workbench.text()).toBe(BY_HAND);
  // Something else begins a branch.
  await choose(workbench, "S1: Crash");
  await expect.poll(() => workbench.lines()).toEqual(expect.arrayContaining(["branch b1 at 3", "crash S1"]));
  await expect(branch(page, "b1")).toHaveAttribute("aria-current", "true");
  await choose(workbench, "S1: Restart");
  await expect.poll(async () => (await workbench.text()).endsWith("branch b1 at 3\ncrash S1\nrestart S1\n")).toBe(true);

  // The other branch is shown, and both are laid over each other.
  await workbench.button("Compare with main").click();
  await expect(branch(page, "main")).toHaveAttribute("aria-current", "true");
  await expect(workbench.button("Compare")).toHaveAttribute("title", /branch b1/);
  await expect(page.locator("[data-choice=\"fire S3 election-timeout\"]")).toBeVisible();
  // A choice goes to the branch that is shown.
  await workbench.button("Fire S3 election-timeout").click();
  await expect.poll(async () => (await workbench.lines()).indexOf("fire S3 election-timeout")).toBeLessThan(
    (await workbench.lines()).indexOf("branch b1 at 3"));
});

test("a branch is renamed, removed, and brought back", async ({ page, workbench }) => {
  const text = `${EMPTY}fire S1 election-timeout\nbranch b1 at 0\ncrash S1\nbranch b2 at 1 of b1\nrestart S1\n`;
  await workbench.open(text);
  await branch(page, "b1").click();
  const name = page.getByRole("textbox", { name: "Name of this branch" });
  await name.fill("dark-horse");
  await name.press("Enter");
  await expect.poll(() => workbench.lines()).toEqual(expect.arrayContaining(["branch dark-horse at 0", "branch b2 at 1 of dark-horse"]));
  await expect(branch(page, "dark-horse")).toHaveAttribute("aria-current", "true");
  await workbench.button("Remove this branch").click();
  await expect.poll(() => workbench.text()).toBe(`${EMPTY}fire S1 election-timeout\n`);
  await workbench.button("Undo").click();
  await expect(branch(page, "b2")).toBeVisible();
});

test("a tree of branches is shared by link and opened elsewhere", async ({ browser, baseURL, workbench, page }) => {
  await workbench.open(`${BY_HAND}branch other at 3\ncrash S1\nbranch deeper at 4 of other\nrestart S1\n`);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("#/s/1.");
  const link = await page.evaluate(() => location.href);
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  for (const name of ["main", "other", "deeper"]) await expect(branch(elsewhere, name)).toBeVisible();
  await expect(branch(elsewhere, "deeper")).toHaveAttribute("aria-current", "true");
  await elsewhere.context().close();
});

test("all of it by keyboard", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.scrubber.fill("4250");
  await workbench.scroller.focus();
  await page.keyboard.press("m");
  await expect.poll(() => workbench.lines()).toContain("schedule manual from 170ms");
  await page.keyboard.press("m");
  const focused = () => page.evaluate(() => document.activeElement?.dataset.choice);
  await expect.poll(focused).toBeTruthy();
  for (let step = 0; step < 4; step += 1) {
    const line = await focused();
    await page.keyboard.press("Enter");
    await expect.poll(() => workbench.lines()).toContain(line);
    // The focus stays where choices are.
    await expect.poll(focused).toBeTruthy();
  }
  // A selected message is delivered, copied and lost with the keys of timed runs.
  const key = (await workbench.shownRun()).messages.find((message) => message.fate === "flying").key;
  await workbench.reveal(workbench.message(key));
  await workbench.message(key).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("u");
  await expect.poll(() => workbench.lines()).toContain(`duplicate ${key}`);
  await page.keyboard.press("d");
  await expect.poll(() => workbench.lines()).toContain(`drop ${key}`);
});

for (const [colorScheme, width] of [["light", 1440], ["dark", 360], ["light", 360]]) {
  test(`axe finds nothing by hand: ${colorScheme}, ${width} px`, async ({ page, workbench }) => {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await workbench.open(`${EMPTY}fire S1 election-timeout\ncrash S2\npartition S3\nbranch b1 at 1\ncrash S3\n`);
    const check = async (name) => {
      await workbench.frame();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
      expect.soft(found, name).toEqual([]);
    };
    await workbench.tab("Explain");
    await check("a branch");
    await workbench.button("Compare with main").click();
    await workbench.node("S1").click();
    await expect(workbench.button("Heal")).toBeVisible();
    await check("two branches");
    const [screen, body] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    expect(body).toBeLessThanOrEqual(screen);
  });
}

test.describe("with a finger at 360 px", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("choices are tapped", async ({ page, workbench }) => {
    await workbench.open(EMPTY);
    await workbench.button("Fire S2 election-timeout").tap();
    await workbench.button("Deliver RequestVote S2->S3 1").tap();
    await workbench.button("Drop RequestVote S2->S1 1").tap();
    await workbench.button("Deliver VoteGranted S3->S2 1").tap();
    await expect(workbench.property("leader-elected")).toHaveAttribute("data-verdict", "holds");
    await expect.poll(() => page.evaluate(() => location.hash)).not.toBe(fragment(EMPTY));
    const small = await page.locator(".next .choice").evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24).length);
    expect(small).toBe(0);
  });
});
