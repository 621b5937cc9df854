// What a first visit sees before the program is there, how the program takes over, and what is said where it
// does not come. Each test holds the program back for as long as it looks.
import { ELECTION, expect, fragment, test, Workbench } from "./workbench.mjs";

const HEARTBEAT = "Heartbeat S1->S2 2";
const PROGRAM = "**/*.wasm";
const head = (page) => page.locator(`[data-head="${HEARTBEAT}"]`);

/** Opens the page without its program; what comes back lets the program come, and waits until it is there. */
async function withoutProgram(page, address = "/") {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(PROGRAM, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForLoadState("domcontentloaded");
  return async () => {
    release();
    await expect(page.locator(".live .root")).toBeVisible({ timeout: 30_000 });
  };
}

/** Where things stand that are in view. */
function places(page) {
  return page.evaluate(() => {
    const found = {};
    const note = (name, element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      if (y < innerHeight) found[name] = [x, y, width, height];
    };
    note("title", document.querySelector("h1"));
    note("button", document.querySelector(".say button"));
    note("legend", document.querySelector(".legend"));
    note("pointer", document.querySelector(".hint"));
    for (const one of document.querySelectorAll(".pic [data-node], .pic [data-message], .pic [data-event]")) {
      note(["data-node", "data-message", "data-event"].map((name) => one.getAttribute(name) ?? "").join(" "), one);
    }
    document.querySelectorAll(".doors a, footer p").forEach((one, index) => note(`below ${index}`, one));
    return found;
  });
}

for (const [width, height] of [[360, 740], [390, 844], [1280, 800], [1440, 900], [1920, 1080]]) {
  test(`the program takes over without a jump at ${width} px`, async ({ page, workbench: _ }) => {
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => {
      window.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    const programComes = await withoutProgram(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Move one message. See what follows.");
    await expect(head(page)).toBeVisible();
    const before = await places(page);
    expect(Object.keys(before).filter((name) => name.includes("->")).length, "arrows").toBeGreaterThan(8);
    await programComes();
    await page.waitForTimeout(300);
    const after = await places(page);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [name, box] of Object.entries(before)) {
      box.forEach((one, index) => expect(Math.abs(one - after[name][index]), `${name}: ${box} became ${after[name]}`).toBeLessThanOrEqual(1));
    }
    expect(await page.evaluate(() => window.shifts), "layout shift").toBeLessThan(0.005);
  });
}

test("the first picture heeds the theme", async ({ page, workbench: _ }) => {
  await page.addInitScript(() => localStorage.setItem("sequitur.theme", "dark"));
  await withoutProgram(page);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe("rgb(18, 20, 23)");
});

test("a drag made before the program is there is not lost", async ({ page, workbench }) => {
  const programComes = await withoutProgram(page);
  await workbench.drag(HEARTBEAT, 0, 70);
  await expect(page.getByText("It happens as soon as the program is there.")).toBeVisible();
  await programComes();
  await expect(page.getByTestId("consequence")).toContainText("stood for election");
});

test("a drag that is under way goes on when the program comes", async ({ page, workbench: _ }) => {
  const programComes = await withoutProgram(page);
  const box = await head(page).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 30, { steps: 3 });
  await programComes();
  await expect(page.locator(".preview")).toBeVisible();
  await page.mouse.move(x, y + 70, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByTestId("consequence")).toContainText("stood for election");
});

test("a press on a button and a key on the arrow are not lost either", async ({ page, workbench: _ }) => {
  let programComes = await withoutProgram(page);
  await page.getByRole("button", { name: "Do it for me" }).click();
  await programComes();
  await expect(page.getByTestId("consequence")).toContainText("stood for election");
  await page.unrouteAll();
  await page.goto("about:blank");
  programComes = await withoutProgram(page);
  await page.locator(`[data-message="${HEARTBEAT}"]`).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await programComes();
  await expect(page.getByTestId("consequence")).toContainText("stood for election");
});

test("what has the focus keeps it when the program comes", async ({ page, workbench: _ }) => {
  const programComes = await withoutProgram(page);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Tab");
  const name = () => page.evaluate(() => document.activeElement.textContent);
  expect(await name()).toBe("Break a protocol");
  await programComes();
  await expect.poll(name).toBe("Break a protocol");
  expect(await page.evaluate(() => !!document.activeElement.closest(".live"))).toBe(true);
});

test("a finger that scrolls moves nothing, one that rests does", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, serviceWorkers: "block" });
  const page = await context.newPage();
  const touch = await context.newCDPSession(page);
  const send = (type, x, y) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  for (const [rests, moves] of [[0, false], [400, true]]) {
    const programComes = await withoutProgram(page, `${baseURL}?rests=${rests}`);
    const box = await head(page).boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await send("touchStart", x, y);
    await page.waitForTimeout(rests);
    for (const by of [20, 40, 60]) await send("touchMove", x, y + (moves ? by : -by));
    await send("touchEnd");
    await programComes();
    await page.waitForTimeout(500);
    await expect(page.getByTestId("consequence")).toHaveCount(moves ? 1 : 0);
    await page.unrouteAll();
  }
  await context.close();
});

