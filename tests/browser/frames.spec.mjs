// The frames: what each shows first, what its address is, and how one comes from one to another.
import AxeBuilder from "@axe-core/playwright";
import { ELECTION, expect, fragment, ready, test, Workbench } from "./workbench.mjs";

const HEARTBEAT = "Heartbeat S1->S2 2";

const frame = (page) => page.locator(".live [data-frame]");

/** What a visitor can act on without scrolling. */
function controls(page) {
  return page.locator("a[href], button, input, select, textarea, summary").evaluateAll((all) =>
    all.filter((one) => {
      const box = one.getBoundingClientRect();
      return one.checkVisibility() && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    }).map((one) => one.textContent || one.getAttribute("aria-label")));
}

async function start(page) {
  await page.goto("/");
  await expect(page.locator(`.live [data-head="${HEARTBEAT}"]`)).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** Drags the head of the task's arrow down by so many px. */
async function drag(page, by, message = HEARTBEAT) {
  const box = await page.locator(`[data-head="${message}"]`).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let part = 1; part <= 8; part += 1) await page.mouse.move(x, y + (by * part) / 8);
  await page.mouse.up();
}

test("the start says what this is, with one task and at most twelve controls", async ({ page, workbench }) => {
  await start(page);
  await expect(workbench.popover, "nothing stands over the task").toBeHidden();
  await expect(frame(page)).toHaveAttribute("data-frame", "start");
  await expect(page).toHaveTitle("Sequitur");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Move one message. See what follows.");
  await expect(page.getByText("Drag this arrow down.")).toBeVisible();
  const found = await controls(page);
  expect(found.length, found.join(", ")).toBeLessThanOrEqual(12);
});

test("the first drag elects a new leader, and says so in view", async ({ page, workbench: _ }) => {
  await start(page);
  await drag(page, 70);
  const told = page.getByTestId("consequence");
  await expect(told).toBeInViewport();
  await expect(told).toContainText(/S2 heard nothing from S1 for \d+ ms, took it for dead, and stood for election/);
  await expect(told).toContainText("S1 was alive, and voted for it.");
  await expect(page.locator('[data-node="S2"]')).toContainText("leader");
  await expect(page.locator('[data-node="S1"]')).toContainText("follower");
  await expect(page.locator('[data-message="RequestVote S2->S1 1"]')).toBeInViewport();
});

test("whenever the heartbeat comes too late, S2 is elected; the sentence is true of the run", async ({ page, workbench: _ }) => {
  await start(page);
  const text = ready("start");
  for (const ms of [346, 350, 363, 380, 402, 430]) {
    const run = await page.evaluate((text) => window.sequitur.run(text), `${text}delay ${HEARTBEAT} to ${ms}ms\n`);
    const leaders = run.events.filter((event) => event.label.startsWith("leads")).map((event) => event.node);
    expect(leaders, `${ms} ms`).toEqual(["S1", "S2"]);
  }
});

test("the keyboard moves the arrow as the start says", async ({ page, workbench: _ }) => {
  await start(page);
  await page.locator(`[data-message="${HEARTBEAT}"]`).focus();
  for (let press = 0; press < 2; press += 1) {
    await page.keyboard.press("Alt+ArrowDown");
    await expect(page.getByTestId("consequence")).toBeVisible();
  }
  await expect(page.getByTestId("consequence")).toContainText("stood for election");
});

test("a question about the outcome opens the workbench at the vote", async ({ page, workbench }) => {
  await start(page);
  await drag(page, 70);
  await page.getByRole("button", { name: "Why did S1 vote for S2?" }).click();
  await expect(frame(page)).toHaveAttribute("data-frame", "workbench");
  await expect(workbench.message("VoteGranted S1->S2 1")).toHaveAttribute("aria-pressed", "true");
});

test("a drag that changes nothing says so, and Put it back undoes it", async ({ page, workbench: _ }) => {
  await start(page);
  await drag(page, 14);
  await expect(page.getByTestId("consequence")).toContainText("S1 still leads term 1 at the end.");
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect(page.getByText("Drag this arrow down.")).toBeVisible();
});

