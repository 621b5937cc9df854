// Traitors in the page: how a node lies, what it may say, and what it says instead of a message.
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

const GENERALS = `# Four generals, of whom the fourth may lie
protocol oral-messages
nodes 4
traitors G4 honest
network delay 10ms
at 10ms G1 attack
until 300ms
`;

const SIGNED = `# Signed, by hand
protocol signed-messages
nodes 3
traitors G3 honest
schedule manual
G1 attack
deliver Signed G1->G3
fire G1 round-over
fire G2 round-over
fire G3 round-over
`;

const behaviour = (page) => page.getByRole("combobox", { name: /^This node/ });
const instead = (workbench) => workbench.popover.getByRole("button", { name: /^Say something else instead/ });
const obeyed = (run) => run.decisions.map(({ node, value }) => `${node} ${value}`).sort();

test("a traitor's message says something else, one Undo takes that back, and the link has it", async ({ page, workbench }) => {
  await workbench.open(GENERALS);
  const before = await workbench.lines();
  await workbench.message("Order G4->G2 1").click({ force: true });
  await instead(workbench).click();
  const list = workbench.popover.getByRole("group", { name: "What it could have said" });
  // What it says in fact is not among what it could say instead.
  await expect(list.getByRole("button")).toHaveText(["Order G4->G2 retreat G1"]);
  await list.getByRole("button").click();
  const lie = ["at 100.001ms forge Order G4->G2 retreat G1", "drop Order G4->G2 1"];
  await expect.poll(() => workbench.lines()).toEqual(expect.arrayContaining(lie));
  const run = await workbench.shownRun();
  expect(run.unused_edits).toEqual([]);
  const heard = run.messages.filter(({ from, to, received }) => from === "G4" && to === "G2" && received !== null);
  expect(heard.map(({ key }) => key)).toEqual(["Order G4->G2 f1"]);
  // The lie can be told in other words, which leaves one line.
  for (const key of ["Order G4->G2 f1", "Order G4->G2 1"]) {
    await workbench.message(key).focus();
    await page.keyboard.press("Enter");
    await instead(workbench).click();
    const order = key.endsWith("f1") ? "attack" : "retreat";
    await list.getByRole("button", { name: `Say Order G4->G2 ${order} G1` }).click();
    await expect.poll(() => workbench.lines()).toContain(`at 100.001ms forge Order G4->G2 ${order} G1`);
    expect((await workbench.lines()).filter((line) => line.includes("forge"))).toHaveLength(1);
  }
  for (let step = 0; step < 3; step++) await workbench.button("Undo").click();
  await expect.poll(() => workbench.lines()).toEqual(before);
});

test("of a loyal general's message nothing else can be said", async ({ workbench }) => {
  await workbench.open(GENERALS);
  await workbench.message("Order G3->G2 1").click({ force: true });
  await expect(workbench.popover).toBeVisible();
  await expect(instead(workbench)).toHaveCount(0);
});

test("by hand, what lacks a signature is grey, says why, and does nothing", async ({ page, workbench }) => {
  await workbench.open(SIGNED);
  const before = await workbench.lines();
  await workbench.message("Signed G3->G2 1").click({ force: true });
  await instead(workbench).click();
  const refused = page.getByRole("button", { name: "Cannot say Signed G3->G2 retreat:G1:G3: G1 has not signed retreat for any traitor." });
  await expect(refused).toHaveAttribute("aria-disabled", "true");
  await expect(refused).toContainText("G1 has not signed retreat for any traitor.");
  await refused.click({ force: true });
  expect(await workbench.lines()).toEqual(before);
  const { violations } = await new AxeBuilder({ page }).include("[data-testid=popover]").analyze();
  expect(violations).toEqual([]);
});

test("how a node lies is picked at its head, and a loyal one says nothing forged", async ({ page, workbench }) => {
  await workbench.open(GENERALS);
  await workbench.node("G1").click();
  await behaviour(page).selectOption("equivocating");
  await expect.poll(() => workbench.lines()).toContain("traitors G1 equivocating");
  await expect(workbench.node("G1")).toHaveAccessibleName(/traitor/);
  expect(obeyed(await workbench.shownRun())).toEqual(["G2 attack", "G3 attack", "G4 attack"]);
  await workbench.node("G4").click();
  await behaviour(page).selectOption("flipping");
  await expect.poll(() => workbench.lines()).toContain("traitors G4 flipping");
  await behaviour(page).selectOption("does not lie");
  await expect.poll(() => workbench.lines()).not.toContain("traitors G4 flipping");
  await expect(workbench.node("G4")).not.toHaveAccessibleName(/traitor/);
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.lines()).toContain("traitors G4 flipping");
});

test("a traitor is made to say something at a moment", async ({ page, workbench }) => {
  await workbench.open(GENERALS);
  await workbench.node("G4").click();
  await workbench.popover.getByRole("textbox", { name: "at" }).fill("50");
  await workbench.button("Make it say something").click();
  // In the first round the fourth general, who gives no orders, has nothing to tell.
  await expect(workbench.popover).toContainText("It can say nothing now that has an effect.");
  await workbench.popover.getByRole("textbox", { name: "at" }).fill("105");
  const list = workbench.popover.getByRole("group", { name: "What it may say next:" });
  await list.getByRole("button", { name: "Say Order G4->G3 retreat G1" }).click();
  await expect.poll(() => workbench.lines()).toContain("at 105ms forge Order G4->G3 retreat G1");
  expect((await workbench.shownRun()).unused_edits).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("fingers do it", async ({ page, workbench }) => {
    await workbench.open(GENERALS);
    await workbench.message("Order G4->G2 1").focus();
    await page.keyboard.press("Enter");
    await instead(workbench).tap();
    const lie = workbench.popover.getByRole("button", { name: "Say Order G4->G2 retreat G1" });
    expect((await lie.boundingBox()).height).toBeGreaterThanOrEqual(44);
    await lie.tap();
    await expect.poll(() => workbench.lines()).toContain("at 100.001ms forge Order G4->G2 retreat G1");
    await workbench.node("G2").tap();
    await behaviour(page).selectOption("silent");
    await expect.poll(() => workbench.lines()).toContain("traitors G2 silent");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test("keys alone do it", async ({ page, workbench }) => {
  await workbench.open(GENERALS);
  await workbench.message("Order G4->G3 1").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("i");
  await expect(instead(workbench)).toBeFocused();
  await expect(instead(workbench)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => workbench.lines()).toContain("at 100.001ms forge Order G4->G3 retreat G1");
});

test("an exercise asks to point at the traitor, and no mask tells who it is", async ({ page, workbench }) => {
  const exercise = readFileSync(new URL("../../crates/course/exercises/who-signed-a-lie.txt", import.meta.url), "utf8");
  await workbench.open(exercise);
  await expect(workbench.node("G3")).not.toHaveAccessibleName(/traitor/);
  const question = page.getByRole("group", { name: "Liar of G2" });
  await expect(question.getByRole("radio")).toHaveCount(5);
  await question.getByRole("radio", { name: "it cannot be told" }).check();
  await workbench.button("Check").click();
  await expect(page.locator("[data-goal='1']")).toHaveAttribute("data-met", "false");
  await question.getByRole("radio", { name: "G3" }).check();
  await workbench.button("Check").click();
  await expect(page.locator("[data-goal='1']")).toHaveAttribute("data-met", "true");
});
