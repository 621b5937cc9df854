// The scenario text: typed freely, wrong or right, and never lost.
import { ELECTION, expect, FIRST, said, test } from "./workbench.mjs";

const MISTAKES = `protocol raft
seed x
at 3ms S9 put x 1
set hearbeat 5ms
until 400ms
`;

/** Line and column, from 1, of the caret. */
async function caret(editor) {
  return editor.evaluate((area) => {
    const lines = area.value.slice(0, area.selectionStart).split("\n");
    return `${lines.length}:${lines.at(-1).length + 1}`;
  });
}

test("typing changes the run at once", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.openCode();
  await workbench.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("drop VoteGranted S5->S2\n");
  await expect(workbench.message("VoteGranted S5->S2 1")).toHaveAccessibleName(/dropped by a change/);
  expect(await workbench.text()).toBe(`${ELECTION}drop VoteGranted S5->S2\n`);
  await expect(workbench.editor).toBeFocused();
  expect(await caret(workbench.editor)).toBe(`${ELECTION.split("\n").length + 1}:1`);

  await workbench.type(ELECTION.replace("protocol raft", "protocol raft\nnodes 3"));
  await expect(workbench.node("S4")).toHaveCount(0);
  await expect(workbench.node("S3")).toBeVisible();
  await workbench.type(ELECTION.replace("# An election and a command", "# Renamed"));
  await expect(page.getByRole("heading", { level: 1, name: "Renamed" })).toBeVisible();
  await expect(workbench.node("S5")).toBeVisible();
});

test("what is typed stays as it is typed, letter by letter, wherever that is", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.openCode();
  await workbench.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("seed 12");
  expect(await workbench.text()).toBe(`${ELECTION}seed 12`);
  await page.keyboard.type("  # odd   spaces ");
  expect(await workbench.text()).toBe(`${ELECTION}seed 12  # odd   spaces `);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("#!\n\n");
  expect(await workbench.text()).toBe(`#!\n\n${ELECTION}seed 12  # odd   spaces `);
  expect(await caret(workbench.editor)).toBe("3:1");
  expect((await workbench.shownRun()).scenario).toContain("seed 12");
});

test("three mistakes are three errors with places, and the last good picture stays", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const drawn = await workbench.drawnMessages();
  await workbench.type(MISTAKES);
  const mistakes = page.getByRole("alert").getByRole("listitem");
  await expect(mistakes).toHaveCount(3);
  await expect(mistakes.nth(0)).toContainText("2:6");
  await expect(mistakes.nth(1)).toContainText("3:8");
  await expect(mistakes.nth(2)).toContainText("4:5");
  await expect(mistakes.nth(2)).toContainText("heartbeat"); // what was meant
  await expect(workbench.editor).toHaveAttribute("aria-invalid", "true");
  expect(await workbench.drawnMessages()).toEqual(drawn);
  expect(await workbench.text()).toBe(MISTAKES);

  // Scripts get the same list.
  const thrown = await page.evaluate(async (text) => {
    try {
      await window.sequitur.run(text);
    } catch (error) {
      return [error instanceof Error, error.message];
    }
  }, MISTAKES);
  expect(thrown[0]).toBe(true);
  expect(thrown[1].split("\n").map((line) => line.match(/^\d+:\d+/)[0])).toEqual(["2:6", "3:8", "4:5"]);

  for (const [place, where] of [[2, "4:5"], [0, "2:6"], [1, "3:8"]]) {
    await mistakes.nth(place).getByRole("button").click();
    await expect(workbench.editor).toBeFocused();
    expect(await caret(workbench.editor)).toBe(where);
  }

  // Each is gone as it is mended, and then the picture follows.
  await workbench.type(MISTAKES.replace("seed x", "seed 9"));
  await expect(mistakes).toHaveCount(2);
  await workbench.type(MISTAKES.replace("seed x", "seed 9").replace("S9", "S2").replace("hearbeat", "heartbeat"));
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(workbench.editor).toHaveAttribute("aria-invalid", "false");
  await expect.poll(() => workbench.drawnMessages()).not.toEqual(drawn);
});

