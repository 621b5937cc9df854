// Measures how the page comes on a slow line and a slow processor: 1.6 Mbit/s, 150 ms, a processor four times
// slower, gzip, HTTP/1.1. Prints the median of three visits of each kind, in ms.
//
//   CHROMIUM=/usr/bin/chromium node tests/browser/load.mjs [--visits N] [--dist FOLDER] [--fast]
//
// "painted" is the first contentful paint, "live" the program's own picture, "reacts" the first frame after a
// click on an arrow's end has changed the picture: all since the visit began. `--fast` slows nothing down.
import { chromium } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { ELECTION, fragment } from "./texts.mjs";

const { values } = parseArgs({
  options: { visits: { type: "string", default: "3" }, dist: { type: "string" }, fast: { type: "boolean", default: false } },
});
const DIST = values.dist ?? fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const SLOWER = 4;

/** All files of the page, compressed once: that is not to be measured. */
function contents() {
  const entries = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(files.map((file) => [`/${relative(DIST, file)}`, { type: TYPES[extname(file)] ?? "application/octet-stream", body: gzipSync(readFileSync(file), { level: 9 }) }]));
}

async function serve() {
  const files = contents();
  const sent = { bytes: 0 };
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const found = files.get(path === "/" ? "/index.html" : path);
    if (!found) return response.writeHead(404).end();
    sent.bytes += found.body.length;
    response.writeHead(200, { "Content-Type": found.type, "Content-Encoding": "gzip", "Content-Length": found.body.length, "Cache-Control": "no-cache" }).end(found.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, sent, address: `http://127.0.0.1:${server.address().port}/` };
}

/** In the page: notes when the program's picture is there, and when a click has changed it. */
function watchPicture() {
  const PAGE = ".live .root";
  const chosen = () => document.querySelector(`${PAGE} .arrow.selected`)?.getAttribute("data-message");
  /** The end of the first frame in which something is so. */
  const whenever = (isSo) => new Promise((resolve) => {
    const look = () => {
      if (isSo()) setTimeout(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  window.pictureLive = whenever(() => document.querySelector(`${PAGE} [data-head]`));
  /** Where to click: the end of an arrow that is not chosen yet and is in view. */
  window.pictureHead = () => {
    const before = chosen();
    const heads = [...document.querySelectorAll(`${PAGE} [data-head]`)];
    const other = heads.find((head) => head.dataset.head !== before && head.getBoundingClientRect().bottom < innerHeight - 120);
    window.pictureChanged = whenever(() => chosen() === other.dataset.head);
    const { x, y, width, height } = other.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
}

async function visit(context, address) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (!values.fast) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  await page.addInitScript(watchPicture);
  await page.goto(address, { waitUntil: "commit" });
  const live = await page.evaluate(() => window.pictureLive);
  const head = await page.evaluate(() => window.pictureHead());
  await page.mouse.click(head.x, head.y);
  const reacts = await page.evaluate(() => window.pictureChanged);
  const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
  return { painted, live, reacts };
}

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

async function measure(browser, name, fragment, isSecond) {
  const { server, sent, address } = await serve();
  const figures = [];
  for (let count = 0; count < Number(values.visits); count += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: isSecond ? "allow" : "block" });
    if (isSecond) {
      const page = await context.newPage();
      await page.goto(address + fragment);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForFunction(() => navigator.serviceWorker.controller);
      await page.close();
    }
    sent.bytes = 0;
    const found = await visit(context, address + fragment);
    figures.push({ ...found, bytes: sent.bytes / 1000 });
    await context.close();
  }
  server.closeAllConnections();
  server.close();
  const of = (key) => String(Math.round(median(figures.map((one) => one[key])))).padStart(8);
  console.log(`${name.padEnd(24)}${["painted", "live", "reacts", "bytes"].map(of).join("")}`);
}

const args = ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args });
const link = fragment(ELECTION);
console.log(`${"".padEnd(24)}${["painted", "live", "reacts", "KB sent"].map((word) => word.padStart(8)).join("")}`);
await measure(browser, "the start", "");
await measure(browser, "a link", link);
await measure(browser, "an embedded run", link.replace("#/", "#/embed/"));
await measure(browser, "the start, second visit", "", true);
await browser.close();
