// Time and causality: play, step, scrub; clocks beside events; causes and effects.
import { ELECTION, expect, test } from "./workbench.mjs";

/** Lamport and vector times of every event, worked out from the trace alone. Null for events that do not tick. */
function clocks(run) {
  const none = ["start", "crash", "decide", "note"];
  const lamport = new Map(run.nodes.map((node) => [node, 0]));
  const vector = new Map(run.nodes.map((node) => [node, run.nodes.map(() => 0)]));
  const sent = new Map();
  return run.events.map((event) => {
    if (none.includes(event.kind)) return null;
    const own = vector.get(event.node);
    let time = lamport.get(event.node);
    if (event.kind === "receive") {
      const stamp = sent.get(event.messages[0]);
      time = Math.max(time, stamp.lamport);
      stamp.vector.forEach((entry, place) => { own[place] = Math.max(own[place], entry); });
    }
    own[run.nodes.indexOf(event.node)] += 1;
    lamport.set(event.node, time + 1);
    const stamp = { lamport: time + 1, vector: [...own] };
    if (event.kind === "send") for (const id of event.messages) sent.set(id, stamp);
    return stamp;
  });
}

const happensBefore = (a, b) => a.vector.every((entry, place) => entry <= b.vector[place]) && a.vector.join() !== b.vector.join();

/** The time at which the picture ends, in microseconds, as the scrubber says it. */
async function now(workbench) {
  const text = await workbench.scrubber.getAttribute("aria-valuetext");
  const [value, unit] = text.split(" ");
  return Math.round(Number(value) * (unit === "s" ? 1e6 : 1e3));
}

test("Step goes through every event, Step back the same way back", async ({ page, workbench }) => {
  await workbench.open("protocol raft\nseed 9\nuntil 185ms\n");
  const { events } = await workbench.shownRun();
  const later = events.filter((event) => event.at_us > 0);
  expect(later.length).toBeGreaterThan(12);
  const selected = page.locator("[data-event][aria-pressed=true]");
  const isAt = async (event) => {
    await expect(workbench.event(event.id)).toHaveAttribute("aria-pressed", "true");
    await expect(selected).toHaveCount(1);
    await expect.poll(() => now(workbench)).toBe(event.at_us);
  };
  await workbench.scroller.focus();
  await page.keyboard.press("Home");
  await expect.poll(() => now(workbench)).toBe(0);
  // The events of the very first moment come first.
  for (let step = 0; step <= events.length && !(await workbench.event(later[0].id).getAttribute("aria-pressed")).includes("true"); step += 1) {
    await workbench.button("Step").click();
    await workbench.frame();
  }
  for (const event of later.slice(1)) {
    await workbench.button("Step").click();
    await isAt(event);
    await expect(workbench.event(event.id)).toBeInViewport();
  }
  for (const event of later.slice(0, -1).reverse()) {
    await workbench.button("Step back").click();
    await isAt(event);
  }
  await page.keyboard.press(".");
  await isAt(later[1]);
  await page.keyboard.press(",");
  await isAt(later[0]);
});

test("Play runs to the end, Pause holds it, the keys do the same", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "0.2 ×" });
  await workbench.button("Play").click();
  await expect(workbench.button("Pause")).toBeVisible();
  await expect.poll(() => now(workbench)).toBeGreaterThan(20_000);
  await workbench.button("Pause").click();
  await expect(workbench.button("Play")).toBeVisible();
  const held = await now(workbench);
  expect(held).toBeLessThan(400_000);
  await workbench.frame();
  await workbench.frame();
  expect(await now(workbench)).toBe(held);

  // On from there, to the end, by key.
  await workbench.scroller.focus();
  await page.keyboard.press(" ");
  await expect(workbench.button("Pause")).toBeVisible();
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "10 ×" });
  await expect(workbench.button("Play")).toBeVisible();
  await expect.poll(() => now(workbench)).toBe(400_000);
});

test("scrubbing veils what has not happened yet and shows each node's role then", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await expect(page.locator(".veil")).toHaveCount(0);
  for (const [ms, role] of [[100, "follower"], [160, "candidate"], [200, "leader"]]) {
    await workbench.scrubber.fill(String((ms / 400) * 10_000));
    await expect.poll(() => now(workbench)).toBe(ms * 1000);
    await expect(workbench.node("S2")).toHaveAccessibleName(`S2, ${role}`);
    await expect(page.locator(".veil")).toHaveCount(1);
  }
  await workbench.scrubber.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => now(workbench)).toBeGreaterThan(200_000);
  await workbench.scroller.focus();
  await page.keyboard.press("End");
  await expect(page.locator(".veil")).toHaveCount(0);
  await page.keyboard.press("Home");
  await expect.poll(() => now(workbench)).toBe(0);
  await page.keyboard.press("End");
  await expect.poll(() => now(workbench)).toBe(400_000);
});

