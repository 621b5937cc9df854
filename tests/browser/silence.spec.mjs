// Runs side by side as one node sees them: branches of a run by hand, and the run before an edit and after it.
import { readFileSync } from "node:fs";
import { expect, test } from "./workbench.mjs";

/** The scenario of a story. */
const story = (name) =>
  readFileSync(new URL(`../stories/${name}.story`, import.meta.url), "utf8").split("\n----\n")[0] + "\n";

const seen = (page) => page.getByTestId("alongside");

test("five silences are the same to the client up to its timeout", async ({ page, workbench }) => {
  await workbench.open(story("rpc-five-silences"));
  await workbench.tab("Order");
  await page.getByRole("combobox", { name: "As seen by" }).selectOption("C1");
  await expect(seen(page)).toHaveAttribute("data-same", "5");
  await expect(seen(page).getByRole("status")).toHaveText(
    "C1 sees the same in all 5 as far as \u201ctimeout fires\u201d (5 events), and then not.",
  );
  await expect(seen(page)).toContainText("C1 cannot tell apart: request-lost, down-before, down-after, reply-lost.");
  await page.getByRole("combobox", { name: "As seen by" }).selectOption("S1");
  await expect(seen(page)).toHaveAttribute("data-same", "1");
  await page.getByText("The runs beside it").click();
  const picture = page.getByRole("img", { name: /^S1 does nothing that is the same/ });
  await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(1000);
});

test("the run before an edit and after it are compared", async ({ page, workbench }) => {
  const text = "protocol rpc\nset retries 0\nnetwork delay 10ms\nat 10ms C1 pay 20\nuntil 300ms\n";
  await workbench.open(text);
  await workbench.tab("Order");
  await expect(page.getByText(/^Change something, or begin another branch/)).toBeVisible();
  await workbench.pick("Reply S1->C1 1");
  await page.keyboard.press("d");
  await expect.poll(() => workbench.lines()).toContain("drop Reply S1->C1 1");
  await workbench.tab("Order");
  await page.getByRole("combobox", { name: "As seen by" }).selectOption("C1");
  await expect(seen(page)).toContainText("before the edit: receives Reply from S1");
  await expect(seen(page)).toContainText("now: timeout fires");
  await page.getByRole("combobox", { name: "As seen by" }).selectOption("S1");
  await expect(seen(page).getByRole("status")).toHaveText("S1 sees the same in both: 4 events.");
});
