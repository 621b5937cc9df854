// Everything by keys alone.
import { ELECTION, expect, test } from "./workbench.mjs";

const inPicture = (page) => page.evaluate(() => document.activeElement.closest("[data-event], [data-message], [data-head]") !== null);

/** What has the focus: never nothing. */
async function focused(page) {
  const what = await page.evaluate(() => {
    const { dataset, tagName } = document.activeElement;
    const name = document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.slice(0, 40);
    return { tag: tagName, name, message: dataset.message, event: dataset.event, head: dataset.head };
  });
  expect(what.tag, "the focus is lost").not.toBe("BODY");
  return what;
}

/** Presses Tab until the focus is in the picture. */
async function tabIntoPicture(page) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await inPicture(page)) return;
  }
  throw new Error("60 presses of Tab do not lead into the picture");
}

test("from loading the page to a dropped message, undone, without a pointer", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await tabIntoPicture(page);
  const run = await workbench.shownRun();

  // Down the lane of S1 to its first message, to the message, along the messages to a vote.
  let { event } = await focused(page);
  const lane = run.events.filter((one) => one.node === run.events[event].node);
  for (const next of lane.slice(1, 3)) {
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => Number((await focused(page)).event)).toBe(next.id);
  }
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => run.events[(await focused(page)).event]?.node).toBe("S2");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => run.events[(await focused(page)).event]?.node).toBe("S1");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await focused(page)).message).toBeTruthy();
  const place = (key) => run.messages.findIndex((message) => message.key === key);
  const wanted = "VoteGranted S5->S2 1";
  for (let at = place((await focused(page)).message); at !== place(wanted); at += Math.sign(place(wanted) - at)) {
    await page.keyboard.press(at < place(wanted) ? "ArrowDown" : "ArrowUp");
    await expect.poll(async () => (await focused(page)).message).toBe(run.messages[at + Math.sign(place(wanted) - at)].key);
  }
  await expect(workbench.inspector).toContainText(wanted);

  await page.keyboard.press("d");
  await expect.poll(() => workbench.lines()).toContain(`drop ${wanted}`);
  expect((await focused(page)).message).toBe(wanted);
  await page.keyboard.press("z");
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  expect((await focused(page)).message).toBe(wanted);

  // Its head is the next stop; arrows move it.
  await page.keyboard.press("Tab");
  await expect.poll(async () => (await focused(page)).head).toBe(wanted);
  await page.keyboard.press("PageDown");
  await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(/^delay VoteGranted S5->S2 1 to/));
  expect((await focused(page)).head).toBe(wanted);

  await page.keyboard.press("Shift+Tab");
  await expect.poll(async () => (await focused(page)).message).toBe(wanted);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => run.events[(await focused(page)).event]?.node).toBe("S2");
});

test("the focus stays where it was after every edit, undo and removal", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S4->S2 1");
  for (const name of ["Drop", "Restore", "Duplicate", "Deliver now", "Delay", "Restore"]) {
    await workbench.button(name).focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await focused(page)).tag).not.toBe("BODY");
  }
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  for (const name of ["Undo", "Redo"]) {
    await workbench.button(name).focus();
    while (await workbench.button(name).isEnabled()) {
      await page.keyboard.press("Enter");
      await workbench.frame();
      await focused(page);
    }
  }
  await workbench.node("S4").focus();
  await page.keyboard.press("Enter");
  await expect(workbench.node("S4")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("x");
  await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(/^at .* crash S4$/));
  await focused(page);
  await workbench.changes.getByRole("button", { name: "Remove" }).last().focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => workbench.lines()).not.toContainEqual(expect.stringMatching(/crash/));
  await focused(page);
});

test("the focus survives an edit that takes away what it was on", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  // S2's answers to later heartbeats are gone once it crashes early; a message that is selected may go too.
  await workbench.pick("Heartbeat S2->S1 2");
  await workbench.message("Heartbeat S2->S1 2").focus();
  await workbench.type(`${ELECTION}at 200ms crash S2\n`);
  await expect(workbench.message("Heartbeat S2->S1 2")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await workbench.button("Undo").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await focused(page);
});

test("Tab stops at every control once, each named and each visibly focused", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S5->S2 1");
  // From the first control on.
  await page.getByRole("link", { name: "Sequitur" }).focus();
  await page.keyboard.press("Shift+Tab");
  const stops = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === document.body) return window.stopped ? null : "before";
      if (window.stopped?.has(focused)) return "again";
      (window.stopped ??= new Set()).add(focused);
      const look = () => JSON.stringify([focused, ...focused.querySelectorAll("*")].map((part) => {
        const { outlineStyle, outlineWidth, stroke, strokeWidth, fill, fillOpacity, boxShadow, borderColor } = getComputedStyle(part);
        return [outlineStyle, outlineWidth, stroke, strokeWidth, fill, fillOpacity, boxShadow, borderColor];
      }));
      const withFocus = look();
      focused.blur();
      const without = look();
      focused.focus({ preventScroll: true });
      const labels = focused.labels ? [...focused.labels].map((label) => label.textContent).join() : "";
      const name = focused.getAttribute("aria-label") || focused.textContent.trim() || labels;
      return { name: name.slice(0, 60), tag: focused.tagName, isVisible: withFocus !== without };
    });
    if (stop === "before") continue;
    if (stop === null || stop === "again") break;
    stops.push(stop);
  }
  expect(stops.filter((stop) => !stop.name)).toEqual([]);
  expect(stops.filter((stop) => !stop.isVisible)).toEqual([]);
  const names = stops.map((stop) => stop.name);
  for (const name of ["Scenarios", "Code", "Share link", "Theme", "Play", "Step", "Step back", "Time", "Speed", "Explain"]) {
    expect(names, name).toContain(name);
  }
  expect(names.some((name) => name.startsWith("VoteGranted from S5"))).toBe(true);
  // A picture of a hundred parts is a few stops, not a hundred.
  expect(stops.length).toBeLessThan(70);
});