test("what the inspector says of a node is what it knew at the cursor", async ({ workbench }) => {
  await workbench.open(ELECTION);
  await workbench.node("S1").click();
  const term = workbench.inspector.locator("dt", { hasText: /^currentTerm|^term/ }).first().locator("+ dd");
  await workbench.scrubber.fill("2500"); // 100 ms
  await expect(term).toHaveText(/^0/);
  await workbench.scrubber.fill("4500"); // 180 ms
  await expect(term).toHaveText(/^1/);
});

test("the clocks of the trace and of the picture are those of the definition", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const run = await workbench.shownRun();
  const expected = clocks(run);
  for (const [id, stamp] of expected.entries()) {
    if (!stamp) continue;
    expect(run.events[id].lamport, `Lamport time of event ${id}`).toBe(stamp.lamport);
    expect(run.events[id].vector, `vector time of event ${id}`).toEqual(stamp.vector);
  }

  // Which clock belongs to which event is what the eye says: it stands right beside the sign, on one side.
  const shown = () => page.locator("svg.picture").evaluate((svg) => {
    const clocks = [...svg.querySelectorAll("text.clock")].map((one) => [one.textContent, one.getBoundingClientRect()]);
    return [...svg.querySelectorAll("[data-event]")].map((one) => {
      const box = one.getBoundingClientRect();
      const beside = clocks.filter(([, clock]) => {
        const gap = Math.max(box.x - clock.right, clock.x - box.right);
        return Math.abs(clock.y + clock.height / 2 - box.y - box.height / 2) < 4 && gap > -8 && gap < 16;
      });
      return [Number(one.dataset.event), beside.map(([text]) => text).join(" and ") || null];
    });
  });
  await workbench.tab("Order");
  const lens = page.getByRole("combobox", { name: "Clocks" });
  expect((await shown()).filter(([, clock]) => clock !== null)).toEqual([]);
  for (const [name, write] of [["lamport", (one) => String(one.lamport)], ["vector", (one) => one.vector.join(" ")]]) {
    await lens.selectOption({ label: name });
    await expect.poll(async () => (await shown()).some(([, clock]) => clock !== null)).toBe(true);
    const seen = await shown();
    expect(seen.filter(([, clock]) => clock !== null).length).toBeGreaterThan(50);
    // A clock for which there is no room is left out, and none is cut.
    for (const [id, clock] of seen.filter(([, clock]) => clock !== null)) expect(clock, `event ${id}`).toBe(write(expected[id]));
  }
  await workbench.scroller.focus();
  for (const next of ["order", "hybrid", "physical", "knowledge", "none"]) {
    await page.keyboard.press("k");
    await expect(lens).toHaveValue(next);
    const clocks = page.locator("text.clock");
    await (next === "none" ? expect(clocks).toHaveCount(0) : expect(clocks).not.toHaveCount(0));
  }
});

test("the inspector shows both clocks of an event", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const stamps = clocks(await workbench.shownRun());
  await workbench.event(33).focus();
  await page.keyboard.press("ArrowDown");
  await expect(workbench.event(34)).toHaveAttribute("aria-pressed", "true");
  await expect(workbench.inspector).toContainText(`[${stamps[34].vector.join(" ")}]`);
  await expect(workbench.inspector.locator("dt", { hasText: "Lamport" }).locator("+ dd")).toHaveText(String(stamps[34].lamport));
});

test("causes and effects stand out, concurrent events are marked", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const run = await workbench.shownRun();
  const stamps = clocks(run);
  const chosen = run.events.find((event) => event.kind === "receive" && event.node === "S4").id;
  await workbench.event(chosen).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(workbench.event(chosen)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("c");
  await workbench.tab("Order");
  await expect(workbench.button("Causes and effects")).toHaveAttribute("aria-pressed", "true");

  const shown = await page.locator("[data-event]").evaluateAll((all) => all.map((one) => ({
    id: Number(one.dataset.event),
    relation: ["cause", "effect", "concurrent"].find((name) => one.classList.contains(name)) ?? "same",
    isRinged: one.querySelector(".aside-ring") !== null,
    isDim: [...one.children].some((part) => Number(getComputedStyle(part).opacity) < 0.6),
  })));
  const counts = { cause: 0, effect: 0, concurrent: 0, same: 0 };
  for (const { id, relation, isRinged, isDim } of shown.filter(({ id }) => stamps[id])) {
    const [that, one] = [stamps[chosen], stamps[id]];
    const expected = id === chosen ? "same" : happensBefore(one, that) ? "cause" : happensBefore(that, one) ? "effect" : "concurrent";
    expect(relation, `event ${id}`).toBe(expected);
    // Colour is never the only sign.
    expect([isRinged, isDim], `marks of event ${id}`).toEqual([expected === "concurrent", expected === "concurrent"]);
    counts[expected] += 1;
  }
  for (const name of ["cause", "effect", "concurrent"]) expect(counts[name], name).toBeGreaterThan(0);
  await workbench.button("Causes and effects").click();
  await expect(page.locator("[data-event].concurrent")).toHaveCount(0);
});
