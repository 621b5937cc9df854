// How fast the page is, in this browser and on this machine. It prints figures and asserts none, so it is no part of
// the tests. By hand: npx playwright test -c tests/browser measure
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { gzipSync } from "node:zlib";
import { fragment, test, Workbench } from "./workbench.mjs";

const TEN_THOUSAND_EVENTS = "# Ten thousand events\nprotocol raft\nseed 9\nuntil 36s\n";
const THREE_HUNDRED_EVENTS = "# Three hundred events\nprotocol raft\nnodes 3\nseed 9\nuntil 1900ms\n";
const HUNDRED_THOUSAND_MESSAGES = "# A hundred thousand messages\nprotocol raft\nseed 9\nset heartbeat 5ms\nuntil 63s\n";

test.use({ viewport: { width: 1440, height: 900 } });
test.describe.configure({ mode: "serial", timeout: 180_000 });

const say = (what, figure) => console.log(`${what.padEnd(64)} ${figure}`);
const ms = (time) => `${time.toFixed(0)} ms`;
const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** What a file of the built page is to a visit; none for an icon, the manifest and the lessons' folder. */
function whatIs(name) {
  const part = name.match(/-part-(\w+)-/);
  if (part) return `part ${part[1]}, raw and gzipped, on request`;
  const kind = extname(name).slice(1);
  if (name.startsWith("sequitur-worker")) return `worker's ${kind}, raw and gzipped, on request`;
  if (name === "offline.js") return "service worker, raw and gzipped, on request";
  return ["html", "js", "wasm"].includes(kind) ? `${kind}, raw and gzipped` : undefined;
}

test("what a first visit transfers", () => {
  const dist = new URL("../../dist/", import.meta.url);
  const files = readdirSync(dist).map((name) => ({ name, what: whatIs(name) })).filter(({ what }) => what !== undefined);
  let first = 0;
  for (const { name, what } of files) {
    const bytes = readFileSync(new URL(name, dist));
    const small = gzipSync(bytes, { level: 9 }).length;
    if (!what.includes("on request")) first += small;
    say(what, `${(bytes.length / 1000).toFixed(1)} KB, ${(small / 1000).toFixed(1)} KB`);
  }
  say("a first visit, gzipped", `${(first / 1000).toFixed(1)} KB`);
});

/** Does something in the page and waits until a sign of it is painted. Returns the time in between. */
function timed(page, act, sign) {
  return page.evaluate(([act, sign]) => new Promise((done) => {
    const isThere = () => document.querySelector(sign) !== null;
    const start = performance.now();
    document.querySelector(act).click();
    const look = () => {
      if (!isThere()) return requestAnimationFrame(look);
      // The frame in which the sign is there has been painted when the next task runs.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - start);
        channel.port2.postMessage(null);
      });
    };
    requestAnimationFrame(look);
  }), [act, sign]);
}

test("from a click on Drop to the new picture, 10,000 events", async ({ page }) => {
  const workbench = new Workbench(page);
  await workbench.open(TEN_THOUSAND_EVENTS);
  const { events, messages } = await workbench.shownRun();
  say("the run has", `${events.length} events, ${messages.length} messages`);
  const keys = messages.filter((message) => message.kind === "Heartbeat").slice(2, 12).map((message) => message.key);
  const times = [];
  for (const key of keys) {
    await workbench.pick(key);
    times.push(await timed(page, 'button[aria-label="Drop"]', `[data-message="${key}"] .cross`));
  }
  say("click on Drop to the new picture, painted (median, worst of 10)", `${ms(middle(times))}, ${ms(Math.max(...times))}`);
  const run = await page.evaluate(async (text) => {
    await window.sequitur.run("protocol raft\n");
    const start = performance.now();
    window.sequitur.run(text);
    return performance.now() - start;
  }, TEN_THOUSAND_EVENTS);
  say("window.sequitur.run of it, with the whole trace as an object", ms(run));
});

