// "What if?" and "Shrink": what can still happen from where the reader looks, and a violation made small. Both beside the page.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

/** Each decides what it proposes, at once: 0 at 10 ms, 1 at 20 ms. */
const PROPOSALS = "# Two proposals\nprotocol consensus\nnodes 2\nset rule own-value\nat 10ms P1 propose 0\nat 20ms P2 propose 1\nuntil 30ms\n";
const BY_HAND = "# By hand\nprotocol consensus\nnodes 2\nset rule own-value\nschedule manual\nP1 propose 0\nP2 propose 1\n";
const NO_DECISIONS = "# Two that share\nprotocol ricart-agrawala\nnodes 2\nallow fire 0\n";
const ENDLESS = "# Five servers and their clients\nprotocol raft\nnodes 5\nuntil 200ms\nallow drop 9\nallow term 9\n";
/** Two leaders of one term; half of the lines are not needed for it. */
const LONG = `# Votes twice
protocol raft votes-twice
nodes 3
schedule manual
S3 put y 1
fire S1 election-timeout
deliver RequestVote S1->S2 1
crash S3
restart S3
deliver VoteGranted S2->S1 1
fire S3 election-timeout
deliver RequestVote S3->S2 1
deliver VoteGranted S2->S3 1
S1 put x 1
`;

const search = (workbench) => workbench.tab("Search");
const toggle = (page) => page.getByRole("button", { name: "What if?" });
const panel = (page) => page.getByRole("region", { name: "What if" });
const values = (page, name) => page.getByTestId(name).getByRole("listitem").allInnerTexts();
const breakable = (page, name) => page.locator(`[data-breakable="${name}"]`);
const shrink = (page) => page.getByTestId("shrink");
const death = (page) =>
  page.route(/worker.*\.wasm/, (route) => route.fulfill({ contentType: "application/wasm", body: "no program" }));

