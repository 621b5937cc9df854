// The page comes in parts: what is not needed is not fetched, and what does not come is said. Each test serves
// a copy of dist/ of its own, so that a part can be gone or cut off.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { ELECTION, expect, fragment, test, Workbench } from "./workbench.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const PAXOS = "# Paxos\nprotocol paxos\nproposers 2\nacceptors 3\nat 10ms P1 propose red\nuntil 300ms\n";
const MUTEX = "# Mutual exclusion\nprotocol lamport-mutex\nnodes 3\nat 10ms P1 request\nuntil 300ms\n";
const isPart = (name) => /-part-/.test(name);

test("the page in dist/ comes in parts", () => {
  expect(readdirSync(DIST).filter(isPart)).not.toEqual([]);
});

test("a protocol's part holds the protocol and no search of it", () => {
  // With what only searches need, each was 7 KB more. The larger ones are two protocols or lie in many ways.
  const larger = { multi_paxos: 27, oral_messages: 21, paxos: 28, pbft: 43, signed_messages: 20 };
  const source = readFileSync(new URL("../../crates/core/src/protocols/mod.rs", import.meta.url), "utf8");
  const protocols = [...source.matchAll(/^ +(\w+)::\w+,$/gm)].map(([, name]) => name);
  expect(protocols.length).toBeGreaterThan(20);
  for (const protocol of protocols) {
    const file = readdirSync(DIST).find((name) => name.startsWith(`sequitur-web-part-${protocol}-`));
    expect(file, `${protocol} has a part`).toBeDefined();
    const size = gzipSync(readFileSync(new URL(file, `file://${DIST}`)), { level: 9 }).length;
    expect(size, `${protocol}, in bytes`).toBeLessThan(1000 * (larger[protocol] ?? 17));
  }
});

/** The parts that a page asked for, by their names, in the order of the alphabet. */
function asked(page) {
  const parts = [];
  page.on("request", (request) => {
    const part = /sequitur-(web|worker)-part-(\w+)-[0-9a-f]{16}\.wasm$/.exec(request.url());
    if (part) parts.push(part[2]);
  });
  return () => [...parts].sort();
}

/** The address of a part. */
const part = (name) => new RegExp(`/sequitur-web-part-${name}-[0-9a-f]{16}\\.wasm$`);

test("a first visit fetches the program and no part of it before it is answered", async ({ page, workbench }) => {
  const parts = asked(page);
  // Whatever comes later comes after the first reaction.
  await page.route(part(".*"), () => {});
  await page.goto("/");
  await workbench.drawn();
  await page.getByRole("button", { name: "Do it for me" }).click();
  await expect(page.getByTestId("consequence")).toBeVisible();
  for (const name of ["paxos", "workbench", "learn", "teach", "embed"]) expect(parts(), `${name} is not needed`).not.toContain(name);
});

for (const [what, address, frame] of [
  ["a link", `/${fragment(ELECTION)}`, "workbench"],
  ["an embedded run", `/${fragment(ELECTION).replace("#/s/", "#/embed/s/")}`, "embed"],
  ["a lesson", "/#/learn/18", "learn"],
]) {
  test(`${what} asks for its frame while the program is on its way`, async ({ page }) => {
    const parts = asked(page);
    const program = new Promise((resolve) => {
      page.route(/sequitur-web-[0-9a-f]+_bg\.wasm$/, (route) => resolve(() => route.continue()));
    });
    await page.goto(address, { waitUntil: "commit" });
    const release = await program;
    await expect.poll(parts).toContain(frame);
    expect(parts()).toContain("shared");
    release();
    await expect(page.locator("[data-frame] h1").first()).toBeVisible();
    expect(parts().filter((name) => name === frame), "it is asked for once").toHaveLength(1);
  });
}

test("a frame that was asked for early and did not come is said, and comes when it is asked for again", async ({ page }) => {
  await page.route(part("shared"), (route) => route.abort());
  await page.goto(`/${fragment(ELECTION)}`);
  const missing = page.getByTestId("missing-part").first();
  await expect(missing.getByRole("alert")).toBeVisible();
  await page.unroute(part("shared"));
  await missing.getByRole("button", { name: "Try again" }).click();
  await new Workbench(page).drawn();
});