test("from an edit to picture and sentence, 300 events", async ({ page }) => {
  const workbench = new Workbench(page);
  await workbench.open(THREE_HUNDRED_EVENTS);
  const { events, messages } = await workbench.shownRun();
  say("the run has", `${events.length} events`);
  const browser = await page.context().newCDPSession(page);
  await browser.send("Performance.enable");
  const script = async () => {
    const { metrics } = await browser.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "ScriptDuration").value;
  };
  const [scripts, frames] = [[], []];
  for (const { key } of messages.filter((message) => message.kind === "Heartbeat").slice(2, 12)) {
    await workbench.pick(key);
    const before = await script();
    frames.push(await page.evaluate((key) => new Promise((done) => {
      const told = document.querySelector('[data-testid="consequence"]')?.textContent;
      const isThere = () => document.querySelector(`[data-message="${key}"] .cross`)
        && document.querySelector('[data-testid="consequence"]')?.textContent !== told;
      let frames = 0;
      document.querySelector('button[aria-label="Drop"]').click();
      const look = () => {
        frames += 1;
        if (isThere()) done(frames); else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }), key));
    scripts.push(await script() - before);
    await page.keyboard.press("Control+z");
  }
  say("script from a click on Drop to picture and sentence (median, worst of 10)", `${ms(middle(scripts))}, ${ms(Math.max(...scripts))}`);
  say("frames until both are there (median, worst)", `${middle(frames)}, ${Math.max(...frames)}`);
});

/** A log as ShiViz reads it: hosts in a ring, each of which receives what the one before it sent. */
function log(events) {
  const hosts = 8;
  const clocks = Array.from({ length: hosts }, () => new Array(hosts).fill(0));
  let text = "";
  for (let event = 0; event < events; event += 1) {
    const [host, before] = [event % hosts, (event + hosts - 1) % hosts];
    if (Math.floor(event / hosts) % 2 === 1) clocks[host] = clocks[host].map((count, at) => Math.max(count, clocks[before][at]));
    clocks[host][host] += 1;
    const clock = clocks[host].flatMap((count, at) => (count ? [`"host${at}":${count}`] : [])).join(", ");
    text += `host${host} {${clock}}\nevent ${event}\n`;
  }
  return text;
}

for (const events of [20_000, 200_000]) {
  test(`a log of ${events} events`, async ({ page }) => {
    const workbench = new Workbench(page);
    await workbench.open(THREE_HUNDRED_EVENTS);
    const time = await page.evaluate((text) => new Promise((done) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "ring.log"));
      const start = performance.now();
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      const look = () => {
        const isThere = [...document.querySelectorAll("svg text")].some((text) => text.textContent.includes("host0"))
          || document.querySelector('[data-node="host0"]');
        if (isThere) done(performance.now() - start); else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }), log(events));
    say(`a log of ${events} events, from the drop to its first picture`, ms(time));
  });
}

test("a lesson opens", async ({ page }) => {
  await page.goto("/#/learn");
  await page.locator('a[href="#/learn/1"]').first().waitFor();
  const times = [];
  for (let number = 0; number < 28; number += 1) {
    times.push(await page.evaluate((number) => new Promise((done) => {
      const opened = performance.now();
      window.location.hash = `#/learn/${number}`;
      const look = () => {
        const title = document.querySelector(".crumb h1")?.textContent ?? "";
        const isThere = title.startsWith(`${number} `) && document.querySelector("[data-step]") && document.querySelector("[data-event]");
        if (!isThere) return requestAnimationFrame(look);
        const files = performance.getEntriesByType("resource").filter(({ name }) => /\/en\/\d+\.json$|\.wasm$/.test(name));
        const fetched = files.map(({ responseEnd }) => responseEnd).filter((end) => end > opened);
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - Math.max(opened, ...fetched));
          channel.port2.postMessage(null);
        });
      };
      requestAnimationFrame(look);
    }), number));
  }
  say("a lesson's file and protocol are there, to steps and picture (median, worst)", `${ms(middle(times))}, ${ms(Math.max(...times))}`);
});

