// The workbench around the picture: what followed from an edit, changes, properties, panels, drawers.
import { byKey, ELECTION, expect, test } from "./workbench.mjs";

const VOTE = "VoteGranted S5->S2 1";

test.use({ viewport: { width: 1440, height: 900 } });

/** What can be clicked, typed into or chosen from beside the picture, as it is seen. */
const controls = (page) => page.evaluate(() => [...document.querySelectorAll("button, a, input, select, textarea, summary, [role=button], [role=tab]")]
  .filter((one) => !one.closest("svg") && !one.matches(".skip") && one.checkVisibility())
  .map((one) => one.getAttribute("aria-label") ?? one.textContent));

test("with nothing edited or selected there are at most 18 controls", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  expect((await controls(page)).length, (await controls(page)).join(", ")).toBeLessThanOrEqual(18);
  await expect(page.getByTestId("summary")).toHaveText("9 hold");
  // What is closed is in the document all the same.
  await expect(workbench.property("election-safety")).toHaveCount(1);
  await expect(workbench.editor).toBeHidden();
  expect(await workbench.text()).toBe(ELECTION);
});

test("an edit is told in a sentence that is true, and Undo and Redo tell what they show", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await expect(workbench.consequence).toBeEmpty();
  const leads = (run) => run.events.find((event) => event.role === "leader").at_us;
  const first = leads(await workbench.shownRun());
  await workbench.pick(VOTE);
  await page.keyboard.press("d");
  await expect(workbench.consequence).toContainText("S2 still becomes leader");
  const one = await workbench.consequence.textContent();
  expect(one).toContain(`${(leads(await workbench.shownRun()) - first) / 1000} ms later`);
  // A crash of the leader: nobody leads where it led.
  await workbench.node("S2").click();
  await workbench.popover.getByRole("textbox", { name: /at/ }).fill("100");
  await workbench.button("Crash").click();
  await expect(workbench.consequence).toContainText(/S\d becomes leader at [\d.]+ ms, where S2 did at/);
  const two = await workbench.consequence.textContent();
  await workbench.button("Undo").click();
  await expect(workbench.consequence).toHaveText(one);
  await workbench.button("Redo").click();
  await expect(workbench.consequence).toHaveText(two);
  await workbench.button("Undo").click();
  await workbench.button("Undo").click();
  await expect(workbench.consequence).toBeEmpty();
  await expect(workbench.button("Compare")).toHaveCount(0);
  await expect(workbench.consequence).toHaveAttribute("role", "status");
});

test("an edit that takes the effect from another line says so", async ({ page, workbench }) => {
  await workbench.open(`${ELECTION}drop AppendEntries S2->S1 1\n`);
  await workbench.node("S2").click();
  await workbench.popover.getByRole("textbox", { name: /at/ }).fill("100");
  await workbench.button("Crash").click();
  await expect(workbench.consequence).toContainText("no effect");
});

test("a chip goes to what was changed and takes it back; Reset leads to what was opened", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick(VOTE);
  await page.keyboard.press("d");
  const chip = workbench.change("drop VoteGranted S5->S2 1");
  await page.keyboard.press("Escape");
  await chip.getByRole("button", { name: /Dropped/ }).click();
  await expect(workbench.message(VOTE)).toHaveAttribute("aria-pressed", "true");
  await chip.getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await workbench.pick(VOTE);
  await page.keyboard.press("u");
  await expect.poll(() => workbench.text()).not.toBe(ELECTION);
  await workbench.button("Reset").click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).not.toBe(ELECTION);
});

test("the delay field shows when the message arrives, and the next key is a key again", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const key = "Heartbeat S2->S3 1";
  await workbench.pick(key);
  await page.keyboard.press("l");
  const field = workbench.popover.getByRole("textbox", { name: /to/ });
  await expect(field).toBeFocused();
  await page.keyboard.type("320");
  await page.keyboard.press("Enter");
  await expect.poll(async () => byKey(await workbench.shownRun()).get(key).arrives_us).toBe(320_000);
  await expect(field).toHaveValue("320");
  await page.keyboard.press("d");
  await expect.poll(async () => byKey(await workbench.shownRun()).get(key).fate).toBe("dropped");
});

