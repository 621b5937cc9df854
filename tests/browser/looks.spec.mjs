// Light, dark, less motion.
import { readFileSync } from "node:fs";
import { ELECTION, expect, ready, test } from "./workbench.mjs";

/** How light a colour is, from 0 to 255. */
async function lightness(page, selector, property) {
  const colour = await page.locator(selector).first().evaluate((one, property) => getComputedStyle(one)[property], property);
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return (red + green + blue) / 3;
}

test("the page is light or dark as the system is, and follows it", async ({ page, workbench }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await workbench.open();
  expect(await lightness(page, "body", "backgroundColor")).toBeGreaterThan(200);
  expect(await lightness(page, "svg.picture .dot", "fill")).toBeLessThan(100);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => lightness(page, "body", "backgroundColor")).toBeLessThan(60);
  expect(await lightness(page, "svg.picture .dot", "fill")).toBeGreaterThan(150);
});

test("the reader's choice of light or dark wins and survives a reload", async ({ page, workbench }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await workbench.open();
  await workbench.button("Theme").click();
  await expect.poll(() => lightness(page, "body", "backgroundColor")).toBeLessThan(60);
  await page.reload();
  await workbench.drawn();
  expect(await lightness(page, "body", "backgroundColor")).toBeLessThan(60);
  // Then light, even on a dark system; then as the system has it.
  await page.emulateMedia({ colorScheme: "dark" });
  await page.keyboard.press("t");
  await expect.poll(() => lightness(page, "body", "backgroundColor")).toBeGreaterThan(200);
  await page.keyboard.press("t");
  await expect.poll(() => lightness(page, "body", "backgroundColor")).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => lightness(page, "body", "backgroundColor")).toBeGreaterThan(200);
});

test("who wants less motion gets none", async ({ page, workbench }) => {
  const moving = () => page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(one);
    return [transitionDuration, animationDuration].some((time) => time.split(", ").some((part) => parseFloat(part) > 0))
      || scrollBehavior === "smooth";
  }).map((one) => one.tagName));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S5->S2 1");
  expect(await moving()).toEqual([]);
});

test("the page can be read at 200 % and in forced colours", async ({ page, workbench }) => {
  await page.setViewportSize({ width: 640, height: 450 });
  await workbench.open(ELECTION);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
  await page.emulateMedia({ forcedColors: "active" });
  const [line, back] = [await lightness(page, "svg.picture .line", "stroke"), await lightness(page, "body", "backgroundColor")];
  expect(Math.abs(line - back)).toBeGreaterThan(100);
});

/** The scenario of a story. */
const story = (name) =>
  `${readFileSync(new URL(`../stories/${name}.story`, import.meta.url), "utf8").split("\n----\n")[0]}\n`;

test("a link opens with what its text looks at in view, and all that can be done there", async ({ page, workbench }) => {
  await workbench.open(ready("leader-crash"));
  const crash = page.locator("[data-event][aria-pressed=true]");
  await expect(crash).toBeInViewport({ ratio: 1 });
  await expect(workbench.popover).toBeInViewport({ ratio: 1 });
  for (const name of ["detector-long-pause", "use-atomic-broadcast", "votes-given-back"]) {
    await page.goto("about:blank");
    await workbench.open(story(name));
    await expect(page.locator(".now > text"), name).toBeInViewport();
  }
});

test("what can be done at an arrow stays in view when the sentence below it comes", async ({ page, workbench }) => {
  await workbench.open(story("detector-four-mistakes"));
  await expect(workbench.popover).toContainText("If you drop it");
  const whole = await workbench.scroller.boundingBox();
  await expect.poll(async () => {
    const box = await workbench.popover.boundingBox();
    return box.y + box.height <= whole.y + whole.height && box.y >= whole.y;
  }).toBe(true);
});