test("Check of an exercise, the search included", async ({ page }) => {
  test.setTimeout(600_000);
  const of = (kind, name) => readFileSync(new URL(`../../crates/course/${kind}/${name}`, import.meta.url), "utf8");
  const names = readdirSync(new URL("../../crates/course/exercises/", import.meta.url));
  const answers = names.flatMap((name) => {
    const [text, solution] = [of("exercises", name), of("solutions", name)];
    if (!text.includes("schedule manual") || solution.includes("protocol ")) return [];
    // The first line of the solution alone, or the whole claim that it cannot be done.
    return [[name, `${text}${solution.split("\n")[0]}\n`]];
  });
  const times = [];
  for (const [name, text] of answers) {
    await page.goto(`/${fragment(text)}`);
    await page.locator("[data-goal]").first().waitFor();
    await page.locator("[data-event]").first().waitFor();
    times.push([await timed(page, "button.primary", '[data-testid="reason"]'), name]);
  }
  // The first Check of a visit fetches the worker.
  const [first, ...rest] = times.map(([time]) => time);
  const slow = times.filter(([time]) => time > 1000).map(([time, name]) => `${name} ${ms(time)}`);
  say(`Check of ${rest.length} exercises by hand, answered in one line (median, worst)`, `${ms(middle(rest))}, ${ms(Math.max(...rest))}`);
  say("the first of them, the fetching of the worker included", ms(first));
  say("over a second, with progress and Cancel meanwhile", slow.join(", ") || "none");
});

/** Plays and counts the longest time between two frames. */
async function play(page, seconds) {
  await page.getByRole("button", { name: "Play", exact: true }).click();
  return page.evaluate((most) => new Promise((done) => {
    const frames = [];
    const start = performance.now();
    let last = start;
    const frame = (now) => {
      frames.push(now - last);
      last = now;
      if (now - start > most) done(frames.slice(1)); else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }), seconds * 1000);
}

for (const [what, text, slower] of [["300 events, processor four times slower", "few", 4], ["100,000 messages", "many", 1]]) {
  test(`playing ${what}`, async ({ page }) => {
    const workbench = new Workbench(page);
    await workbench.open(text === "few" ? THREE_HUNDRED_EVENTS : HUNDRED_THOUSAND_MESSAGES);
    await workbench.drawn();
    const browser = await page.context().newCDPSession(page);
    await browser.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.keyboard.press("Home");
    const frames = await play(page, 4);
    say(`longest frame of ${frames.length} while playing, ${what}`, ms(Math.max(...frames)));
    say("frames over 50 ms", String(frames.filter((frame) => frame > 50).length));
  });
}

test("100,000 messages", async ({ page }) => {
  const workbench = new Workbench(page);
  const tasks = [];
  await page.exposeFunction("report", (task) => tasks.push(task));
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.report({ startTime, duration });
    }).observe({ type: "longtask", buffered: true });
    const look = () => {
      window.lastProgress = document.querySelector("progress") ? performance.now() : window.lastProgress;
      if (document.querySelector(".live [data-event]")) window.firstPicture = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`/${fragment(HUNDRED_THOUSAND_MESSAGES)}`);
  await workbench.drawn();
  const times = await page.evaluate(() => {
    const parts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm"));
    const needed = parts.filter(({ responseEnd }) => responseEnd < window.firstPicture).map(({ responseEnd }) => responseEnd);
    return { wasm: Math.max(...needed), progress: window.lastProgress ?? Math.max(...needed), picture: window.firstPicture };
  });
  say("from the last part being there to the first picture, the run included", ms(times.picture - times.wasm));
  // The last frame that showed progress is the last one before the run was there.
  say("from the run being there to the first picture, at most", ms(times.picture - times.progress));
  say("longest task while opening", ms(Math.max(0, ...tasks.map((task) => task.duration))));

  tasks.length = 0;
  const scrolled = await page.evaluate(async () => {
    const scroller = document.querySelector(".scroller");
    const end = scroller.scrollHeight - scroller.clientHeight;
    const frames = [];
    let [most, last] = [0, performance.now()];
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const go = async (top) => {
      scroller.scrollTop = top;
      await frame();
      const now = performance.now();
      frames.push(now - last);
      last = now;
      most = Math.max(most, document.querySelectorAll("svg *").length);
    };
    await frame();
    last = performance.now();
    for (let step = 0; step < 300; step += 1) await go(step * 60);
    for (let step = 0; step < 100; step += 1) await go((end * step) / 99);
    return { frames, most };
  });
  say("longest frame in 400 while scrolling, by steps and by leaps", ms(Math.max(...scrolled.frames)));
  say("median frame", ms(middle(scrolled.frames)));
  say("longest task while scrolling (0: none over 50 ms)", ms(Math.max(0, ...tasks.map((task) => task.duration))));
  say("most parts of the picture alive at once", String(scrolled.most));
});

