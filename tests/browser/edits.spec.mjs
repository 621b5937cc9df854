// Taking hold of the run: what is done to a message or a node becomes a line in the text, and the run follows.
import { byKey, dependents, ELECTION, expect, said, test } from "./workbench.mjs";

const VOTE = "VoteGranted S5->S2 1";

/** What a message came to, as far as an edit elsewhere must not change it. */
function course({ fate, sent_us, arrives_us, fields }) {
  return JSON.stringify([fate, sent_us, arrives_us, fields]);
}

test("a dropped vote is a line, a cross, and another run", async ({ workbench }) => {
  await workbench.open(ELECTION);
  const before = await workbench.shownRun();
  await workbench.pick(VOTE);
  await expect(workbench.inspector.getByRole("heading", { name: "VoteGranted" })).toBeVisible();
  await workbench.button("Drop").click();

  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  await expect(workbench.message(VOTE).locator(".cross")).toBeVisible();
  await expect(workbench.message(VOTE)).toHaveAccessibleName(/dropped by a change/);
  await expect(workbench.change("drop VoteGranted S5->S2 1")).toHaveText(/Dropped VoteGranted S5 → S2/);

  // S2 had its majority with this vote; now the next one makes it, and it leads later.
  const after = await workbench.shownRun();
  expect(byKey(after).get(VOTE).fate).toBe("dropped");
  const elected = (run) => run.events.find((event) => event.node === "S2" && event.role === "leader").at_us;
  expect(elected(after)).toBeGreaterThan(elected(before));
  await expect(workbench.property("leader-elected")).toHaveAttribute("data-verdict", "holds");
});

test("only what depends on a dropped message changes", async ({ workbench }) => {
  await workbench.open(ELECTION);
  const text = await workbench.text();
  const before = await workbench.run(text);
  const dropped = await workbench.page.evaluate(
    ([text, keys]) => Promise.all(keys.map(async (key) => (await window.sequitur.run(`${text}drop ${key}\n`)).messages)),
    [text, before.messages.map((message) => message.key)]);
  const [old, olds] = [byKey(before), before.messages];
  for (const [place, messages] of dropped.entries()) {
    const { key, arrives_us } = olds[place];
    const mayChange = dependents(before, key).add(key);
    const now = byKey({ messages });
    for (const message of olds.filter((message) => !mayChange.has(message.key))) {
      const found = now.get(message.key);
      expect(found && course(found), `${message.key}, when ${key} is dropped`).toBe(course(message));
    }
    for (const message of messages.filter((message) => !old.has(message.key))) {
      expect(message.sent_us, `${message.key}, new since ${key} is dropped`).toBeGreaterThanOrEqual(arrives_us);
    }
  }
});

test("with too few votes nobody leads the term, and each Undo gives one back", async ({ workbench }) => {
  await workbench.open(ELECTION);
  const leads = async () => (await workbench.shownRun()).events.some((event) => event.epoch === 1 && event.role === "leader");
  const drops = async () => (await workbench.lines()).filter((line) => line.startsWith("drop")).length;
  expect(await leads()).toBe(true);
  for (const from of ["S5", "S1", "S4"]) {
    await workbench.pick(`VoteGranted ${from}->S2 1`);
    await workbench.button("Drop").click();
    await expect(workbench.message(`VoteGranted ${from}->S2 1`).locator(".cross")).toBeVisible();
  }
  expect([await drops(), await leads()]).toEqual([3, false]);
  for (const left of [2, 1, 0]) {
    await workbench.button("Undo").click();
    await expect.poll(drops).toBe(left);
  }
  expect(await leads()).toBe(true);
  expect(await workbench.text()).toBe(ELECTION);
  await expect(workbench.button("Undo")).toBeDisabled();
});

test("the key D drops what is selected, Z takes it back, Y does it again", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick(VOTE);
  await page.keyboard.press("d");
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  await page.keyboard.press("z");
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await page.keyboard.press("y");
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  await page.keyboard.press("Control+z");
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
});

