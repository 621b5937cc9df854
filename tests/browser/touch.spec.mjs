// On a phone: 360 px wide, and fingers.
import { byKey, ELECTION, expect, test } from "./workbench.mjs";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

const VOTE = "VoteGranted S5->S2 1";

/** How long a finger rests on an arrow before it drags it, in ms. */
const HOLD = 300;

/** A finger put down, moved through some points and lifted. */
async function swipe(page, points, rest = 0) {
  const browser = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => browser.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", [points[0]]);
  await page.waitForTimeout(rest);
  for (const point of points.slice(1)) await send("touchMove", [point]);
  await send("touchEnd", []);
  await browser.detach();
}

const between = (from, to, steps) =>
  Array.from({ length: steps + 1 }, (_, step) => ({
    x: from.x + ((to.x - from.x) * step) / steps,
    y: from.y + ((to.y - from.y) * step) / steps,
  }));

/** Puts the diagram where the whole of it is seen, and a part of it in its middle. */
async function bring(workbench, locator) {
  await workbench.scroller.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await workbench.reveal(locator);
}

/** Taps an arrow. */
async function tap(workbench, key) {
  await bring(workbench, workbench.message(key));
  const { x, y } = await workbench.pointOn(key);
  await workbench.page.touchscreen.tap(x, y);
  await expect(workbench.message(key)).toHaveAttribute("aria-pressed", "true");
}

const wide = (page) => page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth]);

test("nothing is wider than the screen", async ({ page, workbench }) => {
  await workbench.open();
  expect(await wide(page)).toEqual([360, 360]);
  await tap(workbench, (await workbench.drawnMessages())[0]);
  expect(await wide(page)).toEqual([360, 360]);
  await workbench.type("protocol raft\nseed a very long and wrong seed that goes on and on without an end in sight\n".repeat(3));
  await expect(page.getByRole("alert")).toBeVisible();
  expect(await wide(page)).toEqual([360, 360]);
  await workbench.closeDrawer();
  for (const [open, dialog] of [[() => workbench.button("Share link").tap(), "Share"], [() => workbench.openKeys(), "Keys"]]) {
    await open();
    const box = await page.getByRole("dialog", { name: dialog }).boundingBox();
    expect(box.x, dialog).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, dialog).toBeLessThanOrEqual(360);
    await page.getByRole("dialog", { name: dialog }).getByRole("button", { name: "Close" }).tap();
  }
  expect(await wide(page)).toEqual([360, 360]);
});

test("the bars hold their controls: inside the screen, apart, large enough for a finger", async ({ page, workbench }) => {
  await workbench.open();
  for (const bar of [page.getByRole("banner"), page.getByRole("contentinfo")]) {
    const boxes = await bar.evaluate((element) =>
      [...element.querySelectorAll("button, select, input, a")].flatMap((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return width ? [{ name: one.getAttribute("aria-label") ?? one.textContent, x, y, width, height }] : [];
      }));
    expect(boxes.length).toBeGreaterThan(3);
    for (const [place, box] of boxes.entries()) {
      expect(Math.min(box.width, box.height), `size of ${box.name}`).toBeGreaterThanOrEqual(24);
      expect(box.x, `left of ${box.name}`).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, `right of ${box.name}`).toBeLessThanOrEqual(360);
      for (const other of boxes.slice(place + 1)) {
        const isApart = box.x + box.width <= other.x + 0.5 || other.x + other.width <= box.x + 0.5
          || box.y + box.height <= other.y + 0.5 || other.y + other.height <= box.y + 0.5;
        expect(isApart, `${box.name} and ${other.name} lie apart`).toBe(true);
      }
    }
  }
  await expect(page.getByRole("banner")).toBeInViewport();
  await expect(page.getByRole("contentinfo")).toBeInViewport();
});

test("everything that a key does has something to tap", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  for (const name of ["Scenarios", "Undo", "Redo", "Share link", "Play", "Step", "Step back", "Panels"]) {
    await expect(workbench.button(name), name).toBeInViewport({ ratio: 0.99 });
  }
  await workbench.button("Scenarios").tap();
  for (const name of ["Code", "Theme", "Keys"]) await expect(workbench.button(name), name).toBeInViewport({ ratio: 0.99 });
  await workbench.closeDrawer();
  await expect(page.getByRole("combobox", { name: "Speed" })).toBeInViewport();
  await expect(workbench.scrubber).toBeInViewport();

  await tap(workbench, VOTE);
  for (const name of ["Drop", "Delay", "Duplicate"]) await expect(workbench.button(name), name).toBeInViewport({ ratio: 0.99 });
  await workbench.button("Delay").tap();
  for (const name of ["Deliver now", "Restore", "Delay"]) {
    const box = await workbench.button(name).boundingBox();
    expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(24);
    expect([box.x >= 0, box.x + box.width <= 360], name).toEqual([true, true]);
  }
  // Without a drag: the slider sets when the message arrives.
  await page.getByRole("slider", { name: "Arrives at" }).fill("700");
  await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(/^delay VoteGranted S5->S2 1 to \d+ms$/));
  for (const name of ["Explain", "State", "Order", "Search"]) {
    await page.getByRole("tab", { name }).tap();
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
  }
  await workbench.button("Select nothing").tap();
  await workbench.node("S4").tap();
  for (const name of ["Crash", "Restart", "Partition"]) {
    await workbench.button(name).scrollIntoViewIfNeeded();
    await expect(workbench.button(name)).toBeInViewport();
  }
  await workbench.button("Select nothing").tap();
  await workbench.button("Scenarios").tap();
  await workbench.button("Code").tap();
  await expect(workbench.editor).toBeInViewport();
});

