// A dozen steps in WebKit, the engine of Safari, through the driver of WebKitGTK: what its own layout, its own
// selection of text and its own events could break. WEBKIT_DRIVER names the driver.
//
//   WEBKIT_DRIVER=/usr/bin/WebKitWebDriver xvfb-run -a node tests/browser/webkit.mjs
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { setTimeout as later } from "node:timers/promises";
import { ELECTION, fragment } from "./texts.mjs";
import { Session } from "./webdriver.mjs";

const [PAGE, DRIVER] = [21_000 + (process.pid % 10_000), 31_000 + (process.pid % 10_000)];
const ADDRESS = `http://127.0.0.1:${PAGE}/`;

const served = spawn("node", [new URL("serve.mjs", import.meta.url).pathname, "--port", String(PAGE)], { stdio: "ignore" });
const driver = spawn(process.env.WEBKIT_DRIVER, [`--port=${DRIVER}`], { stdio: "ignore" });

/** Until both listen. */
async function listening() {
  for (let tries = 0; tries < 200; tries += 1) {
    const answers = await Promise.allSettled([fetch(ADDRESS), fetch(`http://127.0.0.1:${DRIVER}/status`)]);
    if (answers.every(({ status }) => status === "fulfilled")) return;
    await later(50);
  }
  throw new Error("the page or the driver does not answer");
}

const text = () => document.querySelector("[data-testid=scenario]").value;
const lines = (line) => document.querySelector("[data-testid=scenario]").value.split("\n").includes(line);
const consequence = () => document.querySelector("[data-testid=consequence]")?.textContent;
const middle = (selector) => {
  const found = document.querySelector(selector);
  found?.scrollIntoView({ block: "center" });
  const box = found?.getBoundingClientRect();
  return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** A point of an arrow that nothing else covers. */
const onArrow = (key) => {
  const arrow = document.querySelector(`[data-message="${key}"]`);
  if (!arrow) return null;
  const line = arrow.querySelector("path");
  for (let part = 0.3; part < 0.8; part += 0.02) {
    const { x, y } = line.getPointAtLength(line.getTotalLength() * part).matrixTransform(line.getScreenCTM());
    if (document.elementFromPoint(x, y)?.closest("[data-message]") === arrow) return { x, y };
  }
  return null;
};
const press = (name) => {
  const found = [...document.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.textContent).trim() === name && one.offsetWidth > 0);
  found?.click();
  return !!found;
};

const VOTE = "VoteGranted S5->S2 1";