test("what changed is counted, and the run before lies under the new one until it is hidden", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const before = await workbench.shownRun();
  await workbench.pick(VOTE);
  await workbench.button("Drop").click();
  await expect(workbench.consequence).not.toBeEmpty();
  const after = await workbench.shownRun();

  const old = byKey(before);
  const now = byKey(after);
  const times = ({ fate, sent_us, arrives_us }) => `${fate} ${sent_us} ${arrives_us}`;
  const arrives = (one) => one.fate === "delivered";
  const both = after.messages.filter((one) => old.has(one.key));
  const moved = both.filter((one) => times(old.get(one.key)) !== times(one) && arrives(old.get(one.key)) === arrives(one)).length;
  const fail = both.filter((one) => arrives(old.get(one.key)) && !arrives(one)).length;
  expect(moved).toBeGreaterThan(0);
  expect([fail, now.size - both.length, old.size - both.length]).toEqual([1, 0, 0]);
  const shift = (run) => run.events.find((event) => event.role === "leader").at_us;
  await expect(workbench.consequence).toHaveText(
    `S2 still becomes leader, ${(shift(after) - shift(before)) / 1000} ms later; ${moved} messages moved, 1 no longer arrives; nothing broke.`);

  await expect(page.locator(".ghosts > *")).not.toHaveCount(0);
  await expect(page.locator(".differs > *")).not.toHaveCount(0);
  await expect(page.locator("[data-message].changed")).not.toHaveCount(0);
  await expect(workbench.message("RequestVote S2->S1 1")).not.toHaveClass(/changed/);
  await page.keyboard.press("g");
  await expect(page.locator(".ghosts > *, .differs > *")).toHaveCount(0);
  await page.keyboard.press("g");
  await expect(page.locator(".ghosts > *")).not.toHaveCount(0);
});

test("on the page as it opens, a heartbeat dragged down comes too late and its receiver times out", async ({ page, workbench }) => {
  await workbench.open();
  const timeouts = (run, node) => run.events.filter((event) => event.node === node && event.label === "election-timeout");
  const text = await workbench.text();
  const before = await workbench.run(text);
  // A heartbeat that is one too many to lose, and how late is late enough.
  const end = Math.floor(before.events.at(-1).at_us / 1000);
  const late = await page.evaluate(([text, keys, end]) => Promise.all(keys.map((key) => window.sequitur.run(`${text}delay ${key} to ${end}ms\n`))),
    [text, before.messages.filter((one) => one.kind === "Heartbeat" && one.fate === "delivered").map((one) => one.key), end]);
  const candidates = late.flatMap((run) => {
    const message = run.messages.find((one) => one.arrives_us === end * 1000 && one.kind === "Heartbeat");
    const timeout = message && timeouts(run, message.to).at(-1);
    const isNew = timeout && timeout.at_us < end * 1000 && timeouts(run, message.to).length > timeouts(before, message.to).length;
    return isNew ? [{ key: message.key, node: message.to, wanted: Math.ceil(timeout.at_us / 1000) + 2 }] : [];
  });
  expect(candidates, "heartbeats that a follower cannot do without").not.toEqual([]);
  const { key, node, wanted } = candidates[0];

  // Down, until what stands at the head says that it is late enough.
  const { x, y } = await workbench.grasp(key);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const says = workbench.scroller.getByText(/^arrives at [\d.]+ ms$/);
  const arrival = async () => Number((await says.textContent()).match(/[\d.]+/)[0]);
  let down = 0;
  do {
    down += 20;
    expect(down, "px that the head was dragged").toBeLessThan(600);
    await page.mouse.move(x, y + down);
    await workbench.frame();
  } while ((await arrival()) < wanted);
  const promised = await arrival();
  await page.mouse.up();

  await expect.poll(() => workbench.lines()).toContain(`delay ${key} to ${promised}ms`);
  const run = await workbench.shownRun();
  expect(byKey(run).get(key).arrives_us).toBe(promised * 1000);
  expect(timeouts(run, node).length).toBeGreaterThan(timeouts(before, node).length);
  const timeout = timeouts(run, node).at(-1);
  await workbench.reveal(workbench.event(timeout.id));
  await expect(workbench.event(timeout.id)).toHaveAccessibleName(new RegExp(`${node}: election-timeout fires`));
  await expect(workbench.message(key)).toHaveAttribute("aria-pressed", "true");
});

test("a head dragged up and down stays where it is let go", async ({ workbench }) => {
  await workbench.open(ELECTION);
  const key = "VoteGranted S4->S2 1";
  const start = (await workbench.grasp(key)).y;
  await workbench.drag(key, 0, 40);
  await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(/^delay VoteGranted S4->S2 1 to \d+ms$/));
  const late = byKey(await workbench.shownRun()).get(key);
  const early = byKey(await workbench.run(ELECTION)).get(key);
  expect(late.arrives_us).toBeGreaterThan(early.arrives_us);
  expect(late.sent_us).toBe(early.sent_us);
  expect(start).toBeGreaterThan(0);

  // A second drag changes the same line; up above its sending it arrives right after that.
  await workbench.drag(key, 0, -200);
  await expect.poll(async () => (await workbench.lines()).filter((line) => line.startsWith("delay")).length).toBe(1);
  await expect.poll(async () => byKey(await workbench.shownRun()).get(key).arrives_us).toBeLessThan(early.arrives_us);
  expect(byKey(await workbench.shownRun()).get(key).arrives_us).toBeGreaterThan(early.sent_us);
});

