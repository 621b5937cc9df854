// "Many runs": a scenario with one seed after the other, beside the page.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

/** With no answer, one attacks and the other does not. */
const GENERALS = "# Two generals\nprotocol two-generals\nnodes A B\nnetwork loss 10%\nat 10ms A plan dawn\nuntil 100ms\n";
const HEARTBEATS =
  "# Heartbeats\nprotocol detector\nnodes 3\nset detector fixed\nnetwork delay 10ms..80ms loss 10%\nat 500ms crash P3\nuntil 1s\n";
const LONG = "# Five servers\nprotocol raft\nnodes 5\nuntil 60s\n";
const BY_HAND = "# By hand\nprotocol two-generals\nschedule manual\n";

const panel = (page) => page.getByRole("region", { name: "Many runs" });
const told = (page) => page.getByTestId("many-runs");
const row = (page, property, value = "") => told(page).locator(`[data-property="${property}"][data-value="${value}"]`);
const bars = (page) => panel(page).getByRole("button", { name: /Open one of them/ });
const start = (page) => panel(page).getByRole("button", { name: /^Make/ });
const choose = (page, name, value) => panel(page).getByRole("combobox", { name, exact: true }).selectOption(value);

async function open(page, workbench, text, count) {
  await workbench.open(text);
  await workbench.tab("Search");
  await choose(page, "Runs", count);
}

test.describe("many runs", () => {
  test("each property is counted, with the share in which it holds", async ({ page, workbench }) => {
    await open(page, workbench, GENERALS, "1\u202f000");
    await start(page).click();
    await expect(told(page)).toContainText("1\u202f000 runs, with the seeds 1 to 1\u202f000.");
    // Both messages arrive in 81 of 100 runs, and then both attack; the share lies in the interval.
    const both = await row(page, "both-attack").innerText();
    const [least, most] = both.match(/([\d.]+) to ([\d.]+) %/).slice(1).map(Number);
    expect(least).toBeLessThan(81);
    expect(most).toBeGreaterThan(81);
    expect(most - least).toBeLessThan(6);
    await expect(row(page, "answer-first")).toHaveAttribute("data-held", "1000");
  });

  test("a bar opens a run of it, and Undo brings the text back", async ({ page, workbench }) => {
    await open(page, workbench, GENERALS, "100");
    await start(page).click();
    await choose(page, "Show", "Messages");
    // One message, or two.
    await expect(bars(page)).toHaveCount(2);
    const seed = await bars(page).first().getAttribute("data-seed");
    await expect(bars(page).first()).toHaveAccessibleName(/^1 to below 2: \d+ runs\. Open one of them$/);
    await bars(page).first().focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => workbench.text()).toBe(GENERALS.replace("at 10ms", `seed ${seed}\nat 10ms`));
    expect((await workbench.shownRun()).messages).toHaveLength(1);
    await workbench.button("Undo").click();
    await expect.poll(() => workbench.text()).toBe(GENERALS);
    await expect(bars(page)).toHaveCount(2);
  });

  test("two values are compared along the same axis", async ({ page, workbench }) => {
    await open(page, workbench, GENERALS, "1\u202f000");
    await choose(page, "Compare", "loss");
    await expect(panel(page).getByRole("textbox", { name: "Values" })).toHaveValue("10%, 0%");
    await panel(page).getByRole("textbox", { name: "Values" }).fill("0%, 50%");
    await start(page).click();
    await expect(row(page, "both-attack", "0%")).toHaveAttribute("data-held", "1000");
    const held = Number(await row(page, "both-attack", "50%").getAttribute("data-held"));
    expect(Math.abs(held - 250)).toBeLessThan(60);
    await choose(page, "Show", "Messages");
    const figures = panel(page).getByRole("figure");
    await expect(figures).toHaveCount(2);
    await expect(figures.first()).toContainText("least 2, median 2, mean 2.00, most 2");
    await bars(page).last().click();
    await expect.poll(() => workbench.text()).toContain("network loss 50%");
  });

  test("false suspicions against the speed of detection, a point for each time-out", async ({ page, workbench }) => {
    await open(page, workbench, HEARTBEATS, "100");
    await choose(page, "Compare", "timeout");
    await panel(page).getByRole("textbox", { name: "Values" }).fill("60ms 100ms 250ms");
    await start(page).click();
    const against = page.getByTestId("against");
    await choose(page, "Across", "Completeness after a crash");
    await choose(page, "Upwards", "Mistakes");
    await expect(against.locator("[data-value] circle")).toHaveCount(3);
    const rows = await against.locator("tbody tr").allInnerTexts();
    const numbers = rows.map((row) => row.split("\t").slice(1).map((cell) => Number.parseFloat(cell)));
    const [quick, middle, slow] = numbers;
    // The longer one waits, the later one knows, and the less often one is wrong.
    expect(quick[0]).toBeLessThan(middle[0]);
    expect(middle[0]).toBeLessThan(slow[0]);
    expect(quick[1]).toBeGreaterThan(middle[1]);
    expect(slow[1]).toBe(0);
  });

  test("progress is shown, and Cancel ends it", async ({ page, workbench }) => {
    await open(page, workbench, LONG, "100\u202f000");
    await start(page).click();
    await expect(panel(page).getByRole("progressbar")).toBeVisible();
    await panel(page).getByRole("button", { name: "Cancel the runs" }).click();
    await expect(panel(page)).toContainText("Cancelled.");
    await expect(panel(page).getByRole("progressbar")).toHaveCount(0);
  });

  test("what cannot be compared says why, and a run by hand has no seed", async ({ page, workbench }) => {
    await open(page, workbench, GENERALS, "100");
    await choose(page, "Compare", "messengers");
    await panel(page).getByRole("textbox", { name: "Values" }).fill("none, 2");
    await start(page).click();
    await expect(panel(page).getByRole("alert")).toContainText("none");
    await workbench.open(BY_HAND);
    await workbench.tab("Search");
    await expect(panel(page)).toContainText("A run by hand is the same with every seed.");
    await expect(start(page)).toHaveCount(0);
  });

  for (const scheme of ["light", "dark"]) {
    test(`nobody is kept out, ${scheme}`, async ({ page, workbench }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width: 360, height: 740 });
      await open(page, workbench, GENERALS, "100");
      await choose(page, "Compare", "loss");
      await start(page).click();
      await expect(told(page)).toBeVisible();
      await panel(page).getByText("As a table").first().click();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(360);
      const found = await new AxeBuilder({ page }).include(".many-runs").analyze();
      expect(found.violations).toEqual([]);
    });
  }
});