/** What a visitor does, in order: each step goes on from the one before. */
const STEPS = {
  "the start has its sentence and its arrow": async (page) => {
    await page.go(ADDRESS);
    await page.until(() => document.querySelector("[data-frame=start] h1") && document.querySelector("[data-message]"));
  },
  "Do it for me elects another leader": async (page) => {
    assert(await page.page(press, "Do it for me"));
    const told = await page.until(consequence);
    assert.match(told, /stood for election/);
  },
  "a link opens the workbench": async (page) => {
    await page.go(`${ADDRESS}${fragment(ELECTION)}`);
    await page.until(() => document.querySelector("[data-frame=workbench] [data-event]"));
    await page.until((key) => document.querySelector(`[data-message="${key}"]`), VOTE);
  },
  "a click on an arrow selects it, and what can be done stands below": async (page) => {
    await page.click(await page.until(onArrow, VOTE));
    await page.until((key) => document.querySelector(`[data-message="${key}"]`).getAttribute("aria-pressed") === "true", VOTE);
    const apart = await page.page((key) => {
      const [pop, arrow] = ["[data-testid=popover]", `[data-message="${key}"] .line`].map((one) => document.querySelector(one).getBoundingClientRect());
      return pop.top >= arrow.bottom || pop.bottom <= arrow.top;
    }, VOTE);
    assert(apart, "the popover covers the arrow");
  },
  "D drops it, and a sentence says what followed": async (page) => {
    await page.press("d");
    await page.until(lines, `drop ${VOTE}`);
    assert.match(await page.until(consequence), /S\d/);
  },
  "Control+Z takes it back": async (page) => {
    await page.press("Control+z");
    await page.until((before) => document.querySelector("[data-testid=scenario]").value === before, ELECTION);
  },
  "a head that is dragged delays its message, and no label is selected": async (page) => {
    const from = await page.until(middle, `[data-head="${VOTE}"]`);
    await page.drag(from, 0, 60);
    await page.until((key) => document.querySelector("[data-testid=scenario]").value.includes(`delay ${key} to`), VOTE);
    assert.equal(await page.page(() => getSelection().toString()), "");
  },
  "in both themes a tip has the colour of its line": async (page) => {
    for (const theme of ["dark", "light"]) {
      await page.page((theme) => { document.documentElement.dataset.theme = theme; }, theme);
      await later(300);
      const apart = await page.page(() => [...document.querySelectorAll(".arrow")].filter((arrow) => {
        const [line, tip] = [arrow.querySelector(".line"), arrow.querySelector(".tip")];
        return line && tip && getComputedStyle(line).stroke !== getComputedStyle(tip).fill;
      }).length);
      assert.equal(apart, 0, theme);
    }
  },
  "Share is a dialog of its own width": async (page) => {
    await page.press("Escape", "s");
    const width = await page.until(() => document.querySelector("dialog.share[open]")?.getBoundingClientRect().width);
    assert(width <= 560, `${width} px wide`);
    await page.press("Escape");
    await page.until(() => !document.querySelector("dialog[open]"));
  },
  "F and words find a message": async (page) => {
    await page.press("f", ..."votegranted s5", "Enter");
    await page.until((key) => document.querySelector(`[data-message="${key}"]`)?.getAttribute("aria-pressed") === "true", VOTE);
  },
  "by hand, a timer that is chosen fires": async (page) => {
    await page.go(`${ADDRESS}${fragment("protocol raft\nnodes 3\nschedule manual\n")}`);
    await page.until(() => document.querySelector("[data-testid=by-hand]") && document.querySelector("[data-choice]"));
    await page.page(() => document.querySelector("[data-choice]").focus());
    await page.press("Enter");
    await page.until(() => document.querySelector("[data-testid=scenario]").value.includes("fire S"));
  },
  "a search of every order runs beside the page": async (page) => {
    await page.go(`${ADDRESS}${fragment("protocol raft broken double-vote\nnodes 3\nallow fire 2\nallow term 1\n")}`);
    await page.until(() => document.querySelector("#tab-search"));
    await page.page(() => document.querySelector("#tab-search").click());
    await page.until(press, "Search every order");
    await page.until(() => /states/.test(document.querySelector("#panel-search").textContent));
  },
  "the same text gives the same run, and no text a TypeError": async (page) => {
    const counts = await page.page(async (text) => {
      const { events, messages } = await window.sequitur.run(text);
      return [events.length, messages.length];
    }, ELECTION);
    // What `sequitur run --format json` counts.
    assert.deepEqual(counts, [112, 60]);
    assert.equal(await page.page(() => { try { window.sequitur.run(5); } catch (error) { return error.name; } }), "TypeError");
  },
  "360 px wide, nothing sticks out": async (page) => {
    // Its own window is never narrower than 447 px: a page that is not there holds a narrow frame.
    await page.go(`${ADDRESS}not-there`);
    await page.page((address) => {
      const frame = document.createElement("iframe");
      Object.assign(frame, { width: "360", height: "640", src: address });
      document.body.replaceChildren(frame);
    }, `${ADDRESS}${fragment(ELECTION)}`);
    await page.until(() => document.querySelector("iframe").contentDocument?.querySelector("[data-event]") && true);
    const width = await page.page(() => document.querySelector("iframe").contentDocument.documentElement.scrollWidth);
    assert(width <= 360, `${width} px`);
  },
};

let failed = 0;
try {
  await listening();
  const page = await Session.open(`http://127.0.0.1:${DRIVER}`, { browserName: "MiniBrowser" });
  for (const [name, step] of Object.entries(STEPS)) {
    try {
      await step(page);
      console.log(`  ok      ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`  FAILED  ${name}: ${error.message}`);
      if (process.env.SCREENSHOTS) writeFileSync(`${process.env.SCREENSHOTS}/webkit-${failed}.png`, await page.screenshot());
    }
  }
  await page.close();
} finally {
  served.kill();
  driver.kill();
}
console.log(`${Object.keys(STEPS).length - failed} steps passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
