// What the specs share: the page as its readers handle it. Everything is found by what outside tools may rely on
// (names, roles, `data-` attributes), never by how the page is built.
import { readFileSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import { fragment } from "./texts.mjs";

export { ELECTION, fragment } from "./texts.mjs";
export { expect };

/** The text of a ready scenario. */
export function ready(name) {
  return readFileSync(new URL(`../../web/scenarios/${name}.txt`, import.meta.url), "utf8");
}

/** What the page opens with. */
export const FIRST = ready("election-and-put");

// Trunk writes the hash of the wasm on its preload link; Chromium says that it does not look at it there yet.
// Playwright tells that it blocks service workers, as its configuration asks.
const KNOWN = /`integrity` attribute is currently ignored for preload|Service Worker registration blocked by Playwright/;

/** Notes whatever goes wrong in a page while a test uses it: nothing may. */
export function watch(page, origin) {
  const complaints = [];
  page.on("console", (message) => {
    const bad = ["error", "warning"].includes(message.type()) && !KNOWN.test(message.text());
    if (bad) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // A test that leaves a page before all of it is there.
    if (why !== "net::ERR_ABORTED") complaints.push(`${request.url()}: ${why}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) complaints.push(`elsewhere: ${url}`);
  });
  return complaints;
}

export const test = base.extend({
  /** The page, and the promise that the whole test leaves nothing in the console and asks no other server. */
  workbench: async ({ page, baseURL }, use) => {
    const complaints = watch(page, new URL(baseURL).origin);
    await use(new Workbench(page));
    expect(complaints, "errors, warnings and requests to other servers").toEqual([]);
  },
});

export class Workbench {
  constructor(page) {
    this.page = page;
    this.scroller = page.getByRole("region", { name: "Diagram" });
    this.editor = page.getByTestId("scenario");
    this.inspector = page.getByTestId("inspector");
    this.changes = page.getByRole("region", { name: "Changes" });
    this.consequence = page.getByTestId("consequence");
    this.popover = page.getByTestId("popover");
    this.code = page.getByRole("region", { name: "Code", exact: true });
    this.scenarios = page.getByRole("region", { name: "Scenarios", exact: true });
    this.notice = page.locator("[aria-live=polite]");
    this.scrubber = page.getByRole("slider", { name: "Time", exact: true });
  }

  /** Opens the workbench, with a scenario in the link unless it is to be as it was left. */
  async open(text, path = "/") {
    await this.page.goto(path + (text ? fragment(text) : "#/w"));
    await this.drawn();
  }

  /** Waits for what the workbench shows after its picture. */
  async panelled() {
    await this.page.waitForFunction(() => {
      const has = (selector) => document.querySelector(selector) !== null;
      const is = (frame) => has(`[data-frame=${frame}]`);
      return (!is("workbench") || has(".side [role=tab]")) && (!(is("workbench") || is("exercise")) || has(".scenarios input"));
    });
  }

  async drawn() {
    await expect(this.page.locator(".live [data-event]").first()).toBeVisible();
    await this.panelled();
  }

  message(key) {
    return this.page.locator(`[data-message="${key}"]`);
  }

  head(key) {
    return this.page.locator(`[data-head="${key}"]`);
  }

  event(id) {
    return this.page.locator(`[data-event="${id}"]`);
  }

  node(name) {
    return this.page.locator(`[data-node="${name}"]`);
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  property(name) {
    return this.page.locator(`[data-property="${name}"]`);
  }

  /** The chip of a change, by the line that asks for it. */
  change(line) {
    return this.changes.locator(`[data-line="${line}"]`);
  }

  /** Opens one of the panels beside the picture. */
  async tab(name) {
    await this.panelled();
    const tab = this.page.getByRole("tab", { name });
    // On a phone they are in the sheet, which may be down or low.
    if (await tab.isHidden()) {
      const panels = this.button("Panels");
      await ((await panels.isVisible()) && !(await this.popover.isVisible()) ? panels : this.button("Raise the sheet")).click();
    }
    await tab.click();
  }

  /** Puts a clock beside each event. */
  async lens(name) {
    await this.tab("Order");
    await this.page.getByRole("combobox", { name: "Clocks" }).selectOption(name);
  }

  /** Lists all properties. */
  async openProperties() {
    const summary = this.page.getByTestId("summary");
    if ((await summary.getAttribute("aria-expanded")) === "false") await summary.click();
  }

  /** Selects a property in the list of all. */
  async pickProperty(name) {
    await this.openProperties();
    await this.property(name).click();
    await expect(this.property(name)).toHaveAttribute("aria-pressed", "true");
  }

  /** Opens the drawer with the scenario text. */
  async openCode() {
    if (!(await this.editor.isVisible())) {
      // On a phone the bar has no room for it.
      if (!(await this.button("Code").isVisible())) await this.button("Scenarios").click();
      await this.button("Code").click();
    }
    await expect(this.editor).toBeVisible();
  }

  /** Opens the sheet of keys from where fingers find it. */
  async openKeys() {
    await this.button("Scenarios").click();
    await this.button("Keys").click();
  }

  /** Closes whichever drawer is open. */
  async closeDrawer() {
    const closer = this.button("Close the drawer");
    if (await closer.isVisible()) await closer.click();
    await expect(this.code).toBeHidden();
    await expect(this.scenarios).toBeHidden();
  }

  text() {
    return this.editor.inputValue();
  }

  /** What the text says, line by line. */
  async lines() {
    return said(await this.text());
  }

  /** What the program says the run of a text is. */
  run(text) {
    return this.page.evaluate((text) => window.sequitur.run(text), text);
  }

  /** The run of what stands in the editor. */
  async shownRun() {
    return this.run(await this.text());
  }

  /** Scrolls the diagram, as a wheel would, until a part of it is drawn in the middle of what is seen. */
  async reveal(locator) {
    const scroller = await this.scroller.elementHandle();
    const seen = await scroller.evaluate((element) => element.clientHeight);
    const whole = await scroller.evaluate((element) => element.scrollHeight);
    for (let top = 0; (await locator.count()) === 0 && top < whole; top += Math.floor(seen * 0.8)) {
      await scroller.evaluate((element, top) => { element.scrollTop = top; }, top);
      await this.frame();
    }
    await locator.evaluate((part) => {
      const scroller = part.closest(".scroller");
      const box = part.getBoundingClientRect();
      const frame = scroller.getBoundingClientRect();
      scroller.scrollTop += box.y + box.height / 2 - (frame.y + frame.height / 2);
    });
    await this.frame();
    await expect(locator).toBeVisible();
  }

  /** Until the browser has drawn what it was told so far. */
  async frame() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** A point on an arrow that nothing else covers: near its middle, or else on its head. */
  async pointOn(key) {
    await this.reveal(this.message(key));
    const point = await this.message(key).evaluate((group) => {
      const line = group.querySelector("path");
      const matrix = line.getScreenCTM();
      const isOwn = (found) => found?.closest("[data-message]") === group || found?.dataset.head === group.dataset.message;
      const places = Array.from({ length: 39 }, (_, step) => step / 40 + 0.025);
      for (const part of places.sort((a, b) => Math.abs(a - 0.5) - Math.abs(b - 0.5))) {
        const { x, y } = line.getPointAtLength(line.getTotalLength() * part).matrixTransform(matrix);
        if (isOwn(document.elementFromPoint(x, y))) return { x, y };
      }
      return null;
    });
    expect(point, `a free point on ${key}`).not.toBeNull();
    return point;
  }

  /** Selects a message by clicking on its arrow. */
  async pick(key) {
    await this.closeDrawer();
    const { x, y } = await this.pointOn(key);
    await this.page.mouse.click(x, y);
    await expect(this.message(key)).toHaveAttribute("aria-pressed", "true");
  }

  /** The middle of a message's head on the screen. */
  async grasp(key) {
    await this.reveal(this.head(key));
    const box = await this.head(key).boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Drags a message's head with the mouse. */
  async drag(key, dx, dy) {
    const { x, y } = await this.grasp(key);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
    await this.page.mouse.move(x + dx, y + dy, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Replaces the whole text, and leaves the drawer open that it stands in. */
  async type(text) {
    await this.openCode();
    await this.editor.fill(text);
  }

  /** Replaces the whole text from the clipboard: of many lines, Chromium takes them far faster so. */
  async paste(text) {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await this.openCode();
    await this.editor.focus();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.press("Control+v");
  }

  /** The names of the messages that are drawn, in the order of the picture. */
  drawnMessages() {
    return this.page.locator("[data-message]").evaluateAll((all) => all.map((one) => one.dataset.message));
  }
}

/** The lines of a text that say something: no comments, no empty ones. A message's count is always there. */
export function said(text) {
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return lines.map((line) => line.replace(/^((?:drop|delay|duplicate) \S+ \S+->\S+)(?=$| (?!\d))/, "$1 1"));
}

/** A run's messages by name. */
export function byKey(run) {
  return new Map(run.messages.map((message) => [message.key, message]));
}

/** Everything that depends on a message: on its arrival, that is. Names of messages, found from the trace alone. */
export function dependents(run, key) {
  const start = run.messages.find((message) => message.key === key);
  const stained = new Set();
  const messages = new Set();
  const nodes = new Set(); // that know of the message's arrival
  for (const event of run.events) {
    const receives = event.messages.some((id) => run.messages[id].received === event.id && messages.has(id));
    const isArrival = event.id === start.received;
    if (isArrival || receives) nodes.add(event.node);
    if (!nodes.has(event.node)) continue;
    stained.add(event.id);
    for (const id of event.messages) if (run.messages[id].sent === event.id) messages.add(id);
  }
  return new Set([...messages].map((id) => run.messages[id].key));
}
