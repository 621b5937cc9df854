// Order: two events compared, cuts, what a node can know, the total order as a list.
import { expect, ready, test } from "./workbench.mjs";

const CLOCK_DIAGRAM = ready("clock-diagram");

/** The events that tick, by their names in the figure: b2 is the second of process B. */
function named(run) {
  const counts = {};
  const names = new Map();
  for (const event of run.events.filter(({ kind }) => kind !== "start")) {
    counts[event.node] = (counts[event.node] ?? 0) + 1;
    names.set(event.node.toLowerCase() + counts[event.node], event.id);
  }
  return names;
}

async function opened(workbench) {
  await workbench.open(CLOCK_DIAGRAM);
  await workbench.tab("Order");
  return named(await workbench.shownRun());
}

const comparison = (page) => page.getByTestId("comparison");

test("a click and a Shift-click compare two events, and the chain proves their order", async ({ page, workbench }) => {
  const at = await opened(workbench);
  const table = [
    ["a2", "b2", "before", ["m1"]],
    ["a3", "c4", "concurrent", []],
    ["b4", "c3", "concurrent", []],
    ["c1", "b4", "before", ["m2"]],
    ["a4", "b3", "after", ["m3", "m4"]],
    ["b1", "a2", "concurrent", []],
  ];
  for (const [one, other, relation, chain] of table) {
    await workbench.event(at.get(one)).click();
    await workbench.event(at.get(other)).click({ modifiers: ["Shift"] });
    await expect(comparison(page)).toHaveAttribute("data-relation", relation);
    await expect(comparison(page).locator("ol.chain li")).toHaveText(chain.map((name) => new RegExp(`^${name} `)));
    await expect(page.locator("[data-message].proof")).toHaveCount(chain.length);
    await expect(page.locator("path.proof-way")).toHaveCount(relation === "concurrent" ? 0 : 1);
    await workbench.scroller.focus();
    await page.keyboard.press("Escape");
    await expect(comparison(page)).toHaveCount(0);
  }
});

test("what each clock alone could have told is said", async ({ page, workbench }) => {
  const at = await opened(workbench);
  const compare = async (one, other) => {
    await workbench.event(at.get(one)).click();
    await workbench.event(at.get(other)).click({ modifiers: ["Shift"] });
  };
  await compare("b4", "a4");
  await expect(comparison(page)).toContainText("6 is less than 8: only that the second did not happen before the first");
  await expect(comparison(page)).toContainText("neither [2 4 2] nor [4 3 4] is less");
  await page.getByRole("button", { name: "Stop comparing" }).click();
  await compare("b4", "c3");
  await expect(comparison(page)).toContainText("both are 6: equal times prove that they are concurrent");
});

test("events are compared by keyboard alone", async ({ page, workbench }) => {
  const at = await opened(workbench);
  await workbench.event(at.get("a2")).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("w");
  await expect(page.getByText("Select the event to compare with")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(comparison(page)).toHaveAttribute("data-relation", "concurrent");
  await page.keyboard.press("ArrowDown");
  await expect(comparison(page)).toHaveAttribute("data-relation", "before");
  await page.keyboard.press("w");
  await expect(comparison(page)).toHaveCount(0);
});

test("a cut is dragged over the lanes and told consistent or not", async ({ page, workbench }) => {
  const at = await opened(workbench);
  await workbench.event(at.get("b3")).click();
  await page.keyboard.press("v");
  const cut = page.getByTestId("cut");
  await expect(cut).toHaveAttribute("data-consistent", "true");
  await expect(page.locator("[data-cut]")).toHaveCount(3);

  // The handle of A goes above the sending of m1, which B has received.
  const box = await page.locator('[data-cut="A"]').boundingBox();
  const goal = await workbench.event(at.get("a1")).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 5, goal.y + 20, { steps: 5 });
  await page.mouse.up();
  await expect(cut).toHaveAttribute("data-consistent", "false");
  await expect(cut).toContainText("Received before it, but sent after it: 1 message");
  await expect(page.locator("[data-message].breaks")).toHaveCount(1);
  await expect(workbench.message("Message A->B 1")).toHaveClass(/breaks/);

  // One event down the lane by key, and it is whole again.
  await page.locator('[data-cut="A"]').focus();
  await page.keyboard.press("ArrowDown");
  await expect(cut).toHaveAttribute("data-consistent", "true");
  await expect(page.locator('[data-cut="A"]')).toBeFocused();
  await expect(page.locator('[data-cut="A"]')).toHaveAttribute("aria-valuetext", /consistent cut/);
  await page.getByRole("button", { name: "Remove the cut" }).click();
  await expect(page.locator("[data-cut]")).toHaveCount(0);
});

