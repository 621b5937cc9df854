// "What can still be decided": a strip along a run by hand, and the adversary. Beside the page.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

/** Three processes that take the least value in doubt: the theorem of Fischer, Lynch and Paterson to play. */
const START = "# Nobody decides\nprotocol ben-or\nnodes 3\nset doubt least\nschedule manual\nP1 propose 0\nP2 propose 1\nP3 propose 1\n";
const ONE_STEP = `${START}deliver Report P3->P2 1\n`;
const SETTLED = `${ONE_STEP}deliver Report P2->P3 1\n`;

const panel = (page) => page.getByRole("region", { name: "Valence", exact: true });
const strip = (page) => page.getByTestId("valence");
const cells = (page) => strip(page).locator("[data-cell]");
const values = (page) => cells(page).evaluateAll((all) => all.map((cell) => cell.dataset.values));

async function open(page, workbench, text) {
  await workbench.open(text);
  await workbench.tab("Search");
  await panel(page).getByRole("button", { name: "What can still be decided" }).click();
  await expect(strip(page)).toBeVisible();
}

test.describe("valence", () => {
  test("each choice has a cell, and the one that settles it is seen", async ({ page, workbench }) => {
    await open(page, workbench, SETTLED);
    await expect.poll(() => values(page)).toEqual(["", "", "", "0 1", "0 1", "1"]);
    // In words and as a sign, not only as a colour.
    await expect(cells(page).nth(4)).toHaveText("0|1");
    await expect(cells(page).nth(5)).toHaveText("1");
    await expect(cells(page).nth(5)).toHaveAccessibleName("after deliver Report P2->P3 1: only 1 can be decided");
    await expect(strip(page)).toContainText("3 rounds after that of the furthest process");
    await cells(page).nth(4).click();
    await expect(cells(page).nth(4)).toHaveAttribute("aria-current", "step");
    await expect(page.getByTestId("adversary")).toContainText("0 or 1 can still be decided");
  });

  test("the machine shows what must not be delivered now, and plays the adversary", async ({ page, workbench }) => {
    await open(page, workbench, ONE_STEP);
    const settling = page.locator("[data-settles]");
    await expect(settling).toHaveCount(1);
    await expect(settling).toHaveAttribute("data-settles", "deliver Report P2->P3 1");
    for (let turn = 0; turn < 4; turn += 1) {
      await page.getByRole("button", { name: "Let the adversary choose" }).click();
      await expect(cells(page)).toHaveCount(6 + turn);
      await expect(cells(page).last()).toHaveAttribute("data-values", "0 1");
    }
    expect((await workbench.lines()).filter((line) => line.startsWith("deliver"))).toHaveLength(5);
  });

  test("what was worked out is kept", async ({ page, workbench }) => {
    await open(page, workbench, ONE_STEP);
    const first = Number(await strip(page).getAttribute("data-worked-out"));
    const keeps = page.locator("[data-keeps]");
    const next = (await keeps.count()) + (await page.locator("[data-settles]").count());
    await keeps.first().click();
    await expect(cells(page)).toHaveCount(6);
    const second = Number(await strip(page).getAttribute("data-worked-out"));
    // No configuration of the run is new: all that was worked out is what may come after it.
    expect(second - first).toBeLessThanOrEqual(next + 3);
  });

  test("a timed run has no strip, and nobody is kept out", async ({ page, workbench }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, workbench, SETTLED);
    const found = await new AxeBuilder({ page }).include(".valence").analyze();
    expect(found.violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await workbench.open("# Timed\nprotocol ben-or\nnodes 3\nat 1ms P1 propose 0\n");
    await workbench.tab("Search");
    await panel(page).getByRole("button", { name: "What can still be decided" }).click();
    await expect(panel(page)).toContainText("Choose by hand what happens");
  });
});