/** What can be pressed on the page and is smaller than a finger needs, with its size. */
const tooSmall = (page) =>
  page.evaluate(() => {
    // A label is pressed in place of the field in it, and a word in a sentence is as high as the sentence.
    const isAlone = (element) => !element.closest("label") && !(element.matches("a") && getComputedStyle(element).display === "inline");
    const isThere = ({ width, height }, element) => width && height && getComputedStyle(element).visibility !== "hidden";
    const controls = document.querySelectorAll("button, select, summary, label:has(input), a, input:not([type=file])");
    return [...controls].filter((element) => isAlone(element) && !element.closest("svg, .skip, [inert]")).flatMap((element) => {
      const box = element.getBoundingClientRect();
      const isLarge = box.height > 43.5 && box.width > 40;
      return isThere(box, element) && !isLarge ? [`${element.ariaLabel || element.textContent}: ${box.width} by ${box.height}`] : [];
    });
  });

test("whatever can be pressed is large enough for a finger, in each frame", async ({ page, workbench }) => {
  for (const address of ["#/", "#/learn", "#/learn/7/1", "#/learn/18/3", "#/learn/18/two-leaders", "#/learn/glossary", "#/learn/questions", "#/teach"]) {
    await page.goto(address);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.getByRole("link", { name: "Sequitur, to the start" })).toBeVisible();
    expect(await tooSmall(page), address).toEqual([]);
  }
  await workbench.open(ELECTION);
  expect(await tooSmall(page), "the workbench").toEqual([]);
  await tap(workbench, VOTE);
  expect(await tooSmall(page), "the sheet").toEqual([]);
  await workbench.button("Delay").tap();
  expect(await tooSmall(page), "the sheet, pulled up").toEqual([]);
  await workbench.button("Select nothing").tap();
  await workbench.button("Scenarios").tap();
  expect(await tooSmall(page), "the scenarios").toEqual([]);
  await workbench.button("Code").tap();
  await page.getByText("Add a line").tap();
  expect(await tooSmall(page), "the code").toEqual([]);
});

test("from a tap to a dropped message: two taps, and nothing is scrolled", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const scrolled = () => page.evaluate(() => [scrollY, document.querySelector(".scroller").scrollTop]);
  const place = await scrolled();
  const key = "RequestVote S2->S1 1";
  const { x, y } = await workbench.message(key).evaluate((group) => {
    const line = group.querySelector("path");
    const point = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM());
    return { x: point.x, y: point.y };
  });
  await page.touchscreen.tap(x, y);
  const drop = workbench.button("Drop");
  await expect(drop).toBeInViewport({ ratio: 0.99 });
  const box = await drop.boundingBox();
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  expect(await page.locator(".sheet-of-phone").evaluate((sheet) => sheet.getBoundingClientRect().height)).toBe(182);
  await drop.tap();
  await expect.poll(() => workbench.lines()).toContain(`drop ${key}`);
  await expect(workbench.consequence).not.toBeEmpty();
  const isSeen = () => workbench.consequence.evaluate((told) => {
    const { left, right, top, bottom } = told.getBoundingClientRect();
    return [top + 2, (top + bottom) / 2, bottom - 2].every((y) => told.contains(document.elementFromPoint((left + right) / 2, y)));
  });
  await expect.poll(isSeen, "the sheet does not cover what followed").toBe(true);
  expect((await workbench.consequence.boundingBox()).y).toBeGreaterThan(box.y + box.height);
  expect((await scrolled())[0]).toBe(place[0]);
});

