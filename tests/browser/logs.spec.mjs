// Logs with vector clocks: opened from a file, a paste or a drop, drawn like runs, and saved in other forms.
import { readFileSync } from "node:fs";
import { ELECTION, expect, test } from "./workbench.mjs";

const GREETING = `Ann {"Ann":1}
greets Bob
Bob {"Bob":1, "Ann":1}
hears Ann
Bob {"Bob":2, "Ann":1}
thinks
`;

const EXECUTIONS = `=== first ===
[info] greets Bob Ann {"Ann":1}
=== second ===
[info] sleeps Bob {"Bob":1}
[warn] snores Bob {"Bob":2}
`;

class Logs {
  constructor(workbench) {
    this.workbench = workbench;
    this.page = workbench.page;
    this.dialog = this.page.getByRole("dialog", { name: "Open a log" });
    this.panel = this.page.getByTestId("log");
  }

  async openDialog() {
    await this.workbench.button("Scenarios").click();
    await this.workbench.button("Open a log…").click();
    await expect(this.dialog).toBeVisible();
  }

  async paste(text) {
    await this.openDialog();
    await this.page.getByTestId("log-text").fill(text);
    await this.workbench.button("Open").click();
  }

  async file(text, name = "greeting.log") {
    await this.page.getByTestId("log-file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  }

  async drop(text, name) {
    await this.page.evaluate(([text, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, [text, name]);
  }
}

test.beforeEach(async ({ workbench }) => {
  await workbench.open(ELECTION);
});

test("a pasted log is drawn with its clocks, causes and lines", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.paste(GREETING);
  await expect(logs.panel).toContainText("2 hosts, 3 events, 1 messages");
  await expect(workbench.code).toBeHidden();
  await expect(workbench.node("Ann")).toBeVisible();
  await expect(workbench.message("message Ann->Bob 1")).toBeVisible();
  await workbench.event(2).focus();
  await page.keyboard.press("ArrowUp");
  await expect(workbench.inspector).toContainText("hears Ann");
  await expect(workbench.inspector).toContainText("[1 1]");
  await expect(workbench.inspector.getByText("line", { exact: true })).toBeVisible();
  await expect(workbench.button("Crash")).toHaveCount(0);
  await expect(workbench.button("Choose by hand from here")).toHaveCount(0);
  await page.keyboard.press("x");
  await expect(workbench.notice).toContainText("a log cannot be changed");
  await expect(page.locator("[data-head]")).toHaveCount(0);
  // A log has no time that its hosts share.
  await workbench.tab("Order");
  const lenses = page.getByRole("combobox", { name: "Clocks" }).locator("option");
  await expect(lenses).toHaveText(["none", "lamport", "vector", "order", "knowledge"]);
});

test("a file is opened, and Undo goes back to the scenario as it was typed", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  const text = `${ELECTION}seed seven # a mistake`;
  await workbench.type(text);
  await logs.openDialog();
  await logs.file(GREETING);
  await workbench.button("Open").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("greeting.log");
  await workbench.button("Undo").click();
  expect(await workbench.text()).toBe(text);
  await workbench.drawn();
  await expect(workbench.node("S5")).toBeVisible();
  await workbench.button("Redo").click();
  await expect(workbench.node("Bob")).toBeVisible();
  // What is open stays open when the page is loaded anew, and what is behind it stays behind it.
  await page.reload();
  await expect(workbench.node("Bob")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("greeting.log");
  await workbench.button("Undo").click();
  expect(await workbench.text()).toBe(text);
  await page.reload();
  await workbench.drawn();
  expect(await workbench.text()).toBe(text);
});

test("a log that was read another way is read so after a reload too, and another link opens instead", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.openDialog();
  await page.getByTestId("log-text").fill(EXECUTIONS);
  await page.getByTestId("log-expression").fill(String.raw`\[(?<level>\w+)\] (?<event>\w+.*) (?<host>\w+) (?<clock>{.*})`);
  await page.getByTestId("log-delimiter").fill("^=== (?<trace>.*) ===$");
  await workbench.button("Open").click();
  await page.getByRole("combobox", { name: "Execution" }).selectOption("second");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("pasted: second");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("pasted: second");
  await expect(workbench.node("Ann")).toHaveCount(0);
  await page.goto("about:blank");
  await workbench.open(ELECTION.replace("seed 9", "seed 10"));
  await expect(workbench.node("S5")).toBeVisible();
  await expect(logs.panel).toHaveCount(0);
});

test("a log that the browser cannot keep is open all the same, and that is said", async ({ workbench }) => {
  const logs = new Logs(workbench);
  await logs.drop(`${GREETING}${"# nothing of an event\n".repeat(500_000)}`, "long.log");
  // Most of its lines are not read: it opens when the reader says so.
  await logs.dialog.getByRole("alert").waitFor({ timeout: 20_000 });
  await workbench.button("Open").click();
  await expect(logs.panel).toContainText("3 events");
  await expect(logs.panel).toContainText("500000 lines belong to no event, the first is line 7");
  await expect(workbench.notice).toContainText("too large for the browser to keep");
});

test("a log that is dropped on the page opens; what cannot be read is told by line", async ({ workbench }) => {
  const logs = new Logs(workbench);
  await logs.drop(GREETING, "dropped.log");
  await expect(logs.panel).toContainText("dropped.log");
  await logs.drop(GREETING.replace('"Bob":2', '"Bob":-2'), "wrong.log");
  await expect(logs.dialog.getByRole("alert")).toContainText("Line 5: Bob has -2 in the clock");
  await logs.dialog.getByRole("button", { name: "Close" }).click();
  await expect(logs.panel).toContainText("dropped.log");
});

test("twenty mistakes are told and the rest counted", async ({ workbench }) => {
  const logs = new Logs(workbench);
  await logs.paste('A {"A":-1}\nx\n'.repeat(50));
  await expect(logs.dialog.getByRole("listitem")).toHaveCount(21);
  await expect(logs.dialog.getByRole("alert")).toContainText("and 30 more");
  await expect(workbench.node("S1")).toBeVisible();
});

test("an expression and a delimiter of one's own, and the choice of an execution", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.openDialog();
  await page.getByTestId("log-text").fill(EXECUTIONS);
  await page.getByTestId("log-expression").fill(String.raw`\[(?<level>\w+)\] (?<event>\w+.*) (?<host>\w+) (?<clock>{.*})`);
  await page.getByTestId("log-delimiter").fill("^=== (?<trace>.*) ===$");
  await workbench.button("Open").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("pasted: first");
  await page.getByRole("combobox", { name: "Execution" }).selectOption("second");
  await expect(workbench.node("Bob")).toBeVisible();
  await expect(workbench.node("Ann")).toHaveCount(0);
  await workbench.event(1).focus();
  await page.keyboard.press("Enter");
  await expect(workbench.inspector).toContainText("warn");
  await workbench.button("Read another way…").click();
  await page.getByTestId("log-expression").fill("(");
  await workbench.button("Open").click();
  await expect(logs.dialog.getByRole("alert")).toContainText("Expression: character 1");
});

test("contradictions are listed, and lead to their events", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.paste(GREETING.replace('"Ann":1}\nhears', '"Ann":7}\nhears'));
  const list = page.getByRole("region", { name: "Contradictions" });
  await list.getByRole("button", { name: "Line 3" }).click();
  await expect(workbench.event(1)).toHaveAttribute("aria-pressed", "true");
});