test("? opens the keys, Escape closes them, and the focus comes back", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S5->S2 1");
  await workbench.message("VoteGranted S5->S2 1").focus();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText("drop");
  // Keys mean nothing to the page behind it.
  await page.keyboard.press("d");
  expect(await workbench.text()).toBe(ELECTION);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(workbench.message("VoteGranted S5->S2 1")).toBeFocused();

  await page.keyboard.press("s");
  const share = page.getByRole("dialog", { name: "Share" });
  await expect(share).toBeVisible();
  await share.getByRole("button", { name: "Close" }).press("Enter");
  await expect(share).toBeHidden();
  await focused(page);
});

test("keys typed into the text are letters; Escape leaves it for the diagram", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S5->S2 1");
  await page.keyboard.press("e");
  await expect(workbench.editor).toBeFocused();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# d x z g c k ? s . , u n r p h t\n");
  expect(await workbench.text()).toBe(`# d x z g c k ? s . , u n r p h t\n${ELECTION}`);
  await page.keyboard.press("Escape");
  await expect(workbench.scroller).toBeFocused();
  await page.keyboard.press("z");
  await expect.poll(() => workbench.text()).toBe(ELECTION);
});

test("a key that opens a field gives it the focus before the next key is read", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S5->S2 1");
  for (const [key, name] of [["f", "find"], ["e", "scenario"], ["o", "Search scenarios"], ["l", "delay-to"]]) {
    const focused = await page.evaluate((key) => {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      const { id, dataset, ariaLabel } = document.activeElement;
      return id || dataset.testid || ariaLabel;
    }, key);
    expect(focused, key).toBe(name);
  }
});

test("keys of a single letter can be switched off, and stay off", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const letters = page.getByRole("checkbox", { name: "Keys of a single letter or sign" });
  const drop = async () => {
    await workbench.pick("VoteGranted S5->S2 1");
    await page.keyboard.press("d");
  };
  await page.keyboard.press("?");
  await letters.uncheck();
  await page.keyboard.press("Escape");
  await drop();
  await page.reload();
  await workbench.drawn();
  await drop();
  await page.keyboard.press("?");
  await expect(letters).toBeHidden();
  expect(await workbench.text()).toBe(ELECTION);
  await workbench.openKeys();
  await letters.check();
  await page.keyboard.press("Escape");
  await drop();
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
});

test("the keys that the sheet names do what it says", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const key = "VoteGranted S4->S2 1";
  const picked = async () => {
    await workbench.pick(key);
    await workbench.message(key).focus();
  };
  const undo = async () => {
    await page.keyboard.press("z");
    await expect.poll(() => workbench.text()).toBe(ELECTION);
  };
  await picked();
  for (const [press, line] of [["u", /^duplicate VoteGranted S4->S2 1/], ["n", /^delay VoteGranted S4->S2 1 to/], ["d", /^drop VoteGranted S4->S2 1$/]]) {
    await page.keyboard.press(press);
    await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(line));
    if (press === "d") {
      await page.keyboard.press("r");
      await expect.poll(() => workbench.text()).toBe(ELECTION);
    } else {
      await undo();
    }
  }
  await workbench.node("S4").click();
  for (const [press, line] of [["x", /^at \S+ crash S4$/], ["r", /^at \S+ restart S4$/], ["p", /^at \S+ partition S4/], ["h", /^at \S+ heal$/]]) {
    await page.keyboard.press(press);
    await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(line));
    await undo();
  }
  await page.keyboard.press("Escape");
  await expect(workbench.node("S4")).toHaveAttribute("aria-pressed", "false");
});

test("O opens the ready scenarios, arrows move in them, Enter opens one and Escape leaves them", async ({ page, workbench }) => {
  await workbench.open();
  const field = page.getByRole("searchbox", { name: "Search scenarios" });
  await page.keyboard.press("o");
  await expect(field).toBeFocused();
  await page.keyboard.type("figure 8");
  await expect(workbench.scenarios.getByRole("list", { name: "Scenarios" }).getByRole("listitem").first()).toContainText(/figure/i);
  await page.keyboard.press("ArrowDown");
  await expect(field).not.toBeFocused();
  const title = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  await expect(workbench.scenarios).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await page.keyboard.press("o");
  await field.fill("no scenario at all has this");
  await expect(workbench.scenarios).toContainText("No scenario has “no scenario at all has this”.");
  await page.keyboard.press("Escape");
  await expect(workbench.scenarios).toBeHidden();
});
