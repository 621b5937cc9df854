// The nine rules of the picture, as a reader sees them.
import { ELECTION, expect, ready, test } from "./workbench.mjs";

const VOTE = "VoteGranted S5->S2 1";

/** A point in the middle of an arrow's line. */
function middle(workbench, key) {
  return workbench.message(key).evaluate((group) => {
    const line = group.querySelector(".grip");
    const { x, y } = line.getPointAtLength(line.getTotalLength() * 0.6).matrixTransform(line.getScreenCTM());
    return { x, y };
  });
}

/** Where the line of the cursor stands in what is seen, from 0 to 1. */
function cursor(workbench) {
  return workbench.scroller.evaluate((scroller) => {
    const frame = scroller.getBoundingClientRect();
    const heads = scroller.querySelector(".heads").getBoundingClientRect().height;
    const line = scroller.querySelector(".now path");
    return line && (line.getBoundingClientRect().y - frame.y - heads) / (frame.height - heads);
  });
}

test("times stand left, terms right, and nothing of the picture is outside of it", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const box = (locator) => locator.first().boundingBox();
  const time = await box(page.getByText("180 ms", { exact: true }));
  const term = await box(page.getByText("term 1", { exact: true }));
  const [first, last] = [await box(workbench.node("S1")), await box(workbench.node("S5"))];
  expect(time.x + time.width).toBeLessThan(first.x + 1);
  expect(term.x).toBeGreaterThan(last.x + last.width / 2);
  const outside = await page.locator("svg.picture").evaluate((svg) => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < frame.left - 1 || box.right > frame.right + 1;
    }).map((text) => text.textContent);
  });
  expect(outside).toEqual([]);
});

test("no two texts of the picture touch, on every lens and when an arrow is selected", async ({ page, workbench }) => {
  await workbench.open(ready("minority-leader"));
  const touching = () => page.locator("svg.picture .labels").evaluate((labels) => {
    const boxes = [...labels.querySelectorAll("text:not([transform])")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const meets = ([, a], [, b]) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
    return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => meets(one, other)).map((other) => `${one[0]} | ${other[0]}`));
  });
  expect(await touching()).toEqual([]);
  for (let lens = 0; lens < 5; lens += 1) {
    await page.keyboard.press("k");
    await workbench.frame();
    expect(await touching()).toEqual([]);
  }
});

test("heads stay, and show what nodes are at the cursor wherever the picture is scrolled to", async ({ page, workbench }) => {
  await workbench.open(ready("leader-crash"));
  const role = (node) => workbench.node(node).locator(".role").textContent();
  const atEnd = await role("S2");
  for (const top of [0, 400, 100_000]) {
    await workbench.scroller.evaluate((scroller, top) => { scroller.scrollTop = top; }, top);
    await workbench.frame();
    expect(await role("S2")).toBe(atEnd);
    await expect(workbench.node("S2")).toBeInViewport();
  }
  await page.keyboard.press("Home");
  await expect(workbench.node("S2").locator(".role")).toHaveText("follower");
});

test("an answer leaves from the dot of what it answers, and apart from it under a clock", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const { events } = await workbench.shownRun();
  const receive = events.find((event) => event.kind === "receive" && events[event.id + 1].kind === "send").id;
  const apart = async () => {
    const [a, b] = await Promise.all([receive, receive + 1].map((id) => workbench.event(id).locator(".grip").boundingBox()));
    return Math.abs(a.y - b.y);
  };
  expect(await apart()).toBe(0);
  await page.keyboard.press("k");
  await expect.poll(apart).toBeGreaterThan(10);
});

test("a whole arrow can be dragged, and Escape lets go of it", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const { x, y } = await middle(workbench, VOTE);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 60, { steps: 4 });
  await expect(workbench.scroller.getByText(/^arrives at [\d.]+ ms$/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".preview")).toHaveCount(0);
  await page.mouse.up();
  expect(await workbench.text()).toBe(ELECTION);
  await expect(page.locator(".now")).toHaveCount(0);

  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 60, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => workbench.lines()).toContainEqual(expect.stringMatching(/^delay VoteGranted S5->S2 1 to \d+ms$/));
});

test("what is dragged to the edge scrolls the picture on", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const { x, y } = await middle(workbench, VOTE);
  const frame = await workbench.scroller.boundingBox();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, frame.y + frame.height - 8, { steps: 4 });
  await expect.poll(() => workbench.scroller.evaluate((scroller) => scroller.scrollTop)).toBeGreaterThan(50);
  await page.keyboard.press("Escape");
  await page.mouse.up();
});