test("a run is saved for other tools, and its ShiViz log opens again", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await workbench.button("Share link").click();
  const saved = async (name) => {
    const download = page.waitForEvent("download");
    await workbench.button(name).click();
    return readFileSync(await (await download).path(), "utf8");
  };
  expect(await saved("PlantUML")).toMatch(/^@startuml\n/);
  expect(await saved("Mermaid")).toMatch(/^sequenceDiagram\n/);
  expect(await saved("Events (CSV)")).toMatch(/^id,node,kind,at_us/);
  expect(await saved("Web page")).toMatch(/^<!doctype html>/);
  expect(JSON.parse(await saved("Trace (JSON)"))).toEqual(await workbench.run(await workbench.text()));
  const log = await saved("ShiViz log");
  await page.keyboard.press("Escape");
  await logs.paste(log);
  await expect(logs.panel).toContainText("5 hosts");
  await workbench.button("Share link").click();
  await expect(page.getByTestId("link")).toHaveCount(0);
  expect(await saved("ShiViz log")).toContain('S1 {"S1":1');
});

test("names from a log are text and nothing else", async ({ workbench, page }) => {
  const name = '<img/src=x>"\'&amp;';
  const logs = new Logs(workbench);
  await logs.paste(`${name} {${JSON.stringify(name)}:1}\n<script>alert(1)</script>\n`);
  await expect(page.locator(`[data-node]`)).toHaveAttribute("data-node", name);
  await expect(page.locator("img, .page script")).toHaveCount(0);
});