test("Do it for me moves the arrow before one's eyes, and nothing jumps", async ({ page, workbench: _ }) => {
  await start(page);
  const before = await page.locator(".doors").boundingBox();
  await page.getByRole("button", { name: "Do it for me" }).click();
  await expect(page.locator(".flight")).toBeVisible();
  await expect(page.getByTestId("consequence")).toContainText("stood for election");
  await expect(page.getByText("The heartbeat you moved came at 363 ms, 18 ms after S2 had given up waiting.")).toBeVisible();
  expect(await page.locator(".doors").boundingBox()).toEqual(before);
});

test("without motion the arrow is moved at once", async ({ page, workbench: _ }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await start(page);
  await page.getByRole("button", { name: "Do it for me" }).click();
  await expect(page.getByTestId("consequence")).toBeVisible();
  await expect(page.locator(".flight")).toHaveCount(0);
});

test("each frame has its address, its title and its entry in the history", async ({ page, workbench }) => {
  await start(page);
  await page.getByRole("navigation").getByRole("link", { name: "Break a protocol" }).click();
  await expect(page).toHaveTitle("Break a protocol, Sequitur");
  await expect(page.getByRole("heading", { name: "Break a protocol", level: 2 }).last()).toBeInViewport();
  await page.getByRole("navigation").getByRole("link", { name: "Workbench" }).click();
  await expect(frame(page)).toHaveAttribute("data-frame", "workbench");
  await expect(page).toHaveTitle(/^Five servers elect a leader.*, Sequitur$/);
  await workbench.type(ELECTION);
  await workbench.drawn();
  await expect(page).toHaveTitle("An election and a command, Sequitur");
  await workbench.button("Step").click();

  await page.goBack();
  await expect(page).toHaveTitle("Break a protocol, Sequitur");
  await page.goBack();
  await expect(page).toHaveTitle("Sequitur");
  await page.goForward();
  await page.goForward();
  await expect(frame(page)).toHaveAttribute("data-frame", "workbench");
  expect(await workbench.text()).toBe(ELECTION);
  await expect(workbench.button("Undo"), "the workbench is as it was left").toHaveAttribute("aria-disabled", "false");
});

test("six cards open six protocols, none of them broken yet", async ({ page, workbench }) => {
  await page.goto("/#/break");
  const cards = page.locator(".card");
  await expect(cards).toHaveCount(6);
  for (let index = 0; index < 6; index += 1) {
    await page.goto("/#/break");
    const title = await cards.nth(index).locator("b").textContent();
    await cards.nth(index).click();
    await expect(frame(page)).toHaveAttribute("data-frame", "workbench");
    await expect(page).toHaveTitle(`${title}, Sequitur`);
    await workbench.drawn();
    await expect(page.locator('[data-verdict="violated"]')).toHaveCount(0);
  }
});

test("a bare address opens nobody's old work, and offers to continue", async ({ page, workbench }) => {
  await workbench.open();
  await workbench.type(ELECTION);
  const later = await page.context().newPage();
  await start(later);
  await expect(frame(later)).toHaveAttribute("data-frame", "start");
  const on = later.getByRole("link", { name: /Continue where you left off/ });
  await expect(on).toContainText("An election and a command");
  await on.click();
  const left = new Workbench(later);
  await left.drawn();
  expect(await left.text()).toBe(ELECTION);
});

for (const address of ["#/nowhere", "#section-2", "#/learn/nowhere/at-all", "#/embed/w"]) {
  test(`${address} names nothing: the start says so`, async ({ page, workbench: _ }) => {
    await page.goto(`/${address}`);
    await expect(frame(page)).toHaveAttribute("data-frame", "start");
    await expect(page.getByText(`This address ends in ${address}, which names no page`)).toBeVisible();
  });
}

test("Back and Forward between two links open each of them", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const other = ELECTION.replace("An election and a command", "Another one");
  await page.evaluate((to) => { location.hash = to; }, fragment(other));
  await expect(page).toHaveTitle("Another one, Sequitur");
  await page.goBack();
  await expect(page).toHaveTitle("An election and a command, Sequitur");
});

