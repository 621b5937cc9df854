// Exercises: what is asked, what may be done, and what the reader is told.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, fragment, test } from "./workbench.mjs";

/** The text of an exercise of the course. */
const exercise = (name) => readFileSync(new URL(`../../crates/course/exercises/${name}.txt`, import.meta.url), "utf8");

const goal = (page, number) => page.locator(`[data-goal="${number}"]`);
const reason = (page) => page.getByTestId("reason");

async function open(page, text) {
  await page.goto(`/${fragment(text)}`);
  await expect(page.locator("[data-frame=exercise]")).toBeVisible();
  await expect(page.locator("[data-event]").first()).toBeVisible();
}

test("one-crash is solved by keyboard alone", async ({ page, workbench }) => {
  await open(page, exercise("one-crash"));
  await expect(goal(page, 1)).toHaveAttribute("data-met", "false");
  await expect(page.getByText("1 of 1 crash of P3 left")).toBeVisible();
  await workbench.node("P3").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("x");
  await expect(page.getByText("0 of 1 crash of P3 left")).toBeVisible();
  await workbench.scroller.focus();
  await page.keyboard.press("Enter");
  await expect(reason(page)).toContainText("Solved");
  await expect(goal(page, 1)).toHaveAttribute("data-met", "true");
  expect(await workbench.lines()).toContain("crash P3");
});

test("a goal that one run shows is ticked at the choice that reaches it", async ({ page, workbench }) => {
  await open(page, exercise("two-choices"));
  for (const [lane, met] of [["P1", "false"], ["P2", "true"]]) {
    await page.locator(`[data-choice^="${lane} propose"]`).click();
    await expect(goal(page, 1)).toHaveAttribute("data-met", met);
  }
  await workbench.button("Undo").click();
  await expect(goal(page, 1)).toHaveAttribute("data-met", "false");
});

test("a wrong answer hears its slip, and the sentence has the focus", async ({ page, workbench }) => {
  await open(page, exercise("one-crash"));
  await page.locator('[data-choice^="P3 propose"]').click();
  await workbench.node("P3").click();
  await workbench.button("Crash").click();
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Too late");
  await expect(reason(page)).toBeFocused();
  await expect(page.getByRole("button", { name: "Show the event" })).toBeVisible();
  await page.getByRole("button", { name: "Take back the last change" }).click();
  expect(await workbench.lines()).not.toContain("crash P3");
  await expect(reason(page)).toHaveCount(0);
});

test("which of two events came first is one of three answers", async ({ page, workbench }) => {
  await open(page, exercise("which-came-first"));
  const say = (number, name) => page.locator(`[data-answer="${number}"]`).getByRole("radio", { name, exact: true }).check();
  await say(1, "a1");
  await say(2, "c1");
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Higher up");
  await say(2, "neither");
  await say(3, "a3");
  // No tick tells before it is checked.
  await expect(goal(page, 3)).toHaveAttribute("data-met", "false");
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Solved");
  expect(await workbench.lines()).toContain("expect c1 concurrent a3");
});

test("what the exercise does not allow is not offered, and is refused where it is tried", async ({ page, workbench }) => {
  await open(page, exercise("one-crash"));
  await workbench.node("P3").click();
  await expect(workbench.button("Crash")).toBeVisible();
  for (const other of ["Restart", "Partition", "Heal"]) await expect(workbench.button(other)).toHaveCount(0);
  await page.keyboard.press("Escape");
  const before = await workbench.text();
  await workbench.node("P1").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("x");
  await expect(workbench.notice).toContainText("does not allow");
  await page.keyboard.press("p");
  await page.keyboard.press("m");
  expect(await workbench.text()).toBe(before);
});

test("a budget that is used up is told where more is tried", async ({ page, workbench }) => {
  await open(page, exercise("one-arrow"));
  await workbench.pick("Message A->B 1");
  await page.keyboard.press("d");
  await expect(page.getByText("0 of 1 drop left")).toBeVisible();
  const before = await workbench.text();
  await workbench.pick("Message B->C 1");
  await page.keyboard.press("d");
  await expect(workbench.notice).toContainText("2 drops, 1 allowed");
  expect(await workbench.text()).toBe(before);
});

test("an answer beyond the budget is told so, and a changed line of the exercise too", async ({ page, workbench }) => {
  const text = exercise("one-crash");
  await open(page, text);
  await workbench.type(`${text}crash P3\ncrash P3\n`);
  await workbench.closeDrawer();
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("2 crashes, 1 allowed");
  await workbench.type(text.replace("at 1ms P1 propose 0\n", "") + "crash P3\n");
  await workbench.closeDrawer();
  await expect(reason(page)).toContainText("line 3 of the exercise", { ignoreCase: true });
  await workbench.button("Reset").click();
  expect(await workbench.text()).toBe(text);
});

