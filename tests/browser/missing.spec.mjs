// When something is missing, too long or full: the page says so, and goes on.
import { ELECTION, expect, fragment, FIRST, test, Workbench } from "./workbench.mjs";

test("a link to a million empty lines opens at once, now and at every later visit", async ({ page, workbench }) => {
  const link = fragment("\n".repeat(999_999));
  expect(link.length).toBeLessThan(1_400);
  for (let visit = 0; visit < 2; visit += 1) {
    await page.goto("about:blank");
    const began = Date.now();
    await page.goto(`/${link}`);
    await expect(workbench.notice).toContainText("999999 lines; the most is 100000. Its beginning is shown.");
    await workbench.drawn();
    expect(Date.now() - began).toBeLessThan(10_000);
    expect((await workbench.text()).length, "what the editor has of it").toBe(1_000);
  }
  const kept = await page.evaluate(() => (localStorage.getItem("sequitur.text") ?? "").length);
  expect(kept, "what the storage has of it").toBeLessThanOrEqual(1_000);
});

test("a text that was kept and is too long is judged before it is opened", async ({ page, workbench }) => {
  await page.addInitScript(() => localStorage.setItem("sequitur.text", "\n".repeat(999_999)));
  await page.goto("/#/w");
  await workbench.drawn();
  await expect(workbench.notice).toContainText("999999 lines");
  expect((await workbench.text()).length).toBe(1_000);
});

test("too many lines in the editor are refused, and the text stays", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.openCode();
  await workbench.editor.evaluate((area) => {
    area.value = "\n".repeat(100_001);
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await expect(page.getByRole("alert")).toContainText("100001 lines; the most is 100000. The text stays as it was.");
  expect(await workbench.text()).toBe(ELECTION);
});

test("full storage is said", async ({ page, workbench }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await workbench.open();
  await workbench.type("protocol raft\nseed seven\n");
  await expect(workbench.notice).toContainText("Progress is not kept in this browser");
});

test("two tabs at one address each keep their own unfinished text", async ({ context, baseURL }) => {
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${baseURL}${fragment(ELECTION)}`);
    const workbench = new Workbench(page);
    await workbench.drawn();
    return workbench;
  };
  const [one, other] = [await open(), await open()];
  await one.type(`${ELECTION}seed one`);
  await other.type(`${ELECTION}seed other`);
  await one.page.reload();
  await one.drawn();
  expect(await one.text()).toBe(`${ELECTION}seed one`);
  await other.page.reload();
  await other.drawn();
  expect(await other.text()).toBe(`${ELECTION}seed other`);
});

test("a search whose program cannot be fetched says so, and the page goes on", async ({ page }) => {
  const workbench = new Workbench(page);
  await page.route("**/sequitur-worker*", (route) => route.abort());
  await workbench.open("protocol raft\nnodes 3\nschedule manual\nallow term 1\n");
  await workbench.tab("Search");
  await page.getByRole("button", { name: /^(Check all schedules|Search every order)/ }).first().click();
  await expect(page.getByRole("alert").getByText("could not be fetched").or(page.getByText("could not be fetched"))).toBeVisible();
  await expect(page.getByText("out of memory")).toHaveCount(0);
  expect(await workbench.text()).toContain("schedule manual");
});

test("sequitur.run wants a text, and says so", async ({ page, workbench }) => {
  await workbench.open();
  const said = await page.evaluate(() => [5, undefined, null, {}].map((what) => {
    try {
      window.sequitur.run(what);
      return "nothing";
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  }));
  for (const one of said) expect(one).toBe("TypeError: sequitur.run(text) needs the text of a scenario, as a string");
  expect((await page.evaluate((text) => window.sequitur.run(text), FIRST)).title).toBe(FIRST.split("\n")[0].slice(2));
});

test("New seed keeps the scenario and changes its luck", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.openCode();
  await page.getByRole("button", { name: "New seed" }).click();
  await expect.poll(() => workbench.text()).not.toBe(ELECTION);
  const lines = await workbench.lines();
  expect(lines.filter((line) => line.startsWith("seed "))).toHaveLength(1);
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
});
