// What a visitor finds, before a first click.
import { readFileSync } from "node:fs";
import { ELECTION, expect, FIRST, test, watch, Workbench } from "./workbench.mjs";

for (const path of ["/", "/below/a/path/"]) {
  test(`opens at ${path} with nothing to complain of`, async ({ page, baseURL }) => {
    const complaints = watch(page, new URL(baseURL).origin);
    const outside = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      const own = ["data:", "blob:"].includes(url.protocol) || url.pathname.startsWith(path);
      if (!own) outside.push(request.url());
    });

    const workbench = new Workbench(page);
    await workbench.open(undefined, path);
    await page.waitForLoadState("networkidle");

    expect(outside, "requests that leave the page's own folder").toEqual([]);
    expect(complaints, "errors, warnings and requests to other servers").toEqual([]);
  });
}

test("shows the first scenario, whole and with its verdicts", async ({ page, workbench }) => {
  await workbench.open();
  await expect(page).toHaveTitle(/Sequitur/);
  expect(await workbench.text()).toBe(FIRST);
  const title = FIRST.split("\n")[0].slice(2);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  const run = await workbench.shownRun();
  expect(run.title).toBe(title);
  for (const name of run.nodes) await expect(workbench.node(name)).toBeVisible();
  await workbench.openProperties();
  for (const { name, verdict } of run.properties) {
    const chip = workbench.property(name);
    await expect(chip).toBeVisible();
    await expect(chip).toHaveAttribute("data-verdict", verdict);
  }
  expect(run.properties.map((property) => property.name)).toContain("election-safety");
});

test("says what to look for, and shows where the scenario stands in the course", async ({ page, workbench }) => {
  await workbench.open();
  const about = page.getByTestId("about");
  await expect(about).toContainText("S3's election timeout fires first");
  await workbench.button("Scenarios").click();
  const list = page.getByRole("navigation", { name: "Ready scenarios" });
  const open = list.locator("[aria-current]");
  await expect(open).toBeInViewport({ ratio: 1 });
  const groups = await list.getByRole("list", { name: "Groups" }).getByRole("button").allTextContents();
  const place = (name) => groups.findIndex((group) => group.startsWith(name));
  const course = ["Clocks", "What consensus is", "Paxos", "Multi-Paxos", "Raft"].map(place);
  expect(course).toEqual([...course].sort((a, b) => a - b));
  // A scenario that says nothing of itself has the protocol first.
  await workbench.closeDrawer();
  await workbench.type("protocol raft\n");
  await expect(about).toBeEmpty();
});

test("draws every message and every event of the run, and nothing else", async ({ page, workbench }) => {
  await workbench.open();
  const run = await workbench.shownRun();
  const messages = new Set();
  const heads = new Set();
  const events = new Set();
  const collect = async () => {
    const names = (attribute) => page.locator(`[data-${attribute}]`).evaluateAll(
      (all, attribute) => all.map((one) => one.dataset[attribute]), attribute);
    for (const name of await names("message")) messages.add(name);
    for (const name of await names("head")) heads.add(name);
    for (const id of await names("event")) events.add(Number(id));
  };
  await collect();
  const height = await workbench.scroller.evaluate((element) => element.scrollHeight);
  let last = -1;
  for (let top = 0; top !== last; ) {
    last = top;
    top = await workbench.scroller.evaluate((element) => {
      element.scrollTop += element.clientHeight / 2;
      return element.scrollTop;
    });
    await workbench.frame();
    await collect();
    expect(await workbench.scroller.evaluate((element) => element.scrollHeight), "the height that is scrolled").toBe(height);
  }
  expect([...messages].sort()).toEqual(run.messages.map((message) => message.key).sort());
  expect([...heads].sort()).toEqual([...messages].sort());
  expect([...events].sort((a, b) => a - b)).toEqual(run.events.map((event) => event.id));
});

test("what is drawn has a name that says what it is", async ({ workbench, page }) => {
  await workbench.open(ELECTION);
  await expect(workbench.message("RequestVote S2->S1 1")).toHaveAccessibleName(/RequestVote from S2 to S1/);
  await expect(workbench.head("RequestVote S2->S1 1")).toHaveAccessibleName(/RequestVote S2->S1 1/);
  await expect(workbench.node("S2")).toHaveAccessibleName(/S2/);
  await expect(workbench.event(5)).toHaveAccessibleName(/S2.*election-timeout/);
  const nameless = await page.locator("[data-message], [data-head], [data-event], [data-node]").evaluateAll((all) =>
    all.filter((one) => !one.getAttribute("aria-label")).map((one) => one.outerHTML.slice(0, 80)));
  expect(nameless).toEqual([]);
});

test("its policy lets in nothing from elsewhere and nothing inline", async ({ page }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  const workbench = new Workbench(page);
  await workbench.open();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const directives = new Map(policy.split(";").map((one) => one.trim().split(/\s+/)).map(([name, ...to]) => [name, to]));
  expect(directives.get("default-src")).toEqual(["'none'"]);
  for (const [name, sources] of directives) {
    for (const source of sources) {
      expect(source, `${name}: ${source}`).toMatch(/^('none'|'self'|'wasm-unsafe-eval'|'sha(256|384|512)-.+'|data:|blob:)$/);
    }
  }
  expect(await page.evaluate(() => window.violations)).toEqual([]);

  // And the browser keeps to it.
  const outcome = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.intruded = true";
    document.body.append(script);
    const fetched = await fetch("https://example.com/").then(() => "fetched", () => "refused");
    return [window.intruded ?? false, fetched];
  });
  expect(outcome).toEqual([false, "refused"]);
  await expect.poll(() => page.evaluate(() => window.violations.length)).toBe(2);
});