test("the place of a mistake is right after letters of any alphabet", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.type("# Señor 日本 𝕏\nprotocol raft\nat 100ms S1 put 𝕏 日本 zu viel\n");
  const mistake = page.getByRole("alert").getByRole("listitem");
  await expect(mistake).toHaveCount(1);
  await mistake.getByRole("button").click();
  const [line, selected] = await workbench.editor.evaluate((area) => {
    const before = area.value.slice(0, area.selectionStart).split("\n");
    return [before.length, area.value.slice(area.selectionStart)];
  });
  expect([line, selected.startsWith("zu viel") || selected.startsWith("日本")]).toEqual([3, true]);
});

test("a text survives a reload, right or wrong", async ({ page, workbench }) => {
  const own = ELECTION.replace("seed 9", "seed 10   # mine");
  await workbench.open();
  await workbench.type(own);
  await workbench.drawn();
  await page.reload();
  await workbench.drawn();
  expect(await workbench.text()).toBe(own);

  await workbench.type(MISTAKES);
  await expect(page.getByRole("alert")).toBeVisible();
  await page.reload();
  await workbench.drawn();
  expect(await workbench.text()).toBe(MISTAKES);
  await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(3);

  // Also where the workbench is opened without a link, as from a bookmark.
  await page.goto("/?anew#/w");
  await workbench.drawn();
  expect(await workbench.text()).toBe(MISTAKES);
});

test("what was open stays within reach when a link opens something else", async ({ page, workbench }) => {
  const own = ELECTION.replace("seed 9", "seed 11");
  await workbench.open();
  await workbench.type(own);
  await expect.poll(() => workbench.lines()).toContain("seed 11");
  // Another address on the server, not only another fragment: the page is loaded anew.
  await workbench.open(ELECTION, "/?anew");
  expect(await workbench.text()).toBe(ELECTION);
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(own);
});

test("a click on the picture while the text has mistakes loses nothing typed", async ({ workbench }) => {
  await workbench.open(ELECTION);
  await workbench.type(MISTAKES);
  await workbench.pick("VoteGranted S5->S2 1");
  await workbench.button("Drop").click();
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(MISTAKES);
});

test("comments, spaces and order survive edits by hand", async ({ workbench }) => {
  const own = "# Mine\n\n#   indented\nprotocol raft   # the paper's\n\nuntil 400ms\nseed   9\n# last\n";
  await workbench.open(own);
  expect(await workbench.text()).toBe(own);
  await workbench.pick("VoteGranted S5->S2 1");
  await workbench.button("Drop").click();
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  const kept = (await workbench.text()).split("\n").filter((line) => !line.startsWith("drop"));
  expect(kept.join("\n").trimEnd()).toBe(own.trimEnd());
});

test("undo takes back a stretch of typing at once", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.openCode();
  await workbench.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("until 500ms\n");
  await expect.poll(() => workbench.text()).toBe(`${ELECTION}until 500ms\n`);
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await workbench.button("Redo").click();
  await expect.poll(() => workbench.text()).toBe(`${ELECTION}until 500ms\n`);
});

test("lines without effect are struck through where they stand", async ({ page, workbench }) => {
  await workbench.open(`${ELECTION}drop VoteGranted S5->S2 9\n`);
  await expect(page.locator(".marks s")).toHaveText("drop VoteGranted S5->S2 9");
});

for (const [what, forbid] of [
  ["forbidden", () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })],
  ["full", () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
]) {
  test(`storage that is ${what} costs the saved state and nothing else`, async ({ page, workbench }) => {
    await page.addInitScript(forbid);
    await workbench.open();
    expect(await workbench.text()).toBe(FIRST);
    await workbench.type(ELECTION);
    await workbench.pick("VoteGranted S5->S2 1");
    await workbench.button("Drop").click();
    await expect.poll(() => workbench.lines()).toEqual([...said(ELECTION), "drop VoteGranted S5->S2 1"]);
    await page.getByRole("button", { name: "Theme" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await workbench.button("Undo").click();
    await expect.poll(() => workbench.text()).toBe(ELECTION);
    // The link in the address still brings the run back.
    await page.reload();
    await workbench.drawn();
    expect(said(await workbench.text())).toEqual(said(ELECTION));
  });
}