test("a log of 10,000 events paints only what is seen, and too long a file is refused", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  const hosts = ["a", "b", "c", "d", "e"];
  const clocks = hosts.map(() => [0, 0, 0, 0, 0]);
  let text = "";
  for (let event = 0; event < 10_000; event += 1) {
    const host = (event * 7) % 5;
    const heard = clocks[(event * 3) % 5];
    clocks[host] = clocks[host].map((count, other) => (event % 2 ? Math.max(count, heard[other]) : count));
    clocks[host][host] += 1;
    const clock = Object.fromEntries(hosts.map((name, other) => [name, clocks[host][other]]).filter(([, count]) => count));
    text += `${hosts[host]} ${JSON.stringify(clock)}\nevent ${event}\n`;
  }
  await logs.drop(text, "long.log");
  await expect(logs.panel).toContainText("10000 events");
  expect(await page.locator(".picture *").count()).toBeLessThan(3_000);
  await logs.drop("x".repeat(64_000_001), "huge.log");
  await expect(logs.dialog.getByRole("alert")).toContainText("the log is too long", { timeout: 20_000 });
  await logs.dialog.getByRole("button", { name: "Close" }).click();
  await workbench.event(0).focus();
  await page.keyboard.press("ArrowDown");
});

test("50 MB with mistakes: the page answers meanwhile, twenty are told and the rest counted", async ({ workbench, page }) => {
  test.setTimeout(180_000);
  const logs = new Logs(workbench);
  await page.evaluate(() => {
    const event = `${JSON.stringify("x".repeat(80)).slice(1, -1)}\n`;
    const lines = Array.from({ length: 100 }, (_, at) => `A {"A":${at === 50 ? -1 : at + 1}}\n${event}`).join("");
    const transfer = new DataTransfer();
    transfer.items.add(new File(Array(Math.ceil(50_000_000 / lines.length)).fill(lines), "large.log"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await expect(logs.dialog.getByRole("progressbar")).toBeVisible();
  // Between two slices: what is typed arrives.
  await page.getByTestId("log-delimiter").fill("typed meanwhile");
  await expect(page.getByTestId("log-delimiter")).toHaveValue("typed meanwhile");
  const alert = logs.dialog.getByRole("alert");
  await expect(alert).toContainText(/and \d{4} more/, { timeout: 150_000 });
  await expect(alert).toContainText("Line 101: A has -1 in the clock; a clock counts from 0");
  await expect(alert.getByRole("listitem")).toHaveCount(21);
  // Another time it is given up.
  await logs.dialog.getByRole("button", { name: "Open", exact: true }).click();
  await logs.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(logs.dialog).toBeHidden();
  await expect(workbench.node("S1")).toBeVisible();
});

test("Step goes from one event that is shown to the next", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.paste(`${GREETING}Ann {"Ann":2}\nsleeps\n`);
  await workbench.tab("Search");
  await page.getByText("Lanes", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Bob" }).uncheck();
  await expect(workbench.node("Bob")).toHaveCount(0);
  const { events } = await page.evaluate(() => ({ events: [...document.querySelectorAll("[data-event]")].map((one) => one.dataset.event) }));
  expect(events.length).toBe(2);
  await workbench.scroller.focus();
  await page.keyboard.press("Home");
  for (const id of events) {
    await page.keyboard.press(".");
    await expect(workbench.event(id)).toHaveAttribute("aria-pressed", "true");
  }
  await page.keyboard.press(".");
  await expect(workbench.event(events[1])).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press(",");
  await expect(workbench.event(events[0])).toHaveAttribute("aria-pressed", "true");
});

test("events are found, lanes are hidden, local events are one", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.paste(`${GREETING}Bob {"Bob":3, "Ann":1}\nthinks again\nBob {"Bob":4, "Ann":1}\ntells\nEve {"Eve":1, "Bob":4, "Ann":1}\nhears Bob\n`);
  await expect(workbench.node("Bob")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await page.keyboard.type("HEARS");
  await expect(workbench.inspector).toContainText("2 found");
  await page.keyboard.press("Enter");
  await expect(workbench.inspector).toContainText("1 of 2");
  await expect(workbench.event(1)).toHaveAttribute("aria-pressed", "true");
  await workbench.button("Previous").click();
  await expect(workbench.inspector).toContainText("2 of 2");
  await page.getByRole("checkbox", { name: "Draw local events that follow one another as one" }).check();
  await expect(page.locator(".picture")).toContainText("thinks and 1 more");
  await expect(workbench.event(3)).toHaveCount(0);
  await page.getByText("Lanes", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Bob" }).uncheck();
  await expect(workbench.node("Bob")).toHaveCount(0);
  await expect(page.locator(".implied .line")).toHaveCount(1);
  await expect(workbench.inspector).toContainText("a path through what is hidden");
  await page.getByRole("checkbox", { name: "Only events with these words" }).check();
  await expect(page.locator(".picture [data-event]")).toHaveCount(1);
});

test("a run is searched too, and its hidden lanes stay hidden while it changes", async ({ workbench, page }) => {
  await page.keyboard.press("f");
  await page.keyboard.type("votegranted s5->s2 1");
  await page.keyboard.press("Enter");
  await expect(workbench.message("VoteGranted S5->S2 1")).toHaveAttribute("aria-pressed", "true");
  await page.getByText("Lanes", { exact: true }).click();
  await page.getByRole("checkbox", { name: "S1" }).uncheck();
  await workbench.button("Drop").click();
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  await expect(workbench.node("S1")).toHaveCount(0);
  await expect(workbench.node("S2")).toBeVisible();
});

test("before a log opens, a preview says how many lines were read, and warns where most were not", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.openDialog();
  const own = String.raw`(?<event>.*)\n(?<host>\S*) (?<clock>{.*})`;
  await logs.file(`${own}\n\norders tea\ncafe {"cafe":1}\nhears\nkitchen {"kitchen":1,"cafe":1}\n`);
  const preview = page.getByTestId("log-preview");
  await expect(preview).toHaveText("4 of 4 lines were read: 2 events of 2 hosts.");
  await expect(page.getByTestId("log-expression")).toHaveValue(own);
  await page.getByTestId("log-text").fill(`${GREETING}this\nis\nno\nlog\nat\nall\nof\nit\n`);
  await expect(preview.getByRole("alert")).toContainText("the first is line 7");
  await workbench.button("Open").click();
  await expect(workbench.node("Ann")).toBeVisible();
});

test("a file of which most lines are not read is not opened unasked", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  await logs.drop(`${GREETING}${"junk\n".repeat(9)}`, "junk.log");
  await expect(logs.dialog).toBeVisible();
  await expect(page.getByTestId("log-preview")).toContainText("6 of 15 lines were read");
  await workbench.button("Open").click();
  await expect(workbench.node("Ann")).toBeVisible();
});

test("of more than 64 hosts the first have lanes, and the rest can be chosen", async ({ workbench, page }) => {
  const logs = new Logs(workbench);
  const numbers = Array.from({ length: 70 }, (_, index) => index + 1);
  const forks = numbers.map((n) => `main {"main":${n}}\nforks\n`);
  const runs = numbers.map((n) => `t${n} {"t${n}":1,"main":${n}}\nruns\n`);
  await logs.paste([...forks, ...runs].join(""));
  await expect(logs.panel).toContainText("64 of 71 hosts have lanes");
  await page.getByRole("listbox", { name: "Hosts with lanes" }).selectOption(["0", "70"]);
  await workbench.button("Show the chosen hosts").click();
  await expect(workbench.node("t70")).toBeVisible();
  await expect(workbench.node("t1")).toHaveCount(0);
});