test("a search in the page, beside the same one natively", async ({ page }) => {
  const workbench = new Workbench(page);
  await workbench.open("protocol raft\nnodes 3\nat 0ms S1 put x 1\nallow fire 2\nallow drop 1\nallow term 1\n");
  await workbench.tab("Search");
  const began = performance.now();
  await page.getByRole("button", { name: "Search every order" }).click();
  const panel = page.getByRole("region", { name: "Search every order" });
  await panel.getByText("Every schedule was tried").waitFor();
  const seconds = (performance.now() - began) / 1000;
  const states = Number((await panel.locator(".figures dd").first().textContent()).replace(/\D/g, ""));
  say("states, and a second, the fetching of the worker included", `${states}, ${(states / seconds).toFixed(0)}`);
});

/** Notes, for each message of a worker, how long it came after the last order. */
function listenToWorkers(page) {
  return page.addInitScript(() => {
    window.heard = [];
    window.Worker = class extends window.Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", (event) => {
          window.heard.push([String(event.data).split("\n")[0], performance.now() - this.posted]);
        });
      }

      postMessage(order) {
        this.posted = performance.now();
        super.postMessage(order);
      }
    };
  });
}

const heard = (page, word) =>
  page.evaluate((word) => window.heard.filter(([kind]) => kind === word).map(([, time]) => time), word);

test("10,000 runs of two generals", async ({ page }) => {
  const workbench = new Workbench(page);
  await listenToWorkers(page);
  await workbench.open("# Two generals\nprotocol two-generals\nnetwork loss 10%\nat 10ms A plan dawn\nuntil 100ms\n");
  await workbench.tab("Search");
  const panel = page.getByRole("region", { name: "Many runs" });
  await panel.getByRole("combobox", { name: "Runs", exact: true }).selectOption("10\u202f000");
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    times.push(await timed(page, ".many-runs form button", "[data-testid=many-runs]"));
  }
  say("from the click to the figures (median, worst of 5)", `${ms(middle(times))}, ${ms(Math.max(...times))}`);
  const inWorker = await heard(page, "tried");
  say("in the worker (median, worst of 5)", `${ms(middle(inWorker))}, ${ms(Math.max(...inWorker))}`);
});

test("what can be decided from the start, and along a run", async ({ page }) => {
  const workbench = new Workbench(page);
  await listenToWorkers(page);
  const proposals = "P1 propose 0\nP2 propose 1\nP3 propose 1\n";
  await workbench.open(`# Nobody decides\nprotocol ben-or\nnodes 3\nset doubt least\nschedule manual\n${proposals}`);
  await workbench.tab("Search");
  await page.getByRole("button", { name: "What can still be decided" }).click();
  const cells = page.getByTestId("valence").locator("[data-cell]");
  await cells.nth(3).waitFor();
  for (let choice = 4; choice < 24; choice += 1) {
    await page.getByRole("button", { name: "Let the adversary choose" }).click();
    await cells.nth(choice).waitFor();
  }
  const [start, ...next] = await heard(page, "valence");
  say("the start with all that may come next", ms(start));
  say("each choice more, of 20 (median, worst)", `${ms(middle(next))}, ${ms(Math.max(...next))}`);
});