for (const [address, hasBar] of [["#/w", true], [fragment(ELECTION), true], ["#/learn", true], ["#/learn/18", true], ["#/teach", true], [fragment(ELECTION).replace("#/", "#/embed/"), false]]) {
  test(`${address.slice(0, 12)} never shows the start first`, async ({ page, workbench: _ }) => {
    await page.addInitScript(() => {
      window.seen = new Set();
      const look = () => {
        for (const one of document.querySelectorAll(".root")) if (one.checkVisibility({ visibilityProperty: true })) window.seen.add(one.dataset.frame ?? "shell");
        requestAnimationFrame(look);
      };
      look();
    });
    const programComes = await withoutProgram(page, `/${address}`);
    await expect(page.locator(".shell")).toBeVisible();
    expect(await page.locator(".shell header").isVisible()).toBe(hasBar);
    await programComes();
    await page.waitForTimeout(300);
    const seen = await page.evaluate(() => [...window.seen]);
    expect(seen[0]).toBe("shell");
    expect(seen).not.toContain("start");
  });
}

test("a way taken before the program is there is gone", async ({ page, workbench: _ }) => {
  const programComes = await withoutProgram(page);
  await page.getByRole("link", { name: "Teach" }).click();
  await expect(page.locator(".shell")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
  await programComes();
  await expect(page.locator(".live [data-frame]")).toHaveAttribute("data-frame", "teach");
});

test("without JavaScript the picture stands, with a sentence", async ({ browser, baseURL }) => {
  for (const width of [360, 1440]) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(baseURL);
    await expect(page.getByText("see that JavaScript and WebAssembly are switched on").last()).toBeVisible();
    expect(await page.locator(`[data-message="${HEARTBEAT}"]`).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)).toBe(1);
    await context.close();
  }
});

const says = (page) => page.getByText("The program did not come, or not all of it.");

test("a program that is cut off or is another one is told, and a later visit has it", async ({ page }) => {
  await page.addInitScript(() => localStorage.getItem("sequitur.text") ?? localStorage.setItem("sequitur.text", "protocol raft\nseed 77\n"));
  for (const spoil of [
    (body) => body.subarray(0, body.length / 2),
    (body) => Buffer.from(body).fill(7, 2_000, 60_000),
    () => Buffer.from("<!doctype html><p>Sign in to this network"),
  ]) {
    await page.route(PROGRAM, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: spoil(await answer.body()) });
    });
    await page.goto("about:blank");
    await page.goto("/#/w");
    await expect(says(page)).toBeVisible({ timeout: 20_000 });
    await page.unrouteAll();
    await page.getByRole("button", { name: "Load again" }).click();
    const workbench = new Workbench(page);
    await workbench.drawn();
    expect(await workbench.text()).toContain("seed 77");
  }
});

test("with the network cut at each request in turn, the page works or says what to do, and keeps what was typed", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const text = "protocol raft\nseed 78\nuntil 300ms\n";
  await page.addInitScript((text) => localStorage.getItem("sequitur.text") ?? localStorage.setItem("sequitur.text", text), text);
  const asked = [];
  const note = (request) => asked.push(new URL(request.url()).pathname);
  page.on("request", note);
  await page.goto("/#/w");
  const workbench = new Workbench(page);
  await workbench.drawn();
  await page.waitForTimeout(1_000);
  page.off("request", note);
  const files = [...new Set(asked)].filter((path) => path !== "/" && !path.endsWith("offline.js"));
  expect(files.length, files.join(" ")).toBeGreaterThanOrEqual(2);
  for (const file of files) {
    await page.route((url) => url.pathname === file, (route) => route.abort("internetdisconnected"));
    await page.goto("about:blank");
    await page.goto("/#/w");
    const works = page.locator(".live .root [data-event]").first();
    const told = says(page).or(page.getByRole("alert")).or(page.getByRole("button", { name: /again/i })).first();
    await expect(works.or(told).first(), `without ${file}`).toBeVisible({ timeout: 15_000 });
    expect(await page.evaluate(() => localStorage.getItem("sequitur.text")), `without ${file}`).toBe(text);
    await page.unrouteAll();
    await page.reload();
    await workbench.drawn();
    expect(await workbench.text(), `after ${file} came`).toBe(text);
  }
});

test("a line that breaks after the first picture leaves it standing, with what to do", async ({ page, context }) => {
  await page.route(PROGRAM, async (route) => {
    await context.setOffline(true);
    await route.abort("internetdisconnected");
  });
  await page.goto("/");
  await expect(head(page)).toBeVisible();
  await expect(says(page)).toBeVisible();
  await context.setOffline(false);
});