for (const [name, address] of [["start", "/"], ["six protocols", "/#/break"], ["workbench", "/#/w"], ["embed", `/${fragment(ELECTION).replace("#/", "#/embed/")}`]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing in the ${name}, ${colorScheme}`, async ({ page, workbench: _ }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(address);
      await expect(page.locator("[data-event]").first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)).toEqual([]);
    });
  }
}

test("the start on a phone: one sentence, the arrow in view, nothing to scroll sideways", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await start(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByRole("button", { name: "Do it for me" }).tap();
  await expect(page.getByTestId("consequence")).toBeInViewport();
  await expect(page.getByRole("button", { name: "Put it back" })).toBeInViewport();
  await page.close();
});

test("an embedded diagram: Play, Reset and the way here; its page hears how high it is", async ({ page, baseURL }) => {
  const inner = `${baseURL}${fragment(ELECTION).replace("#/", "#/embed/")}`;
  await page.route("**/outer", (route) => route.fulfill({
    contentType: "text/html",
    body: `<body style="height:3000px"><script>heard = []; addEventListener("message", (event) => heard.push(event.data));</script>
      <iframe src="${inner}" width="640" height="400" allow="fullscreen"></iframe>`,
  }));
  await page.goto("/outer");
  const embed = page.frameLocator("iframe");
  await expect(embed.locator(".live [data-frame]")).toHaveAttribute("data-frame", "embed");
  await expect(embed.locator("[data-event]").first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => heard)).toContainEqual({ subject: "lti.frameResize", height: expect.any(Number) });

  // The wheel belongs to the page around, until the diagram is taken hold of.
  await page.mouse.move(320, 200);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
  await page.evaluate(() => scrollTo(0, 0));

  await embed.getByRole("button", { name: "Play" }).click();
  await expect(embed.getByText(/\d+ of 400 ms/)).toBeVisible();
  await expect(embed.getByRole("link", { name: "Open in Sequitur" })).toHaveAttribute("href", /#\/s\/1\./);
  const text = await page.evaluate(() => localStorage.getItem("sequitur.text"));
  expect(text, "an embedded diagram is nobody's work").toBeNull();
});

test("in an embedded diagram and on the start a message is dropped by a click and by a key", async ({ page, workbench }) => {
  await page.goto(`/#/embed${fragment(ELECTION).slice(1)}`);
  await workbench.drawn();
  const key = "VoteGranted S5->S2 1";
  await workbench.pick(key);
  await expect(workbench.popover).toBeVisible();
  await page.keyboard.press("d");
  await expect(workbench.message(key).locator(".cross")).toBeAttached();
  await workbench.popover.getByRole("button", { name: "Restore" }).click();
  await expect(workbench.message(key).locator(".cross")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(workbench.popover).toBeHidden();

  await start(page);
  await workbench.pick("VoteGranted S2->S1 1");
  await workbench.popover.getByRole("button", { name: "Drop" }).click();
  await expect(page.getByTestId("consequence")).toBeVisible();
});

test("Share offers a link, a line to embed, and pictures", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await workbench.button("Share link").click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  for (const name of ["Link", "Embed", "Picture"]) {
    await expect(dialog.getByRole("heading", { name, exact: true })).toBeVisible();
  }
  const line = await dialog.getByTestId("embed").inputValue();
  const address = line.match(/^<iframe src="([^"]+)" title="An election and a command"/)[1];
  await page.goto(address);
  await expect(frame(page)).toHaveAttribute("data-frame", "embed");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("An election and a command");
});

test("Reset in an embedded diagram leads back to what was opened", async ({ page, workbench }) => {
  await page.goto(`/${fragment(ELECTION).replace("#/", "#/embed/")}`);
  await workbench.drawn();
  const head = page.locator('[data-head="RequestVote S2->S1 1"]');
  const arrives = await head.getAttribute("aria-valuetext");
  await drag(page, 10, "RequestVote S2->S1 1");
  await expect(head).not.toHaveAttribute("aria-valuetext", arrives);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(head).toHaveAttribute("aria-valuetext", arrives);
});