test("the sheet has three heights, and parts of it stand in the document as they are seen", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await tap(workbench, VOTE);
  const sheet = page.locator(".sheet-of-phone");
  const height = () => sheet.evaluate((sheet) => sheet.getBoundingClientRect().height);
  for (const wanted of [182, 396, 594]) {
    expect(await height()).toBe(wanted);
    await page.getByRole("button", { name: wanted === 594 ? "Lower the sheet" : "Raise the sheet" }).tap();
  }
  expect(await height()).toBe(182);
  const isInOrder = await sheet.evaluate((sheet) => {
    const tops = [document.querySelector("header"), document.querySelector("main"), sheet].map((part) => part.getBoundingClientRect().top);
    const follows = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
    return tops[0] < tops[1] && tops[1] < tops[2] && follows(document.querySelector("main"), sheet);
  });
  expect(isInOrder).toBe(true);
});

test("a message is tapped and dropped", async ({ workbench }) => {
  await workbench.open(ELECTION);
  await tap(workbench, VOTE);
  await workbench.button("Drop").tap();
  await expect.poll(() => workbench.lines()).toContain(`drop ${VOTE}`);
  await bring(workbench, workbench.message(VOTE));
  await expect(workbench.message(VOTE).locator(".cross")).toBeVisible();
  await workbench.button("Undo").tap();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
});

test("a finger that rests on a head drags it down, and the page stays where it is", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const key = "Heartbeat S2->S3 1";
  const before = byKey(await workbench.shownRun()).get(key).arrives_us;
  await bring(workbench, workbench.head(key));
  const from = await workbench.grasp(key);
  const scrolled = () => Promise.all([
    page.evaluate(() => scrollY), workbench.scroller.evaluate((element) => element.scrollTop)]);
  const place = await scrolled();
  await swipe(page, between(from, { x: from.x, y: from.y + 90 }, 9), HOLD);
  await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(/^delay Heartbeat S2->S3 1 to \d+ms$/));
  expect(byKey(await workbench.shownRun()).get(key).arrives_us).toBeGreaterThan(before);
  expect(await scrolled()).toEqual(place);
});

test("a finger that rests on a head drags it off its lane, and the message is dropped", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const key = "Heartbeat S2->S3 1";
  await bring(workbench, workbench.head(key));
  const from = await workbench.grasp(key);
  await swipe(page, between(from, { x: from.x + 80, y: from.y + 6 }, 9), HOLD);
  await expect.poll(() => workbench.lines()).toContain(`drop ${key}`);
});

test("a finger on the picture scrolls it and changes nothing", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.scroller.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await workbench.scroller.boundingBox();
  const from = { x: box.x + 12, y: box.y + box.height - 60 };
  await swipe(page, between(from, { x: from.x, y: from.y - 200 }, 12));
  await expect.poll(() => workbench.scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(60);
  expect(await workbench.text()).toBe(ELECTION);
});

test("lanes, heads and labels of the picture stay inside it", async ({ workbench }) => {
  await workbench.open();
  const outside = await workbench.scroller.evaluate((scroller) => {
    const frame = scroller.getBoundingClientRect();
    return [...scroller.querySelectorAll("[data-node], [data-event], [data-head], text")].flatMap((one) => {
      const box = one.getBoundingClientRect();
      const isOut = box.left < frame.left - 1 || box.right > frame.left + scroller.scrollWidth + 1;
      return isOut ? [`${one.getAttribute("aria-label") ?? one.textContent}: ${Math.round(box.left)}..${Math.round(box.right)}`] : [];
    });
  });
  expect(outside).toEqual([]);
  const nodes = await workbench.page.locator("[data-node]").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right]));
  for (let place = 1; place < nodes.length; place += 1) expect(nodes[place][0]).toBeGreaterThanOrEqual(nodes[place - 1][1] - 0.5);
});

test("a finger is told to tap, not to drag", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const told = page.locator(".told");
  await expect(told).toContainText("Tap an arrow");
  await expect(told.getByText("Drag an arrow down")).toBeHidden();
});

test("what can be done to a node and what it may say fit into the sheet, which makes room for them", async ({ page, workbench }) => {
  await workbench.open(`protocol pbft
nodes 4
traitors R4 honest
network delay 10ms
at 0ms R1 do x
until 100ms
`);
  await workbench.node("R4").tap();
  const sheet = page.locator(".sheet-of-phone");
  const isNarrow = () => sheet.evaluate((one) => [one, ...one.querySelectorAll("button, select")].every((inner) =>
    inner.getBoundingClientRect().right <= 360 && inner.scrollWidth <= Math.max(inner.clientWidth, 1) + 1));
  expect(await isNarrow()).toBe(true);
  const low = (await sheet.boundingBox()).height;
  await page.getByRole("button", { name: /^Make it say/ }).tap();
  await expect(page.getByRole("group", { name: /say/ }).getByRole("button").first()).toBeVisible();
  expect((await sheet.boundingBox()).height).toBeGreaterThan(low + 100);
  expect(await isNarrow()).toBe(true);
});
