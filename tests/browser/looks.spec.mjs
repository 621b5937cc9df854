// Light, dark, less motion.
import { ELECTION, expect, test } from "./workbench.mjs";

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