test("a head dragged off its lane drops the message; a head let go in place changes nothing", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const { x, y } = await workbench.grasp(VOTE);
  await page.mouse.click(x, y);
  await expect(workbench.message(VOTE)).toHaveAttribute("aria-pressed", "true");
  expect(await workbench.text()).toBe(ELECTION);

  await workbench.drag(VOTE, 90, 10);
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  expect(await workbench.lines()).toHaveLength(said(ELECTION).length + 1);
});

test("a head moves by keys, in steps of 1 and 10 ms", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const key = "VoteGranted S4->S2 1";
  const arrival = async () => byKey(await workbench.shownRun()).get(key).arrives_us;
  const start = await arrival();
  await workbench.pick(key);
  await workbench.head(key).focus();
  let expected = start;
  for (const [press, by] of [["ArrowDown", 1000], ["ArrowDown", 1000], ["PageDown", 10_000], ["ArrowUp", -1000], ["PageUp", -10_000]]) {
    await page.keyboard.press(press);
    expected += by;
    await expect.poll(arrival, press).toBe(expected);
    await expect(workbench.head(key)).toBeFocused();
    await expect(workbench.head(key)).toHaveAttribute("aria-valuenow", String(Math.floor(expected / 1000)));
  }
  await page.keyboard.press("Delete");
  await expect.poll(async () => byKey(await workbench.shownRun()).get(key).fate).toBe("dropped");
});

test("a delay can be typed, and a wrong time is refused with a reason", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const key = "VoteGranted S4->S2 1";
  await workbench.pick(key);
  const field = workbench.popover.getByRole("textbox", { name: /to/ });
  await page.keyboard.press("l");
  await expect(field).toBeFocused();
  await field.fill("260.5");
  await workbench.button("Delay").click();
  await expect.poll(() => workbench.lines()).toContain("delay VoteGranted S4->S2 1 to 260.5ms");
  expect(byKey(await workbench.shownRun()).get(key).arrives_us).toBe(260_500);

  const text = await workbench.text();
  await field.fill("100");
  await field.press("Enter");
  await expect(workbench.notice).toContainText("before it is sent");
  await field.fill("soon");
  await field.press("Enter");
  await expect(workbench.notice).toContainText("in milliseconds");
  expect(await workbench.text()).toBe(text);
});

test("Duplicate adds a copy, Deliver now takes no time, Restore undoes what was done to a message", async ({ workbench }) => {
  await workbench.open(ELECTION);
  const key = "Heartbeat S2->S3 1";
  await workbench.pick(key);
  await expect(workbench.button("Restore")).toBeDisabled();
  await workbench.button("Duplicate").click();
  await expect.poll(() => workbench.lines()).toContain("duplicate Heartbeat S2->S3 1");
  const doubled = await workbench.shownRun();
  const original = byKey(doubled).get(key);
  const copies = doubled.messages.filter((message) => message.copy_of === original.id);
  expect(copies).toHaveLength(1);
  await workbench.reveal(workbench.message(copies[0].key));
  await expect(workbench.message(copies[0].key)).toHaveAccessibleName(/copy/);

  await workbench.button("Deliver now").click();
  await expect.poll(async () => byKey(await workbench.shownRun()).get(key).arrives_us).toBe(original.sent_us + 1);

  await workbench.button("Restore").click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
  await expect(workbench.message(key)).toHaveAttribute("aria-pressed", "true");
});

test("Deliver now means the moment of the cursor, where that is after the sending", async ({ workbench }) => {
  await workbench.open(ELECTION);
  await workbench.scrubber.fill("6000"); // of 10000 steps: 240 ms
  await workbench.pick("Heartbeat S2->S3 1");
  await workbench.button("Deliver now").click();
  await expect.poll(() => workbench.lines()).toContain("delay Heartbeat S2->S3 1 to 240ms");
});