test("it cannot be done: right where no run does it, told how where one does", async ({ page, workbench }) => {
  await open(page, exercise("one-crash"));
  await workbench.button("It cannot be done").click();
  await expect(reason(page)).toContainText("It can be done, in 1 choice");
  await open(page, exercise("still-one-in"));
  await workbench.button("It cannot be done").click();
  await expect(reason(page)).toContainText("Solved");
  expect(await workbench.lines()).toContain("expect impossible");
});

test("hints stay, and a solution is shown after two attempts", async ({ page, workbench }) => {
  await open(page, exercise("one-crash"));
  await expect(workbench.button("Show me")).toHaveCount(0);
  for (const said of ["Still open", "The next step is at P3", "Next: crash P3"]) {
    await workbench.button("Hint").click();
    await expect(page.locator(".said-hint").filter({ hasText: said })).toBeVisible();
  }
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Not yet");
  await workbench.button("It cannot be done").click();
  await expect(reason(page)).toContainText("in 1 choice");
  await workbench.button("Show me").click();
  await expect(reason(page)).toContainText("Shown");
  expect(await workbench.lines()).toContain("crash P3");
  await workbench.button("Reset").click();
  await expect(page.locator(".said-hint")).toHaveCount(3);
});

test("values and verdicts are answered in fields", async ({ page, workbench }) => {
  await open(page, exercise("stamps"));
  for (const [index, value] of ["3", "4", "5"].entries()) {
    await page.locator(`[data-answer="${index + 1}"]`).fill(value);
    await page.locator(`[data-answer="${index + 1}"]`).press("Tab");
  }
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Solved");
  await open(page, exercise("which-property"));
  const answer = (number, verdict) => page.locator(`[data-answer="${number}"]`).getByRole("radio", { name: verdict });
  await answer(1, "violated").check();
  await answer(2, "violated").check();
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Not yet");
  await answer(2, "holds").check();
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Solved");
});

test("a parameter and a clock are set with small controls", async ({ page, workbench }) => {
  await open(page, exercise("pick-a-rule"));
  await page.getByRole("combobox", { name: "Rule" }).selectOption("wait-for-all");
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Solved");
  await open(page, exercise("three-milliseconds"));
  const clock = page.getByRole("textbox", { name: "A's clock is ahead by" });
  await clock.fill("30ms");
  await clock.press("Tab");
  await expect(workbench.notice).toContainText("does not allow");
  await clock.fill("3ms");
  await clock.press("Tab");
  await expect(goal(page, 1)).toHaveAttribute("data-met", "true");
  await workbench.button("Check").click();
  await expect(reason(page)).toContainText("Solved");
});

test("which bug it is stays unsaid until the exercise is solved", async ({ page, workbench }) => {
  await open(page, exercise("second-in"));
  expect(await page.locator("body").innerText()).not.toMatch(/any.order/i);
  const text = exercise("second-in");
  await workbench.type(`${text}P1 request\nP2 request\ndeliver Request P2->P1\ndeliver Ack P1->P2\nP1 enter\nP2 enter\n`);
  await workbench.closeDrawer();
});

test("a reload keeps the answer, and the address stays the exercise", async ({ page, workbench }) => {
  await open(page, exercise("one-crash"));
  const address = await page.evaluate(() => location.hash);
  await workbench.node("P3").click();
  await workbench.button("Crash").click();
  await expect.poll(() => workbench.lines()).toContain("crash P3");
  expect(await page.evaluate(() => location.hash)).toBe(address);
  await page.reload();
  await expect.poll(() => workbench.lines()).toContain("crash P3");
  await workbench.button("Reset").click();
  expect(await workbench.lines()).not.toContain("crash P3");
});

test("goals that are typed make an exercise of what is open", async ({ page, workbench }) => {
  await workbench.open("protocol raft\nnodes 3\nschedule manual\n");
  await expect(page.locator("[data-frame=workbench]")).toBeVisible();
  await workbench.type("protocol raft\nnodes 3\nschedule manual\ngoal count(role = leader) = 1\n");
  await expect(page.locator("[data-frame=exercise]")).toBeVisible();
  await expect(workbench.editor).toBeFocused();
  await expect(page.getByRole("tab", { name: "Search" })).toHaveCount(0);
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing in an exercise, ${theme}`, async ({ page, workbench }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, exercise("one-crash"));
    await workbench.button("Hint").click();
    await workbench.button("Check").click();
    await expect(reason(page)).toContainText("Not yet");
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("one-crash is solved by touch alone", async ({ page, workbench }) => {
    await open(page, exercise("one-crash"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const next = page.getByRole("group", { name: "What may happen next", exact: true }).getByRole("button", { name: "P1 propose 0" });
    expect((await next.last().boundingBox()).height).toBeGreaterThanOrEqual(44);
    await workbench.node("P3").tap();
    await workbench.button("Crash").tap();
    await workbench.button("Check").tap();
    await expect(reason(page)).toContainText("Solved");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
