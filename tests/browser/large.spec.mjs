// Long runs and hostile texts: the page answers all the while, and draws what is seen, not what exists.
import { expect, fragment, test } from "./workbench.mjs";

export const HUGE = "# A hundred thousand messages\nprotocol raft\nseed 9\nset heartbeat 5ms\nuntil 63s\n";
const ENDLESS = "# No end in sight\nprotocol raft\nset election-timeout 1us..2us\nuntil 1000s\n";

const DRAWN_MAX = 3000;

const drawnParts = (page) => page.locator("svg *").count();

test("100,000 messages open and scroll like a hundred", async ({ page, workbench }) => {
  await workbench.open(HUGE);
  const summary = await page.getByRole("group", { name: /Message sequence diagram/ }).getAttribute("aria-label");
  expect(Number(summary.match(/(\d+) messages/)[1])).toBeGreaterThanOrEqual(100_000);

  const seen = new Set();
  for (const part of [0, 0.001, 0.25, 0.5, 0.75, 0.999, 1]) {
    await workbench.scroller.evaluate((element, part) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * part;
    }, part);
    await expect.poll(async () => (await drawnInView(page)).length, `events seen at ${part}`).toBeGreaterThan(5);
    for (const id of await drawnInView(page)) seen.add(id);
    expect(await drawnParts(page), `parts drawn at ${part}`).toBeLessThan(DRAWN_MAX);
  }
  expect(seen.size).toBeGreaterThan(150);
  expect(Math.max(...seen)).toBeGreaterThan(170_000);

  // By the wheel, frame after frame: nothing grows.
  const box = await workbench.scroller.boundingBox();
  await workbench.scroller.evaluate((element) => { element.scrollTop = 0; });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 15; turn += 1) {
    await page.mouse.wheel(0, 700);
    await workbench.frame();
    expect(await drawnParts(page)).toBeLessThan(DRAWN_MAX);
  }
  await expect.poll(() => workbench.scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(5000);
});

/** The events that can be seen right now. */
function drawnInView(page) {
  return page.locator("svg.picture").evaluate((svg) => {
    const frame = svg.closest(".scroller").getBoundingClientRect();
    return [...svg.querySelectorAll("[data-event]")].filter((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return bottom > frame.top && top < frame.bottom;
    }).map((one) => Number(one.dataset.event));
  });
}

test("a message far down a long run is dropped like any other", async ({ page, workbench }) => {
  await workbench.open("# Ten thousand events\nprotocol raft\nseed 9\nuntil 36s\n");
  await workbench.scroller.evaluate((element) => { element.scrollTop = element.scrollHeight * 0.9; });
  await expect.poll(() => workbench.drawnMessages()).not.toHaveLength(0);
  await expect.poll(async () => (await drawnInView(page)).length).toBeGreaterThan(5);
  const [key] = (await workbench.drawnMessages()).filter((name) => name.startsWith("Heartbeat")).slice(4);
  await workbench.pick(key);
  await workbench.button("Drop").click();
  await expect(workbench.message(key).locator(".cross")).toBeVisible();
  await expect.poll(() => workbench.lines()).toContain(`drop ${key}`);
  await expect(workbench.consequence).toContainText("messages moved");
});

test("a run without an end stops at its limit and says so; the page answers meanwhile", async ({ page, workbench }) => {
  test.slow();
  await page.goto(`/${fragment(ENDLESS)}`);
  const progress = page.getByRole("progressbar");
  await expect(progress).toBeVisible();
  // The text can be read, and controls answer, while it runs.
  await workbench.openKeys();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await workbench.text()).toBe(ENDLESS);

  const says = page.getByRole("status").filter({ hasText: "stopped after" });
  await expect(says).toBeVisible({ timeout: 60_000 });
  await expect(says).toContainText(/1,?000,?000 events/);
  await workbench.drawn();
  expect(await drawnParts(page)).toBeLessThan(DRAWN_MAX);

  // And from there back to a small one.
  await workbench.type("protocol raft\nseed 9\nuntil 400ms\n");
  await expect(says).toHaveCount(0);
  await workbench.drawn();
  expect((await workbench.shownRun()).stopped).toBe("until");
});

test("Cancel gives a long run up and leaves the picture and the text", async ({ page, workbench }) => {
  await workbench.open();
  const drawn = await workbench.drawnMessages();
  await workbench.type(ENDLESS);
  await workbench.button("Cancel").click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  expect(await workbench.text()).toBe(ENDLESS);
  expect(await workbench.drawnMessages()).toEqual(drawn);
  // Typing on starts a run again.
  await workbench.type("protocol raft\nnodes 3\nseed 9\nuntil 400ms\n");
  await expect(workbench.node("S4")).toHaveCount(0);
  await expect(workbench.node("S3")).toBeVisible();
});

test("what is typed while a run goes on replaces it", async ({ page, workbench }) => {
  await workbench.open();
  await workbench.type(ENDLESS);
  await expect(page.getByRole("progressbar")).toBeVisible();
  await workbench.type("protocol raft\nnodes 3\nseed 9\nuntil 400ms\n");
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(workbench.node("S4")).toHaveCount(0);
  await expect(workbench.node("S3")).toBeVisible();
});

const HOSTILE = [
  ["a text of a million letters", "x".repeat(1_000_000), /./],
  ["ten thousand wrong lines", "drop\n".repeat(10_000), /1:/],
  ["more than may be read", `# ${"x".repeat(1_000_000)}`, /1,?000,?000|1 MB|long|large/],
  ["letters that are none", "\u0000\u0007\uFFFD\u202E protocol \u{1F9E8}\r\n\t", /./],
  ["numbers beyond all bounds", "protocol raft\nnodes 99999999999999999999\nseed -1\nuntil 99999999999999999999s\nat 1e9ms S1 put x 1\n", /2:/],
  ["markup", "protocol raft\n<img src=x onerror=alert(1)>\n", /2:1/],
];

for (const [what, text, place] of HOSTILE) {
  test(`${what}: errors, no harm`, async ({ page, workbench }) => {
    await workbench.open();
    const drawn = await workbench.drawnMessages();
    await workbench.paste(text);
    await expect(page.getByRole("alert")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole("alert").getByRole("listitem").first()).toContainText(place);
    expect(await page.getByRole("alert").getByRole("listitem").count()).toBeLessThanOrEqual(20);
    expect(await workbench.drawnMessages()).toEqual(drawn);
    await expect(page.getByRole("alert").locator("img, script")).toHaveCount(0);
    await workbench.paste("protocol raft\nnodes 3\nseed 9\nuntil 400ms\n");
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(workbench.node("S4")).toHaveCount(0);
  });
}

test("scripts that ask for nonsense get an Error and the page goes on", async ({ page, workbench }) => {
  await workbench.open();
  const answers = await page.evaluate(() => Promise.all(["", "x", "protocol raft\nnodes 0\n", "protocol none\n", "\u0000"].map(async (text) => {
    try {
      await window.sequitur.run(text);
      return "a run";
    } catch (error) {
      return error instanceof Error && /^\d+:\d+/.test(error.message);
    }
  })));
  expect(answers).toEqual([true, true, true, true, true]);
  expect((await workbench.shownRun()).version).toBe(1);
});
