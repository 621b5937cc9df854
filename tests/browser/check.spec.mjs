// "Check all schedules": the search runs beside the page, tells how far it is, and ends when it is told to.
import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

/** Its counterexample has 8 choices: two votes of one server in one term. */
const BROKEN = "# A vote that is not on disk\nprotocol raft forgets-vote\nnodes 3\nallow crash 1\nallow restart 1\nallow fire 2\nallow term 1\n";
const SMALL = "# Two servers\nprotocol raft\nnodes 2\nallow fire 2\nallow term 1\n";
/** Far more states than a test can wait for. */
const ENDLESS = "# Five servers and their clients\nprotocol raft\nnodes 5\nallow fire 50\nallow drop 9\nallow term 9\n";

const panel = (page) => page.getByRole("region", { name: "Search every order" });
const start = (page) => page.getByRole("button", { name: "Search every order" });
const found = (page, name) => page.locator(`[data-found="${name}"]`);

test("a first visit fetches nothing of the search", async ({ page, workbench }) => {
  const fetched = [];
  page.on("response", async (response) => fetched.push([response.url(), gzipSync(await response.body()).length]));
  await workbench.open();
  expect(fetched.map(([url]) => url).filter((url) => /worker/.test(url))).toEqual([]);
  await workbench.tab("Search");
  await start(page).click();
  await expect.poll(() => fetched.some(([url]) => /worker.*\.wasm/.test(url))).toBe(true);
});

test("a broken variant is caught, and its counterexample opens as a diagram", async ({ page, workbench }) => {
  await workbench.open(BROKEN);
  await workbench.tab("Search");
  await start(page).click();
  await expect(found(page, "election-safety")).toHaveAttribute("data-verdict", "violated");
  await expect(panel(page)).toContainText("No shorter run breaks it");
  await page.getByRole("button", { name: "Open the counterexample" }).click();
  await expect(workbench.property("election-safety")).toHaveAttribute("data-verdict", "violated");
  const run = await workbench.shownRun();
  expect(run.unused_edits).toEqual([]);
  expect(await workbench.text()).toContain("expect election-safety violated");
  await expect(workbench.scroller).toBeVisible();
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(BROKEN);
});

test("where all holds, every schedule was tried", async ({ page, workbench }) => {
  await workbench.open(SMALL);
  await workbench.tab("Search");
  await start(page).click();
  await expect(panel(page)).toContainText("Every schedule was tried");
  await expect(found(page, "election-safety")).toHaveAttribute("data-verdict", "holds");
  await expect(found(page, "leader-elected")).toHaveAttribute("data-verdict", "reachable");
  await page.getByRole("button", { name: "Close the search" }).click();
  await expect(found(page, "election-safety")).toHaveCount(0);
});

test("a search from where a run by hand is starts there", async ({ page, workbench }) => {
  await workbench.open(`${SMALL}schedule manual\nfire S1 election-timeout\ndeliver RequestVote S1->S2\ndrop VoteGranted S2->S1\n`);
  await workbench.tab("Search");
  await start(page).click();
  await expect(found(page, "leader-elected")).toHaveAttribute("data-verdict", "unreachable");
  // One choice earlier the vote could still arrive.
  await workbench.scroller.focus();
  await page.keyboard.press(",");
  await workbench.tab("Search");
  await start(page).click();
  await expect(found(page, "leader-elected")).toHaveAttribute("data-verdict", "reachable");
});

test("what came true before a search began is not out of its reach", async ({ page, workbench }) => {
  const led = "allow fire 0\nschedule manual\nfire S1 election-timeout\ndeliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\n";
  await workbench.open(`protocol raft\nnodes 2\n${led}`);
  await workbench.tab("Search");
  await start(page).click();
  await expect(found(page, "leader-elected")).toHaveAttribute("data-verdict", "reachable");
});

test("a timed run is searched from its cursor", async ({ page, workbench }) => {
  // At 400 ms somebody leads; what was decided stays so, whatever happens then.
  await workbench.open("protocol raft\nnodes 3\nseed 9\nat 20ms crash S3\nuntil 400ms\nallow fire 1\n");
  await workbench.scrubber.fill("9000");
  await workbench.tab("Search");
  await expect(panel(page)).toContainText("from 360 ms on");
  await expect(panel(page)).toContainText("with at most: fire 1");
  await start(page).click();
  await expect(found(page, "election-safety")).toHaveAttribute("data-verdict", /holds|pending/);
});

test("a long search is watched and cancelled, another is made, and the page answers meanwhile", async ({ page, workbench }) => {
  await workbench.open(ENDLESS);
  await workbench.tab("Search");
  await start(page).click();
  const states = async () => Number((await page.getByTestId("search").locator("dd").first().innerText()).replace(/\D/g, ""));
  await expect.poll(states).toBeGreaterThan(10_000);
  const before = await states();
  // The page answers: a node is selected, the diagram scrolls.
  await workbench.node("S3").click();
  await expect(workbench.node("S3")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(states).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Cancel the search" }).click();
  await expect(panel(page)).toContainText(/Stopped\. No violation within \d+ choices/);
  await workbench.type(SMALL);
  await workbench.tab("Search");
  await start(page).click();
  await expect(panel(page)).toContainText("Every schedule was tried");
});

test("what has no place in a search is told", async ({ page, workbench }) => {
  await workbench.open("protocol raft\nnodes 3\nat 5ms crash S1\nuntil 300ms\n");
  await workbench.tab("Search");
  await start(page).click();
  await expect(panel(page).getByRole("alert")).toContainText("allow crash 1");
});

test("a worker that dies is told as such, and the page goes on", async ({ page, workbench }) => {
  await workbench.open(SMALL);
  await page.route(/worker.*\.wasm/, (route) => route.fulfill({ contentType: "application/wasm", body: "no program" }));
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await workbench.tab("Search");
  await start(page).click();
  await expect(panel(page).getByRole("alert")).toContainText("could not be fetched");
  await page.unroute(/worker.*\.wasm/);
  await workbench.tab("Search");
  await start(page).click();
  await expect(panel(page)).toContainText("Every schedule was tried");
});

for (const [colorScheme, width] of [["light", 1440], ["dark", 360]]) {
  test(`axe finds nothing in a search: ${colorScheme}, ${width} px`, async ({ page, workbench }) => {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await workbench.open(BROKEN);
    await workbench.tab("Search");
    await start(page).click();
    await expect(found(page, "election-safety")).toHaveAttribute("data-verdict", "violated");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))).toEqual([]);
    const [screen, body] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    expect(body).toBeLessThanOrEqual(screen);
  });
}