test.describe("what if", () => {
  test("the badge follows the cursor of a timed run", async ({ page, workbench }) => {
    await workbench.open(PROPOSALS);
    await workbench.scrubber.fill("7500"); // of 20 ms: the run is over with its last command
    await search(workbench);
    await toggle(page).click();
    await expect(panel(page)).toContainText("from 15 ms on");
    await expect.poll(() => values(page, "decided")).toEqual(["0"]);
    expect(await values(page, "reachable")).toEqual(["1"]);
    await expect(page.getByTestId("possible")).toHaveAttribute("data-exact", "true");
    await expect(breakable(page, "agreement")).toHaveAttribute("data-after", "1");
    await workbench.scrubber.fill("0");
    await expect.poll(() => values(page, "reachable")).toEqual(["0", "1"]);
    await expect(breakable(page, "agreement")).toHaveAttribute("data-after", "2");
    await workbench.scrubber.fill("10000");
    await expect(panel(page)).toContainText("Nothing more can be decided");
    await expect(breakable(page, "agreement")).toContainText("is broken already");
  });

  test("the shortest way to break a property opens as a diagram", async ({ page, workbench }) => {
    await workbench.open(PROPOSALS);
    await workbench.scrubber.fill("0");
    await search(workbench);
    await toggle(page).click();
    await breakable(page, "agreement").getByRole("button", { name: "Open the shortest way to break Agreement" }).click();
    await expect(workbench.property("agreement")).toHaveAttribute("data-verdict", "violated");
    const run = await workbench.shownRun();
    // What was planned for later is chosen by hand instead; all that is said happens.
    expect(run.unused_edits).toEqual([]);
    expect(await workbench.text()).toContain("expect agreement violated");
    await workbench.button("Undo").click();
    await expect.poll(() => workbench.text()).toBe(PROPOSALS);
  });

  test("by hand it follows the choice that is looked at, and knows what it found before", async ({ page, workbench }) => {
    await workbench.open(BY_HAND);
    await search(workbench);
    await toggle(page).click();
    await expect(panel(page)).toContainText("after 2 choices");
    await expect.poll(() => values(page, "decided")).toEqual(["0", "1"]);
    const asked = [];
    page.on("worker", (worker) => asked.push(worker.url()));
    await workbench.scroller.focus();
    await page.keyboard.press("Home");
    await expect(panel(page)).toContainText("from the start");
    await expect.poll(() => values(page, "reachable")).toEqual(["0", "1"]); // the commands of its choices can still come
    await expect(page.getByTestId("decided")).toHaveCount(0);
    await expect.poll(() => asked.length).toBe(1);
    await page.keyboard.press("End");
    await expect.poll(() => values(page, "decided")).toEqual(["0", "1"]);
    await page.waitForTimeout(600);
    expect(asked.length).toBe(1);
  });

  test("a protocol that decides nothing is asked for its properties alone", async ({ page, workbench }) => {
    await workbench.open(NO_DECISIONS);
    await workbench.scrubber.fill("0");
    await search(workbench);
    await toggle(page).click();
    await expect(page.getByTestId("possible")).toBeVisible();
    await expect(panel(page)).not.toContainText(/decided/);
  });

  test("at a limit it says at least, and a search is left when the cursor moves", async ({ page, workbench }) => {
    await workbench.open(ENDLESS);
    await workbench.scrubber.fill("0");
    await search(workbench);
    await toggle(page).click();
    await expect(panel(page)).toContainText(/Searching… \d/);
    await workbench.node("S3").click(); // the page answers meanwhile
    await expect(workbench.node("S3")).toHaveAttribute("aria-pressed", "true");
    await workbench.scrubber.fill("5000");
    await expect(panel(page)).toContainText("from 100 ms on");
    await expect.poll(() => page.workers().length).toBeLessThanOrEqual(1);
    await expect(page.getByTestId("possible")).toHaveAttribute("data-exact", "false", { timeout: 30_000 });
    await expect(panel(page)).toContainText("At least this");
    await search(workbench);
    await toggle(page).click();
    await expect(page.getByTestId("possible")).toHaveCount(0);
    await expect.poll(() => page.workers().length).toBe(0);
  });

  test("nobody fetches the worker who has not asked, and one that dies is told as such", async ({ page, workbench }) => {
    const fetched = [];
    page.on("request", (request) => fetched.push(request.url()));
    await workbench.open(PROPOSALS);
    await workbench.scrubber.fill("5000");
    await page.waitForTimeout(600);
    expect(fetched.filter((url) => /worker/.test(url))).toEqual([]);
    await death(page);
    await search(workbench);
    await toggle(page).click();
    await expect(panel(page).getByRole("alert")).toContainText("could not be fetched");
    await page.unroute(/worker.*\.wasm/);
    await workbench.scrubber.fill("0");
    await expect.poll(() => values(page, "reachable")).toEqual(["0", "1"]);
  });
});