test("a popover of the start that does not come is said", async ({ page }) => {
  const workbench = new Workbench(page);
  await page.route(part("popover"), (route) => route.abort());
  await page.goto("/");
  await workbench.drawn();
  await page.locator("[data-node]").first().click();
  const missing = page.getByTestId("missing-part");
  await expect(missing.getByRole("alert")).toBeVisible();
  const ground = await missing.evaluate((told) => getComputedStyle(told.closest(".pop")).backgroundColor);
  expect(ground, "the picture does not show through").toMatch(/^rgb\(/);
  await page.unroute(part("popover"));
  await missing.getByRole("button", { name: "Try again" }).click();
  await expect(workbench.popover).toBeVisible();
});

test("the workbench fetches the protocol of its text, and no other", async ({ page, workbench }) => {
  const parts = asked(page);
  await workbench.open(PAXOS);
  expect(parts()).toContain("paxos");
  for (const name of ["lamport_mutex", "multi_paxos", "learn", "teach"]) expect(parts()).not.toContain(name);
  await workbench.type(MUTEX);
  await expect.poll(parts).toContain("lamport_mutex");
  await expect(workbench.node("P3")).toBeVisible();
});

test("a part that does not come is said, and comes when it is asked for again", async ({ page }) => {
  const workbench = new Workbench(page);
  await page.route(part("paxos"), (route) => route.abort());
  await page.goto(`/${fragment(PAXOS)}`);
  const missing = page.getByTestId("missing-part");
  await expect(missing.getByRole("alert")).toContainText("A part of the page could not be loaded.");
  expect(await workbench.text(), "the text is there").toBe(PAXOS);
  await page.unroute(part("paxos"));
  await missing.getByRole("button", { name: "Try again" }).click();
  await expect(workbench.node("P2")).toBeVisible();
  await expect(missing).toHaveCount(0);
});

test("a frame that does not come is said, and comes when it is asked for again", async ({ page }) => {
  await page.route(part("workbench"), (route) => route.abort());
  await page.goto("/#/w");
  const missing = page.getByTestId("missing-part");
  await expect(missing.getByRole("alert")).toBeVisible();
  await page.unroute(part("workbench"));
  await missing.getByRole("button", { name: "Try again" }).click();
  await new Workbench(page).drawn();
});

test("what is open stays open when the last part comes", async ({ page, workbench }) => {
  const updateIsHeld = new Promise((resolve) => {
    page.route(part("update"), (route) => resolve(() => route.continue()));
  });
  await workbench.open();
  await page.getByRole("button", { name: "Share link" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const before = await dialog.elementHandle();
  const release = await updateIsHeld;
  const came = page.waitForResponse(part("update"));
  release();
  await came;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await expect(dialog).toBeVisible();
  expect(await before.evaluate((element) => element.isConnected), "it is the same dialog").toBe(true);
});

test("keys work before the panels come, and a letter that belongs into a panel's field does nothing else", async ({ page, workbench }) => {
  const sideIsHeld = new Promise((resolve) => {
    page.route(part("side"), (route) => resolve(() => route.continue()));
  });
  await page.goto(`/${fragment(ELECTION)}`);
  await workbench.message("VoteGranted S5->S2 1").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("d");
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  const release = await sideIsHeld;
  await page.keyboard.press("f");
  await page.keyboard.press("r");
  release();
  await expect(page.locator("#find")).toBeFocused();
  expect(await workbench.lines(), "R would have restored it").toContain("drop VoteGranted S5->S2 1");
  await page.keyboard.type("vote");
  await expect(page.locator("#find")).toHaveValue("vote");
});

test("M goes to what can happen next as soon as that is there", async ({ page, workbench }) => {
  const nextIsHeld = new Promise((resolve) => {
    page.route(part("next"), (route) => resolve(() => route.continue()));
  });
  await workbench.open(ELECTION);
  await workbench.scrubber.fill("4250");
  await workbench.scroller.focus();
  await page.keyboard.press("m");
  await expect.poll(() => workbench.lines()).toContain("schedule manual from 170ms");
  const release = await nextIsHeld;
  await page.keyboard.press("m");
  release();
  await expect.poll(() => page.evaluate(() => document.activeElement?.dataset.choice)).toBeTruthy();
});

test("what was typed while its protocol does not come is kept over a reload", async ({ page }) => {
  const workbench = new Workbench(page);
  await workbench.open();
  await page.route(part("paxos"), (route) => route.abort());
  await workbench.type(PAXOS);
  await expect(page.getByTestId("missing-part")).toBeVisible();
  await page.unroute(part("paxos"));
  await page.reload();
  await expect(workbench.node("P2")).toBeVisible();
  expect(await workbench.text()).toBe(PAXOS);
});

for (const [what, answer] of [
  ["gone", { status: 404 }],
  ["of another version", { status: 200, contentType: "application/wasm", body: "\0asm" }],
]) {
  test(`where a part is ${what} because the page was updated, a reload is offered that loses nothing`, async ({ page }) => {
    const workbench = new Workbench(page);
    await workbench.open();
    await page.route(part("paxos"), (route) => route.fulfill(answer));
    const isOfPage = (url) => url.pathname === "/";
    await page.route(isOfPage, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll(/sequitur-web-[0-9a-f]+/g, "sequitur-web-another") });
    });
    await workbench.type(PAXOS);
    const missing = page.getByTestId("missing-part");
    await expect(missing.getByRole("alert")).toContainText("Sequitur was updated while this page was open");
    await page.unroute(part("paxos"));
    await page.unroute(isOfPage);
    await missing.getByRole("button", { name: "Reload" }).click();
    await expect(workbench.node("P2")).toBeVisible();
    expect(await workbench.text()).toBe(PAXOS);
  });
}

