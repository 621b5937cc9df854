// Clocks that are wrong: what each node believes the time to be, how wrong it is, and what a log sorted by it would say.
import { ELECTION, expect, ready, test } from "./workbench.mjs";

test("the labels are what each node's own clock shows, and hybrid stamps keep near them", async ({ page, workbench }) => {
  await workbench.open(ready("hybrid-clocks"));
  await workbench.tab("Order");
  const lens = page.getByRole("combobox", { name: "Clocks" });
  const shown = () => page.locator("text.clock").allTextContents();
  await lens.selectOption("physical");
  expect((await shown()).sort()).toEqual(["10ms", "11ms", "12ms", "2ms", "3ms", "4ms", "5ms", "6ms"]);
  await lens.selectOption("hybrid");
  expect((await shown()).sort()).toEqual(["10,0", "10,1", "10,2", "10,3", "10,4", "11,0", "11,1", "12,0"]);
  const { events } = await workbench.shownRun();
  expect(events.slice(3).map(({ wall_us: wall, hybrid }) => [wall / 1000, hybrid[0] / 1000, hybrid[1]])).toEqual([
    [10, 10, 0], [2, 10, 1], [3, 10, 2], [4, 10, 3], [5, 10, 4], [11, 11, 0], [6, 11, 1], [12, 12, 0],
  ]);
});

test("ordered by wall clocks an effect stands before its cause, and the list says so", async ({ page, workbench }) => {
  await workbench.open(ready("effect-before-cause"));
  await workbench.lens("physical");
  const list = page.getByTestId("wall-order");
  await expect(list).toHaveAttribute("data-wrong", "2");
  await expect(list.locator("ol > li").first()).toContainText("20ms B receives question from A at 20 ms");
  await expect(list.locator("ol > li").first()).toContainText("before its cause: A sends question at 10 ms");
  await list.getByRole("button", { name: "A sends question at 10 ms" }).first().click();
  await page.keyboard.press("w");
  await list.getByRole("button", { name: "B sends answer at 30 ms" }).click();
  const comparison = page.getByTestId("comparison");
  await expect(comparison).toHaveAttribute("data-relation", "before");
  await expect(comparison).toContainText("60ms is after 30ms: they put the second before the first. That is wrong");
  await expect(comparison).toContainText("(60,0) is less than (60,2)");
  // The matrix clock: B, who has the question, knows that both know of the first event of A.
  await expect(page.getByTestId("known-to-all")).toHaveText("As far as this event can tell, all nodes know of the first events of each: A 1.");
  // With a clock that is right, nothing is wrong.
  await workbench.type((await workbench.text()).replace("offset 50ms", "offset 1ms"));
  await expect(list).toHaveAttribute("data-wrong", "0");
});

test("the error of each clock and its bound are drawn, follow the cursor, and stand in a table", async ({ page, workbench }) => {
  const text = ready("cristian-bound");
  await workbench.open(text);
  await workbench.tab("Order");
  const panel = page.getByTestId("clock-errors");
  const clock = panel.locator("[data-clock=P2]");
  await expect(panel.locator("[data-clock]")).toHaveCount(1);
  await expect(clock).toContainText("1.28 ms ahead, believed to be within 2.597 ms");
  await expect(clock.locator("path.bound")).toHaveCount(1);
  await workbench.scrubber.fill("2500"); // 1 s: it drifts more than it claims
  await expect(clock).toContainText("outside its bound");
  await workbench.scrubber.fill("0");
  await expect(clock.locator("figcaption")).toHaveText("P2 30 ms ahead");
  await panel.getByText("As a table").click();
  const { clocks } = await workbench.run(text);
  const errors = clocks.find(({ node }) => node === "P2").errors;
  await expect(panel.locator("tbody tr")).toHaveCount(errors.length);
  await expect(panel.locator("tbody tr").nth(2)).toHaveText(/P2\s*21\.\d+ ms\s*0\.342 ms behind\s*2\.296 ms/);
  await workbench.open(ELECTION);
  await expect(page.getByTestId("inspector")).toBeVisible();
  await expect(panel).toHaveCount(0);
});