test("every file that it needs lies beside it", () => {
  const page = readFileSync(new URL("../../dist/index.html", import.meta.url), "utf8");
  const addresses = [...page.matchAll(/(?:src|href|from|import)\s*[=(]?\s*["']([^"']+)["']/g)].map(([, to]) => to);
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) expect(address).not.toMatch(/^(\/|[a-z]+:)/);
});

test("the logo leads to the start, and Back to what was open", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await page.getByRole("link", { name: "Sequitur, to the start" }).click();
  await expect(page.locator(".live [data-frame]")).toHaveAttribute("data-frame", "start");
  await page.goBack();
  await workbench.drawn();
  expect(await workbench.text()).toBe(ELECTION);
});

test("a ready scenario opens with one click and is marked in the list", async ({ page, workbench }) => {
  await workbench.open();
  const list = page.getByRole("navigation", { name: "Ready scenarios" });
  await workbench.button("Scenarios").click();
  const groups = list.getByRole("list", { name: "Groups" }).getByRole("button");
  const places = [];
  for (let group = 0; group < (await groups.count()); group += 1) {
    await groups.nth(group).click();
    const own = await list.getByRole("list", { name: "Scenarios" }).getByRole("button").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    places.push(...own.map((title) => [group, title]));
  }
  expect(places.length).toBeGreaterThanOrEqual(100);
  test.setTimeout(places.length * 5_000);
  for (const [group, title] of places) {
    if (await workbench.scenarios.isHidden()) await workbench.button("Scenarios").click();
    await groups.nth(group).click();
    await list.getByRole("button", { name: title, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(workbench.scenarios).toBeHidden();
    await workbench.drawn();
    const run = await workbench.shownRun();
    for (const { name, verdict } of run.properties) {
      await expect(workbench.property(name), title).toHaveAttribute("data-verdict", verdict);
    }
    // Whoever opens the list again finds the scenario marked in it.
    await workbench.button("Scenarios").click();
    await expect(list.locator(".list [aria-current=true]")).toHaveAttribute("aria-label", title);
  }
});

test("a property leads to the event that decided it", async ({ workbench }) => {
  await workbench.open(ELECTION);
  const { event, why } = (await workbench.shownRun()).properties.find((property) => property.name === "commands-answered");
  await workbench.pickProperty("commands-answered");
  await expect(workbench.inspector).toContainText(why);
  await expect(workbench.event(event)).toBeInViewport();
  await workbench.inspector.locator(".ledger .at").getByRole("button").click();
  await expect(workbench.event(event)).toHaveAttribute("aria-pressed", "true");
});

test("every part of the picture can be clicked in its middle, events of one dot on that dot", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  const covered = await page.locator("[data-event], [data-head], [data-node]").evaluateAll((all) => all.flatMap((one) => {
    const middle = (part) => {
      const box = part.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const box = one.getBoundingClientRect();
    const seen = one.closest(".scroller").getBoundingClientRect();
    if (box.bottom > seen.bottom - 20 || box.top < 150) return [];
    const found = document.elementFromPoint(...middle(one));
    if (one.contains(found)) return [];
    // What a node does at once, an answer on receipt say, is one dot: the dot is of the same node, moment and place.
    const who = (event) => [event.getAttribute("aria-label").split(/[ :]/)[0], event.getAttribute("aria-label").match(/ at [\d.]+ ms/)?.[0]];
    const dot = found.closest("[data-event]");
    const isShared = one.matches("[data-event]") && dot && who(one)[1] && String(who(one)) === String(who(dot)) &&
      middle(one).every((at, axis) => Math.abs(at - middle(dot)[axis]) < 1);
    return isShared ? [] : [`${one.getAttribute("aria-label")} under ${dot?.getAttribute("aria-label") ?? found.outerHTML.slice(0, 60)}`];
  }));
  expect(covered).toEqual([]);
});

test("a scenario that names properties opens with all of them marked", async ({ page, workbench }) => {
  await workbench.open(`${ELECTION}view properties election-safety log-matching\n`);
  for (const name of ["election-safety", "log-matching"]) {
    await expect(workbench.property(name)).toHaveAttribute("aria-pressed", "true");
    await expect(workbench.property(name)).toBeVisible();
  }
  await expect(workbench.property("leader-completeness")).toHaveAttribute("aria-pressed", "false");
  await workbench.pick("VoteGranted S5->S2 1");
  await expect(workbench.property("election-safety")).toHaveAttribute("aria-pressed", "false");
  expect(await page.title()).toContain("An election");
});

test("what a scenario selects is in view, whatever moment it shows", async ({ workbench }) => {
  await workbench.open(`${ELECTION.replace("400ms", "4s")}view select VoteGranted S5->S2 1\nview at 3900ms\n`);
  await expect(workbench.message("VoteGranted S5->S2 1")).toBeInViewport();
});

test("a run by hand opens at the end of what was done", async ({ page, workbench }) => {
  const choices = Array.from({ length: 30 }, (_, at) => (at % 2 ? "restart S2\n" : "crash S2\n")).join("");
  await workbench.open(`protocol raft\nnodes 3\nschedule manual\n${choices}`);
  await expect(page.locator("[data-choice]").first()).toBeInViewport();
});