test("a script hears of a run whose protocol has to be fetched", async ({ page, workbench }) => {
  const parts = asked(page);
  await workbench.open();
  const run = await page.evaluate((text) => window.sequitur.run(text), PAXOS);
  expect(run.events.length).toBeGreaterThan(3);
  expect(parts()).toContain("paxos");
});

test("a search fetches its program and the protocol of its text, and no other", async ({ page, workbench }) => {
  const parts = [];
  page.on("request", (request) => {
    const part = /sequitur-worker-part-(\w+)-[0-9a-f]{16}\.wasm$/.exec(request.url());
    if (part) parts.push(part[1]);
  });
  await workbench.open("protocol two-generals\nschedule manual\nallow drop 1\n");
  await workbench.tab("Search");
  await page.getByRole("button", { name: "Search every order" }).click();
  await expect(page.getByRole("region", { name: "Search every order" })).toContainText("Every schedule was tried");
  expect(parts.filter((name) => name !== "protocols")).toEqual(["two_generals"]);
});

test("a protocol that does not come to a search is said, and comes when it is asked for again", async ({ page }) => {
  const workbench = new Workbench(page);
  const ofWorker = /sequitur-worker-part-two_generals-[0-9a-f]{16}\.wasm$/;
  await page.context().route(ofWorker, (route) => route.abort());
  await workbench.open("protocol two-generals\nschedule manual\nallow drop 1\n");
  await workbench.tab("Search");
  const panel = page.getByRole("region", { name: "Search every order" });
  await page.getByRole("button", { name: "Search every order" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "could not be fetched" })).toBeVisible();
  await page.context().unroute(ofWorker);
  await page.getByRole("button", { name: /Search every order|Search again|Try again/ }).first().click();
  await expect(panel).toContainText("Every schedule was tried");
});

test("no answer is blamed for a protocol that does not come to the grader", async ({ page }) => {
  const ofWorker = /sequitur-worker-part-paxos-[0-9a-f]{16}\.wasm$/;
  await page.context().route(ofWorker, (route) => route.abort());
  await page.goto("/#/teach");
  const exercise = readFileSync(new URL("../../crates/course/exercises/one-crash.txt", import.meta.url), "utf8");
  await page.getByTestId("grade-exercise").fill(exercise);
  await page.getByTestId("grade-answers").fill(`Ada https://example.org/${fragment(PAXOS)}`);
  await page.getByRole("button", { name: "Grade", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "could not be fetched" })).toBeVisible();
  await page.context().unroute(ofWorker);
  await page.getByRole("button", { name: "Grade", exact: true }).click();
  await expect(page.getByTestId("verdicts").getByRole("row", { name: /^Ada/ })).toContainText("locked");
});
