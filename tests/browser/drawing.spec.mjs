// A run drawn by hand: each gesture is a line, and can be undone.
import { expect, said, test } from "./workbench.mjs";

const EMPTY = "# Mine\nprotocol exchange\nnodes A B C\nat 100ms C local end\nuntil 300ms\n";
const LINES = said(EMPTY);

/** Where a time is on a lane, on the screen. */
async function place(workbench, node, ms) {
  const strip = await workbench.page.locator(`[data-lane="${node}"]`).boundingBox();
  return { x: strip.x + strip.width / 2, y: strip.y + 3 * ms };
}

async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** The whole milliseconds in a line. */
const times = (line) => [...line.matchAll(/([\d.]+)ms/g)].map(([, number]) => Number(number));

const added = async (workbench) => (await workbench.lines()).filter((line) => !LINES.includes(line));

test("a click on a lane is an event, a drag from lane to lane a message", async ({ page, workbench }) => {
  await workbench.open(EMPTY);
  const spot = await place(workbench, "A", 30);
  await page.mouse.click(spot.x, spot.y);
  await expect.poll(() => added(workbench)).toEqual([expect.stringMatching(/^at \d+ms A local e1$/)]);
  expect(Math.abs(times((await added(workbench))[0])[0] - 30)).toBeLessThan(8);

  await drag(page, await place(workbench, "A", 50), await place(workbench, "B", 80));
  await expect(workbench.message("Message A->B 1")).toBeVisible();
  const [, send, delay] = await added(workbench);
  expect(send).toMatch(/^at \d+ms A send B m1$/);
  expect(delay).toMatch(/^delay Message A->B 1 to \d+ms$/);
  const run = await workbench.shownRun();
  const message = run.messages[0];
  expect([message.fate, message.from, message.to]).toEqual(["delivered", "A", "B"]);
  expect(run.events[message.sent].kind).toBe("send");
  expect([message.sent_us, message.arrives_us]).toEqual([times(send)[0] * 1000, times(delay)[0] * 1000]);

  await workbench.button("Undo").click();
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(EMPTY);
  await workbench.button("Redo").click();
  await expect.poll(async () => (await added(workbench)).length).toBe(1);
});

test("both ends of a message are dragged, and it goes to another lane", async ({ page, workbench }) => {
  await workbench.open(EMPTY);
  await drag(page, await place(workbench, "A", 30), await place(workbench, "B", 60));
  await expect(workbench.message("Message A->B 1")).toBeVisible();
  const [before] = (await workbench.shownRun()).messages;

  const mark = await workbench.event(before.sent).boundingBox();
  const start = { x: mark.x + mark.width / 2, y: mark.y + mark.height / 2 };
  await drag(page, start, { x: start.x, y: start.y - 45 });
  await expect.poll(async () => (await workbench.shownRun()).messages[0].sent_us).toBeLessThan(before.sent_us - 8_000);
  const moved = (await workbench.shownRun()).messages[0];
  expect(moved.arrives_us).toBe(before.arrives_us);

  const head = await workbench.grasp("Message A->B 1");
  const lane = await place(workbench, "C", 60);
  await drag(page, head, { x: lane.x, y: head.y + 30 });
  await expect(workbench.message("Message A->C 1")).toBeVisible();
  const [aimed] = (await workbench.shownRun()).messages;
  expect([aimed.to, aimed.sent_us]).toEqual(["C", moved.sent_us]);
  expect(aimed.arrives_us).toBeGreaterThan(moved.arrives_us);
});

test("a message drawn before another leaves the other where it is", async ({ page, workbench }) => {
  await workbench.open(EMPTY);
  await drag(page, await place(workbench, "A", 60), await place(workbench, "B", 90));
  await expect(workbench.message("Message A->B 1")).toBeVisible();
  const [old] = (await workbench.shownRun()).messages;
  await drag(page, await place(workbench, "A", 20), await place(workbench, "B", 40));
  await expect(workbench.message("Message A->B 2")).toBeVisible();
  const run = await workbench.shownRun();
  const same = run.messages.find((message) => message.key === "Message A->B 2");
  expect([same.sent_us, same.arrives_us, same.fields.text]).toEqual([old.sent_us, old.arrives_us, "m1"]);
});

test("everything is drawn by keyboard too", async ({ page, workbench }) => {
  await workbench.open(EMPTY);
  const drawing = page.getByTestId("drawing");
  await drawing.getByRole("combobox", { name: /^on/ }).selectOption("B");
  await drawing.getByRole("textbox", { name: /^at/ }).fill("40");
  await drawing.getByRole("button", { name: "Add event" }).press("Enter");
  await expect.poll(() => added(workbench)).toEqual(["at 40ms B local e1"]);
  await drawing.getByRole("combobox", { name: /^to/ }).selectOption("A");
  await drawing.getByRole("textbox", { name: /^at/ }).fill("50");
  await drawing.getByRole("textbox", { name: /^arriving at/ }).fill("75.5");
  await drawing.getByRole("button", { name: "Add message" }).press("Enter");
  await expect.poll(() => added(workbench)).toEqual(["at 40ms B local e1", "at 50ms B send A m1", "delay Message B->A 1 to 75.5ms"]);

  const event = (await workbench.shownRun()).events.find(({ label }) => label === "e1");
  await workbench.event(event.id).focus();
  await page.keyboard.press("Enter");
  await expect(workbench.event(event.id)).toHaveAttribute("aria-pressed", "true");
  await drawing.getByRole("textbox", { name: /^at/ }).fill("45");
  await drawing.getByRole("button", { name: "Move", exact: true }).press("Enter");
  await expect.poll(() => added(workbench)).toContain("at 45ms B local e1");
  const moved = (await workbench.shownRun()).events.find(({ label }) => label === "e1");
  await workbench.event(moved.id).focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => added(workbench)).toEqual(["at 50ms B send A m1", "delay Message B->A 1 to 75.5ms"]);
  await workbench.message("Message B->A 1").focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => workbench.text()).toBe(EMPTY);
});

test("only what is told event by event can be drawn", async ({ page, workbench }) => {
  await workbench.open("protocol raft\nuntil 200ms\n");
  await expect(page.locator("[data-lane]")).toHaveCount(0);
  await expect(page.getByTestId("drawing")).toHaveCount(0);
});

test.describe("by finger", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("a tap is an event, a finger from lane to lane draws a message", async ({ page, workbench }) => {
    await workbench.open(EMPTY);
    await workbench.scroller.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const tap = await place(workbench, "B", 20);
    await page.touchscreen.tap(tap.x, tap.y);
    await expect.poll(async () => (await added(workbench))[0]).toMatch(/^at \d+ms B local e1$/);
    const browser = await page.context().newCDPSession(page);
    const send = (type, touchPoints) => browser.send("Input.dispatchTouchEvent", { type, touchPoints });
    const [from, to] = [await place(workbench, "A", 40), await place(workbench, "B", 70)];
    await send("touchStart", [from]);
    for (let step = 1; step <= 6; step += 1) {
      await send("touchMove", [{ x: from.x + ((to.x - from.x) * step) / 6, y: from.y + ((to.y - from.y) * step) / 6 }]);
    }
    await send("touchEnd", []);
    await expect(workbench.message("Message A->B 1")).toBeVisible();
    const [message] = (await workbench.shownRun()).messages;
    expect(message.arrives_us - message.sent_us).toBeGreaterThan(15_000);
  });
});