test("the inspector tells what a node can know at an event", async ({ page, workbench }) => {
  const at = await opened(workbench);
  const knowledge = page.getByTestId("knowledge");
  await workbench.event(at.get("c3")).click();
  await expect(knowledge.locator("dd")).toHaveText(["A sends m1 at 20 ms", "B sends m3 at 70 ms"]);
  // In the picture, the same events are ringed among the causes.
  await page.getByRole("button", { name: "Causes and effects" }).click();
  const ringed = page.locator("[data-event]", { has: page.locator(".frontier-ring") });
  await expect(ringed).toHaveCount(2);
  await expect(workbench.event(at.get("a2")).locator(".frontier-ring")).toHaveCount(1);
  await expect(workbench.event(at.get("b3")).locator(".frontier-ring")).toHaveCount(1);
  await workbench.event(at.get("a3")).click();
  await expect(knowledge.locator("dd")).toHaveText(["nothing", "nothing"]);
});

test("the total order is a numbered list", async ({ page, workbench }) => {
  const at = await opened(workbench);
  await workbench.lens("order");
  const rows = page.getByTestId("total-order").getByRole("listitem");
  const order = ["a1", "c1", "a2", "c2", "a3", "b1", "b2", "b3", "b4", "c3", "c4", "a4"];
  const stamps = ["1", "1", "2", "2", "3", "3", "4", "5", "6", "6", "7", "8"];
  await expect(rows.locator(".stamp")).toHaveText(stamps);
  for (const [place, name] of order.entries()) {
    await rows.nth(place).getByRole("button").click();
    await expect(workbench.event(at.get(name))).toHaveAttribute("aria-pressed", "true");
  }
});

test("a broken clock shows the event that breaks it", async ({ page, workbench }) => {
  await workbench.open(ready("lamport-forgets"));
  await expect(workbench.property("clock-condition")).toHaveAttribute("data-verdict", "violated");
  await expect(workbench.property("strong-clock-condition")).toHaveAttribute("data-verdict", "holds");
  await workbench.pickProperty("clock-condition");
  await expect(workbench.inspector).toContainText("C sends m2 at Lamport time 2, and B receives it at 1.");
});

test("times that processes keep stand beside the right ones, where processes keep any", async ({ page, workbench }) => {
  await workbench.open(ready("lamport-forgets"));
  await workbench.tab("Order");
  const lens = page.getByRole("combobox", { name: "Clocks" });
  await expect(lens).toHaveValue("kept");
  const wrong = page.locator(".stamp.differs text.clock");
  await expect(wrong.first()).toHaveText("2, not 4 [2 2 2]");
  await expect(wrong).toHaveCount(6);
  await expect(page.locator(".stamp:not(.differs) text.clock").first()).toHaveText("1 [1 0 0]");

  // A right protocol keeps what is true; Raft keeps no times at all.
  await workbench.open(CLOCK_DIAGRAM);
  await workbench.lens("kept");
  await expect(page.locator("text.clock")).not.toHaveCount(0);
  await expect(wrong).toHaveCount(0);
  await workbench.open("protocol raft\nnodes 3\nuntil 300ms\n");
  await expect(lens.locator("option", { hasText: "kept" })).toHaveCount(0);
});