test("after an edit a bar marks where the run differs, and the first difference is in view", async ({ page, workbench }) => {
  await workbench.open(ready("leader-crash"));
  await workbench.pick("RequestVote S2->S1 1");
  await workbench.scroller.evaluate((scroller) => { scroller.scrollTop = scroller.scrollHeight; });
  await workbench.button("Drop").click();
  await expect(page.locator(".differs path").first()).toBeInViewport();
  await expect(page.locator(".ghosts .line").first()).toBeVisible();
});

test("Play keeps the cursor in the middle third until somebody scrolls", async ({ page, workbench }) => {
  await workbench.open(ready("leader-crash"));
  await page.keyboard.press("Home");
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "0.1 ×" });
  await workbench.button("Play").click();
  await expect.poll(() => workbench.scroller.evaluate((scroller) => scroller.scrollTop), { timeout: 15_000 }).toBeGreaterThan(60);
  for (let look = 0; look < 10; look += 1) {
    const at = await cursor(workbench);
    if (at === null) break;
    expect(at).toBeGreaterThan(0.3);
    expect(at).toBeLessThan(0.72);
    await page.waitForTimeout(60);
  }
  await workbench.scroller.hover();
  await page.mouse.wheel(0, -4000);
  // Where the cursor moves on as the wheel starts, Chromium ends its smooth scroll some pixels lower.
  const top = () => workbench.scroller.evaluate((scroller) => scroller.scrollTop);
  await expect.poll(top).toBeLessThan(40);
  const left = await top();
  await page.waitForTimeout(400);
  expect(await top()).toBeLessThanOrEqual(left);
});

test("a broken property is ringed and named where it was decided, and marked on the overview", async ({ page, workbench }) => {
  await workbench.open(ready("paxos-half-quorum"));
  const broken = page.locator(".broken-label").first();
  await workbench.reveal(broken);
  await expect(broken).toContainText("✕");
  await expect(page.locator(".broken-ring")).not.toHaveCount(0);
  await expect(page.locator(".strip .broken")).not.toHaveCount(0);
});

test("a cut is a wall at which a broadcast ends in one cross", async ({ page, workbench }) => {
  await workbench.open(ready("minority-leader"));
  await expect(page.locator(".wall").first()).toBeAttached();
  await workbench.reveal(page.locator(".arrow .times").first());
  await expect(page.locator(".arrow .times").first()).toHaveText(/^×[23]$/);
  await expect(page.getByTestId("legend")).toContainText("hatched: cut off");
});

test("the legend names the signs that are used, and no others", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const legend = page.getByTestId("legend");
  for (const sign of ["request", "yes", "data"]) await expect(legend.getByText(sign, { exact: true })).toBeVisible();
  await expect(legend.getByText("no", { exact: true })).toHaveCount(0);
  await expect(legend.getByText("lost", { exact: true })).toHaveCount(0);
});

test("Alt with Down delays the selected arrow by 10 ms and says so", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.pick(VOTE);
  const before = (await workbench.shownRun()).messages.find((one) => one.key === VOTE).arrives_us;
  await workbench.message(VOTE).focus();
  await page.keyboard.press("Alt+ArrowDown");
  const lines = () => workbench.lines();
  await expect.poll(lines).toContain(`delay ${VOTE} to ${(before + 10_000) / 1000}ms`);
  await expect(page.getByRole("status").filter({ hasText: /^arrives at/ })).toHaveCount(1);
});

test("the picture is three stops of Tab from its frame, and arrow keys go along the heads", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.scroller.focus();
  await page.keyboard.press("Tab");
  await expect(workbench.node("S1")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(workbench.node("S2")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("svg.picture [data-event]:focus")).toHaveCount(1);
  const order = await page.locator("svg.picture [data-event]").evaluateAll((all) => all.map((one) => Number(one.dataset.event)));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test("a moment is told before it is chosen", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const head = await workbench.node("S4").boundingBox();
  const frame = await workbench.scroller.boundingBox();
  const [x, y] = [head.x + head.width / 2, frame.y + frame.height * 0.45];
  await page.mouse.move(x + 2, y);
  const told = await page.locator(".hover.moment text").textContent();
  await page.mouse.click(x + 2, y);
  await expect(page.locator(".now text")).toHaveText(told);
});