test("the popover stands at the arrow, covers neither end, and Escape gives the focus back", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.message(VOTE).focus();
  await page.keyboard.press("Enter");
  await expect(workbench.popover).toBeVisible();
  const card = await workbench.popover.boundingBox();
  for (const end of [await workbench.head(VOTE).boundingBox()]) {
    const isApart = end.x + end.width <= card.x || end.x >= card.x + card.width || end.y + end.height <= card.y || end.y >= card.y + card.height;
    expect(isApart).toBe(true);
  }
  // What would follow is told before it is done.
  await expect(workbench.popover).toContainText("If you drop it: S2 still becomes leader");
  await page.keyboard.press("Escape");
  await expect(workbench.popover).toHaveCount(0);
  await expect(workbench.message(VOTE)).toBeFocused();
});

test("a crash happens at the moment that was clicked, wherever the picture is scrolled to", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const box = await workbench.scroller.boundingBox();
  const lane = await workbench.node("S4").boundingBox();
  await page.mouse.click(lane.x + lane.width / 2, box.y + 110);
  await expect(workbench.popover).toContainText(/at \d+ ms/);
  const at = (await workbench.popover.textContent()).match(/at (\d+) ms/)[1];
  await workbench.scroller.evaluate((element) => { element.scrollTop = element.scrollHeight; });
  await workbench.button("Crash").click();
  await expect.poll(() => workbench.lines()).toContain(`at ${at}ms crash S4`);
});

test("a broken property comes first, with what led to it", async ({ page, workbench }) => {
  await workbench.open("# Two leaders\nprotocol raft votes-twice\nnodes 3\nset election-timeout 100ms\nnetwork delay 10ms\nuntil 1s\n");
  const summary = page.getByTestId("summary");
  await expect(summary).toContainText(/^.?1 broken/);
  await summary.click();
  await expect(workbench.property("election-safety")).toHaveAttribute("aria-pressed", "true");
  await expect(workbench.inspector.getByRole("heading", { level: 2, name: /Election safety/ })).toBeVisible();
  await expect(workbench.inspector.getByText("What led to it")).toBeVisible();
  await expect(workbench.inspector.locator(".ledger .at")).toHaveCount(1);
});

test("all nodes stand side by side at the cursor, their logs as blocks", async ({ workbench }) => {
  await workbench.open(ELECTION);
  await workbench.tab("State");
  const states = workbench.page.getByTestId("states");
  await expect(states.getByRole("columnheader")).toHaveText(["S1", "S2", "S3", "S4", "S5"]);
  await expect(states.locator(".entries li.committed").first()).toContainText("put x 1");
  await workbench.scrubber.fill("2500"); // 100 ms
  await expect(states.locator(".entries li")).toHaveCount(0);
  await expect(states.getByRole("row", { name: /^role/ })).toContainText("follower");
});

test("a message to the reader lies over no control, and in a dialog above it", async ({ page, workbench }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.open(ELECTION);
  await workbench.button("Share link").click();
  await expect(page.getByRole("dialog", { name: "Share" }).locator("[aria-live=polite]")).toContainText("copied");
  await page.keyboard.press("Escape");
  await workbench.pick(VOTE);
  await page.keyboard.press("l");
  await expect(workbench.popover.getByRole("textbox", { name: /to/ })).toBeFocused();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(workbench.notice.first()).toContainText("before it is sent");
  const covered = await page.evaluate(() => {
    const notice = document.querySelector(".notice").getBoundingClientRect();
    return [...document.querySelectorAll("button, input, select, [data-event], [data-head]")].filter((one) => !one.closest(".notice") && one.checkVisibility()).filter((one) => {
      const box = one.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return document.elementFromPoint(x, y)?.closest(".notice") && x > notice.left;
    }).map((one) => one.outerHTML.slice(0, 80));
  });
  expect(covered).toEqual([]);
});

for (const width of [1000, 870]) {
  test(`at ${width} px the panel leaves the picture two thirds, and nothing is wider than the page`, async ({ page, workbench }) => {
    await page.setViewportSize({ width, height: 800 });
    await workbench.open(ELECTION);
    const panel = await workbench.inspector.boundingBox();
    expect(panel.width).toBeLessThanOrEqual(width / 3);
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([width, 800]);
  });
}