test("no time looks out from under that of the cursor", async ({ page, workbench }) => {
  await workbench.open(story("slow-minority-raft"));
  await expect(page.locator(".now > text")).toHaveText("70 ms");
  const bare = await page.evaluate(() => {
    const box = (one) => one.getBoundingClientRect();
    const pill = box(document.querySelector(".now > rect:not(.veil)"));
    const grounds = [...document.querySelectorAll(".now .ground .plain")].map(box);
    const touched = [...document.querySelectorAll(".picture > .times text, .picture .times > text, .picture .idle text")]
      .filter((text) => box(text).top < pill.bottom && box(text).bottom > pill.top);
    return touched.map((text) => [text.textContent, grounds.some((ground) =>
      ground.top <= box(text).top + 3 && ground.bottom >= box(text).bottom - 3 && ground.left <= box(text).left)]);
  });
  expect(bare.map(([text]) => text)).toContain("100 ms");
  expect(bare.filter(([, covered]) => !covered)).toEqual([]);
});

for (const width of [900, 1024, 1440]) {
  test(`the start points at its arrow, ${width} px wide`, async ({ page, workbench: _ }) => {
    await page.setViewportSize({ width, height: 768 });
    await page.goto("/");
    const middle = async (selector) => {
      const box = await page.locator(selector).first().boundingBox();
      return box && Math.round(box.x + box.width / 2);
    };
    await expect(page.locator(".live [data-event]").first()).toBeVisible();
    await expect.poll(async () => Math.abs((await middle(".hint .ring")) - (await middle(".live [data-node=S2]")))).toBeLessThanOrEqual(2);
  });
}

test("what a text asks to be written stands as code, and at the end of a run nothing is veiled", async ({ page, workbench }) => {
  await workbench.open(ready("last-write-loses"));
  await expect(page.getByTestId("about").locator("code")).toHaveText("set resolve versions");
  await expect(page.getByTestId("about")).not.toContainText("`");
  await page.goto("about:blank");
  await workbench.open(story("generals-one-liar-among-four"));
  await expect(page.locator(".now > text")).toHaveText("200 ms");
  await expect(page.locator(".now .veil")).toHaveCount(0);
});

test("a lie is a change that says who told what to whom", async ({ workbench }) => {
  await workbench.open(story("pbft-two-signed-votes"));
  await expect(workbench.change("at 25ms forge Prepare R4->R2 0 1 y")).toContainText("R4 told R2: Prepare 0 1 y, 25 ms");
});

test("in the drawer, scenarios stand one below the other without gaps", async ({ page, workbench }) => {
  await workbench.open(ready("minority-leader"));
  await workbench.button("Scenarios").click();
  const list = page.getByRole("list", { name: "Scenarios", exact: true }).getByRole("listitem");
  const boxes = await list.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
  expect(boxes.length).toBeGreaterThan(2);
  boxes.slice(1).forEach(([top], index) => expect(top - boxes[index][1]).toBeLessThan(8));
  await expect(page.getByRole("list", { name: "Scenarios", exact: true })).not.toContainText("`");
});

test("a network that falls apart is a change in words", async ({ workbench }) => {
  await workbench.open(ready("minority-leader"));
  await expect(workbench.changes).toContainText("Split S1 S2 | S3 S4 S5, 250 ms");
});

test("figures of many runs keep to their panel, and where nothing is left to choose that is said", async ({ page, workbench }) => {
  await workbench.open(story("longest-chain-many-runs"));
  await workbench.tab("Search");
  await page.getByRole("button", { name: /^Make/ }).click();
  const figures = page.locator(".many-runs .results");
  await expect(figures).toBeVisible({ timeout: 30_000 });
  const [inner, outer] = [await figures.boundingBox(), await page.locator(".side").first().boundingBox()];
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width - 12);
  await page.goto("about:blank");
  await workbench.open(story("rpc-five-silences"));
  await expect(page.locator(".told")).toContainText("Nothing more can happen.");
  await expect(page.locator(".told")).not.toContainText("Choose below");
});

test("a ready scenario by hand opens at the end of what was done, with what broke in view", async ({ page, workbench }) => {
  for (const name of ["quorum-stale-read", "quorum-new-then-old", "votes-forgotten"]) {
    await page.goto("about:blank");
    await workbench.open(story(name));
    await expect(page.locator(".broken-ring").first(), name).toBeInViewport();
    await expect(page.locator(".now .veil"), name).toHaveCount(0);
  }
});

test("names of conditions keep their capitals", async ({ page, workbench }) => {
  await workbench.open(story("generals-one-liar-among-four"));
  await workbench.openProperties();
  await expect(workbench.property("ic1-agreement")).toContainText("IC1 agreement");
});