test("thirty changes are undone and done again one by one", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const texts = [await workbench.text()];
  await workbench.pick("VoteGranted S4->S2 1");
  await workbench.head("VoteGranted S4->S2 1").focus();
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => workbench.text()).not.toBe(texts.at(-1));
    texts.push(await workbench.text());
  }
  for (let step = 29; step >= 0; step -= 1) {
    await workbench.button("Undo").click();
    await expect.poll(() => workbench.text(), `undone to ${step}`).toBe(texts[step]);
  }
  await expect(workbench.button("Undo")).toBeDisabled();
  for (let step = 1; step <= 30; step += 1) {
    await workbench.button("Redo").click();
    await expect.poll(() => workbench.text(), `done again to ${step}`).toBe(texts[step]);
  }
  await expect(workbench.button("Redo")).toBeDisabled();
  expect(byKey(await workbench.shownRun()).get("VoteGranted S4->S2 1").arrives_us).toBe(185_307 + 30_000);
});

test("each change in the list can be taken back on its own, in any order", async ({ workbench }) => {
  await workbench.open(ELECTION);
  for (const from of ["S5", "S1", "S4"]) {
    await workbench.pick(`VoteGranted ${from}->S2 1`);
    await workbench.button("Drop").click();
    await expect(workbench.change(`drop VoteGranted ${from}->S2 1`)).toBeVisible();
  }
  const row = (line) => workbench.change(line);
  await row("drop VoteGranted S1->S2 1").getByRole("button", { name: "Remove" }).click();
  await expect(row("drop VoteGranted S1->S2 1")).toHaveCount(0);
  expect((await workbench.lines()).filter((line) => line.startsWith("drop"))).toEqual(
    ["drop VoteGranted S5->S2 1", "drop VoteGranted S4->S2 1"]);
  await expect(workbench.message("VoteGranted S1->S2 1").locator(".cross")).toHaveCount(0);
  await row("drop VoteGranted S5->S2 1").getByRole("button", { name: "Remove" }).click();
  await row("drop VoteGranted S4->S2 1").getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
});

test("a node crashes, restarts and is cut off at a typed time", async ({ workbench }) => {
  await workbench.open(ELECTION);
  await workbench.node("S2").click();
  const time = workbench.popover.getByRole("textbox", { name: /at/ });
  await time.fill("300");
  await workbench.button("Crash").click();
  await expect.poll(() => workbench.lines()).toContain("at 300ms crash S2");
  let run = await workbench.shownRun();
  const crash = run.events.find((event) => event.kind === "crash");
  expect([crash.node, crash.at_us]).toEqual(["S2", 300_000]);
  await workbench.reveal(workbench.event(crash.id));
  await expect(workbench.event(crash.id)).toHaveAccessibleName(/S2 goes down at 300 ms/);
  expect(run.messages.filter((message) => message.from === "S2" && message.sent_us > 300_000)).toEqual([]);

  await time.fill("350");
  await workbench.button("Restart").click();
  await expect.poll(() => workbench.lines()).toContain("at 350ms restart S2");
  run = await workbench.shownRun();
  expect(run.events.find((event) => event.kind === "restart")?.at_us).toBe(350_000);

  await workbench.node("S4").click();
  await time.fill("290.25");
  await workbench.button("Partition").click();
  await expect.poll(() => workbench.lines()).toContain("at 290.25ms partition S4");
  run = await workbench.shownRun();
  expect(run.messages.filter((message) => message.fate === "cut").length).toBeGreaterThan(0);
  for (const { from, to } of run.messages.filter((message) => message.fate === "cut")) expect([from, to]).toContain("S4");
});

test("a crash selected by its event happens right after that event", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const leads = (await workbench.shownRun()).events.find((event) => event.role === "leader");
  await workbench.reveal(workbench.event(leads.id));
  await workbench.event(leads.id).click();
  await expect(workbench.event(leads.id)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("x");
  await expect.poll(async () => (await workbench.shownRun()).events.some(
    (event) => event.kind === "crash" && event.node === leads.node && event.at_us === leads.at_us + 1)).toBe(true);
});

test("a change that has no effect is kept, and says so", async ({ workbench }) => {
  await workbench.open(`${ELECTION}drop VoteGranted S5->S2 9\nat 350ms restart S3\nat 100ms crash S4\n`);
  const run = await workbench.shownRun();
  expect([...run.unused_edits].sort()).toEqual(["at 350ms restart S3", "drop VoteGranted S5->S2 9"]);
  const row = (line) => workbench.change(line);
  for (const line of run.unused_edits) await expect(row(line)).toContainText("had no effect");
  await expect(row("at 100ms crash S4")).not.toContainText("had no effect");
  await row("at 350ms restart S3").getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => workbench.lines()).not.toContain("at 350ms restart S3");
});
