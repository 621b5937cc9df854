// Visits without a network, and a later build that is offered. Each test serves a copy of dist/ of its own, so
// that a build can change under a page that is open.
import { test as base, expect } from "@playwright/test";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ELECTION, fragment, Workbench } from "./workbench.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };

const test = base.extend({
  // Other specs keep service workers out: what they let fail has to reach the page.
  context: async ({ browser }, use) => {
    const context = await browser.newContext({ serviceWorkers: "allow" });
    await use(context);
    await context.close();
  },
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "sequitur-"));
    cpSync(DIST, folder, { recursive: true });
    const asked = [];
    const site = { folder, asked, gone: false, refused: new Set() };
    const server = createServer((request, response) => {
      const path = new URL(request.url, "http://localhost").pathname;
      const name = path === "/" ? "index.html" : path.slice(1);
      asked.push(name);
      if (site.gone) return request.socket.destroy();
      if (site.refused.has(name)) return response.writeHead(404).end();
      try {
        const content = readFileSync(join(folder, name));
        response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream", "Cache-Control": "no-cache" }).end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    site.address = `http://127.0.0.1:${server.address().port}/`;
    await use(site);
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  },
});

/** Waits until the program is there: the first picture stands in the page without it. */
const isThere = (page) => expect(page.locator(".live h1").first()).toBeVisible({ timeout: 15_000 });

/** Waits until the page that is open is kept. */
const isKept = (page) =>
  expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker?.getRegistration())?.active?.state), { timeout: 30_000 })
    .toBe("activated");

/** Puts another build in the place of the one that is served. */
function rebuild(site) {
  const script = join(site.folder, "offline.js");
  writeFileSync(script, readFileSync(script, "utf8").replace(/"sequitur-\w+"/, '"sequitur-another"'));
  const page = join(site.folder, "index.html");
  writeFileSync(page, readFileSync(page, "utf8").replace("<title>", '<meta name="build" content="another"><title>'));
}

test("a second visit needs no network, at a link too", async ({ page, site }) => {
  await page.goto(site.address);
  await isKept(page);
  site.gone = true;
  await page.reload();
  await isThere(page);
  await page.goto(`${site.address}${fragment(ELECTION)}`);
  await new Workbench(page).drawn();
  await expect(page.locator("[data-message]").first()).toBeVisible();
});

test("the second visit asks the network for nothing but the script that keeps the page", async ({ page, site }) => {
  await page.goto(site.address);
  await isKept(page);
  site.asked.length = 0;
  await page.reload();
  await isThere(page);
  await page.waitForTimeout(500);
  expect(site.asked.filter((name) => name !== "offline.js")).toEqual([]);
});

test("a later build is offered, is not forced, and what was typed is there after it", async ({ page, site }) => {
  await page.goto(`${site.address}#/w`);
  const workbench = new Workbench(page);
  await workbench.drawn();
  await isKept(page);
  await page.reload();
  await workbench.drawn();
  await workbench.type("protocol raft\nseed 41\n");
  rebuild(site);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const offer = page.getByText("A newer version of Sequitur is ready.");
  await expect(offer).toBeVisible({ timeout: 30_000 });
  expect(await page.locator('meta[name="build"]').count(), "the page is still the former one").toBe(0);
  await page.getByRole("button", { name: "Update" }).click();
  await expect(page.locator('meta[name="build"]')).toHaveCount(1, { timeout: 30_000 });
  await workbench.drawn();
  expect(await workbench.text()).toContain("seed 41");
  const caches = await page.evaluate(() => caches.keys());
  expect(caches).toEqual(["sequitur-another"]);
});

test("where the script is refused, the page goes on, and a file that was missing once is asked for again", async ({ page, site }) => {
  site.refused.add("offline.js");
  await page.goto(site.address);
  await isThere(page);
  await page.waitForTimeout(4_000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  site.refused.clear();
  site.refused.add("manifest.webmanifest");
  await page.reload();
  await isThere(page);
  await page.waitForTimeout(4_000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null), "a page that is not whole is not kept").toBeNull();
  site.refused.clear();
  await page.reload();
  await isKept(page);
});

test("storage that is full costs later visits without a network, and nothing else", async ({ page, site }) => {
  const script = join(site.folder, "offline.js");
  const full = 'caches.open = () => Promise.reject(new DOMException("full", "QuotaExceededError"));\n';
  writeFileSync(script, full + readFileSync(script, "utf8"));
  await page.goto(`${site.address}#/w`);
  const workbench = new Workbench(page);
  await workbench.drawn();
  await page.waitForTimeout(4_000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null)).toBeNull();
  await workbench.type("protocol raft\nseed 43\n");
  await page.reload();
  await workbench.drawn();
  expect(await workbench.text()).toContain("seed 43");
});

test("a build that replaces the page in the middle of a visit: what is gone is said, and a reload has all of it", async ({ page, site }) => {
  site.refused.add("offline.js");
  await page.goto(`${site.address}#/w`);
  const workbench = new Workbench(page);
  await workbench.drawn();
  const text = "protocol raft\nnodes 3\nschedule manual\nallow term 1\n";
  await workbench.type(text);
  const gone = readdirSync(site.folder).filter((name) => name.startsWith("sequitur-worker"));
  for (const name of gone) renameSync(join(site.folder, name), join(site.folder, `${name}.gone`));
  await workbench.tab("Search");
  const search = page.getByRole("button", { name: /^(Check all schedules|Search every order)/ }).first();
  await search.click();
  await expect(page.getByText("could not be fetched").first()).toBeVisible();
  expect(await workbench.text()).toBe(text);
  for (const name of gone) renameSync(join(site.folder, `${name}.gone`), join(site.folder, name));
  await page.reload();
  await workbench.drawn();
  expect(await workbench.text()).toBe(text);
});

test("in a frame of another page nothing is kept", async ({ page, site }) => {
  writeFileSync(join(site.folder, "outer.html"), '<!doctype html><iframe src="./#/w" width="900" height="600"></iframe>');
  await page.goto(`${site.address}outer.html`);
  await expect(page.frameLocator("iframe").locator("[data-message]").first()).toBeVisible();
  await page.waitForTimeout(4_000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
