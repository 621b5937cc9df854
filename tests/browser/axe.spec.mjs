// What can be checked by rule about who cannot see, hear or point: in every state, light and dark, wide and narrow.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

// Short: axe looks at each part of the picture, and again in each state.
const SHORT = "# An election of three\nprotocol raft\nnodes 3\nseed 9\nuntil 200ms\n";
const VOTE = "VoteGranted S3->S2 1";

const STATES = [
  ["at the start", async () => {}],
  ["with a message selected", async ({ page }) => {
    await page.locator(`[data-message="${VOTE}"]`).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Drop" })).toBeVisible();
  }],
  ["with a change made and the run before shown", async ({ page }) => {
    await page.keyboard.press("d");
    await expect(page.locator(`[data-line="drop ${VOTE}"]`)).toHaveCount(1);
    await page.keyboard.press("g");
  }],
  ["with an event selected, its causes and the clocks shown", async ({ page }) => {
    await page.locator('[data-event="6"]').focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("k");
    await page.keyboard.press("c");
  }],
  ["with two events compared and a cut", async (workbench) => {
    const { page } = workbench;
    await page.keyboard.press("w");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("v");
    await workbench.tab("Order");
    await expect(page.getByTestId("comparison")).toBeVisible();
  }],
  ["with the total order listed", async (workbench) => {
    const { page } = workbench;
    await page.keyboard.press("Escape");
    await page.keyboard.press("v");
    await workbench.lens("order");
    await expect(page.getByTestId("total-order")).toBeVisible();
  }],
  ["with clocks that are wrong, in the order of what they show", async (workbench) => {
    await workbench.type(`${SHORT}clock S2 offset 50ms\n`);
    await workbench.closeDrawer();
    await workbench.lens("physical");
    await expect(workbench.page.getByTestId("wall-order")).toBeVisible();
    await workbench.page.getByText("As a table").click();
  }],
  ["with a node selected", async ({ page }) => {
    await page.locator('[data-node="S2"]').focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Crash" })).toBeVisible();
  }],
  ["with all nodes side by side", async (workbench) => workbench.tab("State")],
  ["with the searches", async (workbench) => workbench.tab("Search")],
  ["with a property selected", async (workbench) => {
    await workbench.tab("Explain");
    await workbench.pickProperty("election-safety");
  }],
  ["in the middle of the run", async (workbench) => workbench.scrubber.fill("5000")],
  ["with the scenarios open", async (workbench) => workbench.button("Scenarios").click()],
  ["with the keys open", async ({ page }) => {
    await page.getByRole("button", { name: "Keys" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }],
  ["with the link open", async ({ page }) => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Share link" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }],
  ["on the start frame, at an address that names no page", async ({ page }) => {
    await page.keyboard.press("Escape");
    await page.evaluate(() => { location.hash = "#nothing-of-ours"; });
    await expect(page.getByText("which names no page")).toBeVisible();
  }],
  ["with a message to the reader", async (workbench) => {
    await workbench.page.evaluate(() => { location.hash = "#/s/1.broken"; });
    await workbench.drawn();
    await expect(workbench.notice).not.toBeEmpty();
  }],
  ["with something to draw", async (workbench) => {
    await workbench.type("protocol exchange\nnodes A B\nat 20ms A send B \"m\"\n");
    await workbench.closeDrawer();
    await workbench.tab("Explain");
    await expect(workbench.page.getByTestId("drawing")).toBeVisible();
  }],
  ["with mistakes and lines without effect", async (workbench) => {
    await workbench.type(`${SHORT}drop VoteGranted S3->S2 9\n`);
    await expect(workbench.change("drop VoteGranted S3->S2 9")).toContainText("had no effect");
    await workbench.type(`${SHORT}drop VoteGranted S3->S2 9\nseed x\nset hearbeat 5ms\n`);
    await expect(workbench.page.getByRole("alert")).toBeVisible();
  }],
  ["with a log that is wrong", async (workbench) => {
    const { page } = workbench;
    await workbench.closeDrawer();
    await workbench.button("Scenarios").click();
    await page.getByRole("button", { name: "Open a log…" }).click();
    await page.getByTestId("log-text").fill('A {"A":-1}\nasks\n');
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  }],
  ["with a log whose clocks contradict each other", async (workbench) => {
    const { page } = workbench;
    await page.getByTestId("log-text").fill('A {"A":2}\nasks\nB {"B":1, "A":2}\nis asked\n');
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await workbench.notice.filter({ hasText: "contradict each other" }).waitFor();
    await expect(page.getByRole("region", { name: "Contradictions" })).toBeVisible();
    await page.locator('[data-event="1"]').focus();
    await page.keyboard.press("Enter");
  }],
];

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, async ({ page, workbench }) => {
      test.setTimeout(400_000);
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await workbench.open(SHORT);
      for (const [name, enter] of STATES) {
        await enter(workbench);
        await workbench.frame();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, any }) => `${id}: ${target} ${(any[0]?.message ?? "").slice(0, 120)}`));
        expect.soft(found, name).toEqual([]);
      }
    });
  }
}