test.describe("shrink", () => {
  test("a violation by hand is reduced, opens, and undo brings the old text back", async ({ page, workbench }) => {
    await workbench.open(LONG);
    await workbench.pickProperty("election-safety");
    await shrink(page).getByRole("button", { name: "Shrink" }).click();
    await expect(workbench.notice).toContainText("6 lines of 10 left");
    const lines = await workbench.lines();
    expect(lines.slice(3)).toEqual([
      "fire S1 election-timeout",
      "deliver RequestVote S1->S2 1",
      "deliver VoteGranted S2->S1 1",
      "fire S3 election-timeout",
      "deliver RequestVote S3->S2 1",
      "deliver VoteGranted S2->S3 1",
      "expect election-safety violated",
    ]);
    await expect(workbench.property("election-safety")).toHaveAttribute("data-verdict", "violated");
    await expect(workbench.property("election-safety")).toHaveAttribute("aria-pressed", "true");
    // A second time there is nothing left to do.
    await shrink(page).getByRole("button", { name: "Shrink" }).click();
    await expect(shrink(page)).toContainText("Nothing can be left out");
    await workbench.button("Undo").click();
    await expect.poll(() => workbench.text()).toBe(LONG);
  });

  test("a timed run stays timed, and there is no button where nothing is violated", async ({ page, workbench }) => {
    await workbench.open(PROPOSALS + "at 12ms crash P1\nat 14ms restart P1\n");
    await workbench.pickProperty("validity");
    await expect(workbench.inspector).toContainText("Validity");
    await expect(shrink(page)).toHaveCount(0);
    await workbench.tab("Explain");
    await workbench.pickProperty("agreement");
    await shrink(page).getByRole("button", { name: "Shrink" }).click();
    await expect(workbench.notice).toContainText("2 lines of 4 left");
    expect(await workbench.text()).toBe(PROPOSALS);
  });

  test("it is cancelled, and a worker that dies is told as such", async ({ page, workbench }) => {
    const many = Array.from({ length: 300 }, (_, step) => `at ${5000 + step * 10}ms S${(step % 3) + 1} put k${step} ${step}\n`).join("");
    const text = `# Both time-outs meet\nprotocol raft votes-twice\nnodes 3\nset election-timeout 100ms\nnetwork delay 10ms\n${many}until 9s\n`;
    await workbench.open();
    await workbench.paste(text);
    await expect(workbench.property("election-safety")).toHaveAttribute("data-verdict", "violated");
    await workbench.pickProperty("election-safety");
    await page.route(/worker.*\.wasm/, () => {}); // It never comes.
    await shrink(page).getByRole("button", { name: "Shrink" }).click();
    await page.getByRole("button", { name: "Cancel shrinking" }).click();
    await expect(shrink(page)).toContainText("Cancelled. The scenario is as it was.");
    expect(await workbench.text()).toBe(text);
    await expect.poll(() => page.workers().length).toBe(0);
    await page.unroute(/worker.*\.wasm/);
    await death(page);
    await shrink(page).getByRole("button", { name: "Shrink" }).click();
    await expect(shrink(page)).toContainText("could not be fetched");
    await page.unroute(/worker.*\.wasm/);
    await shrink(page).getByRole("button", { name: "Shrink" }).click();
    await expect(workbench.notice).toContainText("no line of 300 left", { timeout: 30_000 });
  });

  test("by keyboard alone", async ({ page, workbench }) => {
    await workbench.open(LONG);
    await workbench.page.getByTestId("summary").press("Enter");
    await workbench.property("election-safety").press("Enter");
    await shrink(page).getByRole("button", { name: "Shrink" }).press("Enter");
    await expect(workbench.notice).toContainText("6 lines of 10 left");
    await search(workbench);
    await toggle(page).press("Space");
    await expect(panel(page)).toContainText("after 6 choices");
  });
});

test("a tree of branches is shared by link and opened in a fresh page", async ({ page, workbench, browser }) => {
  await workbench.open("# By hand\nprotocol consensus\nnodes 3\nschedule manual\n");
  const ask = async (node, command) => {
    await workbench.node(node).click();
    await page.getByRole("textbox", { name: "Command", exact: true }).fill(command);
    await page.keyboard.press("Enter");
  };
  await ask("P1", "propose 0");
  await expect.poll(() => workbench.lines()).toContain("P1 propose 0");
  await workbench.button("Deliver Proposed P1->P2 1").click();
  await expect.poll(() => workbench.lines()).toContain("deliver Proposed P1->P2 1");
  await workbench.scroller.focus();
  await page.keyboard.press("Home");
  await workbench.node("P3").click();
  await workbench.button("Crash").click();
  await expect(page.locator("[data-branch]")).toHaveCount(2);
  const text = await workbench.text();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.button("Share link").click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("#/s/");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await browser.newContext();
  const fresh = await other.newPage();
  await fresh.goto(link);
  await expect(fresh.locator("[data-branch]")).toHaveCount(2);
  await expect(fresh.getByTestId("scenario")).toHaveValue(text);
  await other.close();
});

for (const [colorScheme, width] of [["light", 1440], ["dark", 360]]) {
  test(`axe finds nothing in what can still happen: ${colorScheme}, ${width} px`, async ({ page, workbench }, info) => {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await workbench.open(PROPOSALS);
    await workbench.scrubber.fill("5000");
    await search(workbench);
    await toggle(page).click();
    await expect(breakable(page, "agreement")).toBeVisible();
    await workbench.tab("Explain");
    await workbench.pickProperty("agreement");
    await expect(shrink(page)).toBeVisible();
    await search(workbench);
    await breakable(page, "agreement").scrollIntoViewIfNeeded();
    await page.screenshot({ path: info.outputPath("what-if.png") });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))).toEqual([]);
    const [screen, body] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    expect(body).toBeLessThanOrEqual(screen);
  });
}
