// Links: whoever opens one sees exactly the same run; a broken one says so and opens the start.
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { ELECTION, expect, FIRST, fragment, test, watch, Workbench } from "./workbench.mjs";

const EDITED = `${ELECTION}drop VoteGranted S5->S2
delay Heartbeat S2->S1 2 to 300ms  # too late
at 330ms crash S2
`;

/** Opens Share and takes the link from the field. */
async function sharedLink(workbench) {
  await workbench.button("Share link").click();
  const field = workbench.page.getByTestId("link");
  await expect(field).toBeVisible();
  return field.inputValue();
}

/** All that can be seen of the picture: names, lines, labels. */
function picture(page) {
  return page.locator("svg.picture").evaluate((svg) => svg.innerHTML);
}

for (const path of ["/", "/below/a/path/"]) {
  test(`a link from ${path} shows someone else exactly the same run`, async ({ workbench, browser, baseURL, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await workbench.open(EDITED, path);
    const link = await sharedLink(workbench);
    expect(link.startsWith(`${new URL(path, baseURL)}#/s/1.`), link).toBe(true);
    await expect(workbench.notice).toContainText("copied");
    expect(await workbench.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    expect(await workbench.page.evaluate(() => location.href)).toBe(link);

    const other = await browser.newContext({ baseURL });
    const page = await other.newPage();
    const complaints = watch(page, new URL(baseURL).origin);
    await page.goto(link);
    const theirs = new Workbench(page);
    await theirs.drawn();
    expect(await theirs.text()).toBe(await workbench.text());
    expect(await theirs.shownRun()).toEqual(await workbench.shownRun());
    expect(await picture(page)).toBe(await picture(workbench.page));
    expect(complaints).toEqual([]);
    await other.close();
  });
}

test("the address is always the link to what is shown", async ({ page, workbench, baseURL }) => {
  await workbench.open(ELECTION);
  await workbench.pick("VoteGranted S5->S2 1");
  await workbench.button("Drop").click();
  await expect.poll(() => workbench.lines()).toContain("drop VoteGranted S5->S2 1");
  const [text, run, address] = [await workbench.text(), await workbench.shownRun(), page.url()];
  expect(address).toMatch(/#\/s\/1\./);
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await page.goto(address);
  await workbench.drawn();
  expect(await workbench.text()).toBe(text);
  expect(await workbench.shownRun()).toEqual(run);
  expect(new URL(address).origin).toBe(new URL(baseURL).origin);
});

test("a link with 200 edits is shorter than 2,000 characters", async ({ page, workbench }) => {
  await workbench.open();
  const base = "# Two hundred edits\nprotocol raft\nseed 9\nat 240ms S2 put x 1\nuntil 3s\n";
  const run = await workbench.run(base);
  const delivered = run.messages.filter((message) => message.fate === "delivered");
  // Spread over the run, of every sort, with times that repeat in no pattern.
  const edits = [];
  for (let place = 0; edits.length < 200; place += 1) {
    const message = delivered[(place * 7 + (place * place) % 5) % delivered.length];
    if (edits.some((edit) => edit.includes(` ${message.key} `) || edit.endsWith(` ${message.key}`))) continue;
    const late = Math.ceil(message.arrives_us / 1000) + ((place * 37) % 90);
    edits.push([`drop ${message.key}`, `delay ${message.key} to ${late}ms`, `duplicate ${message.key} at ${late}ms`][place % 3]);
  }
  await workbench.type(`${base}${edits.join("\n")}\n`);
  await expect(workbench.changes.getByRole("listitem")).toHaveCount(200);
  const link = await sharedLink(workbench);
  expect(link.length, "characters of the link").toBeLessThan(2000);
  const [text, run200] = [await workbench.text(), await workbench.shownRun()];
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await page.goto(link);
  await workbench.drawn();
  expect(await workbench.text()).toBe(text);
  expect(await workbench.shownRun()).toEqual(run200);
});

test("a browser that refuses the clipboard leaves the link to copy", async ({ page, workbench }) => {
  await page.addInitScript(() => {
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await workbench.open(ELECTION);
  const link = await sharedLink(workbench);
  await expect(workbench.notice).toContainText("select the text and copy it");
  await page.getByTestId("link").focus();
  expect(await page.evaluate(() => getSelection().toString() || document.activeElement.value.slice(
    document.activeElement.selectionStart, document.activeElement.selectionEnd))).toBe(link);
});

test("where the browser has a share sheet, it gets the link", async ({ page, workbench }) => {
  await page.addInitScript(() => {
    navigator.share = (data) => { window.shared = data; return Promise.resolve(); };
  });
  await workbench.open(ELECTION);
  const link = await sharedLink(workbench);
  await workbench.button("Share with…").click();
  expect(await page.evaluate(() => window.shared)).toEqual({ title: "An election and a command", url: link });
});

const whole = fragment(EDITED);
const bomb = `#/s/1.${deflateRawSync(Buffer.alloc(60_000_000, "a")).toString("base64url")}`;
const BROKEN = [
  ["cut in the middle", whole.slice(0, Math.floor(whole.length * 0.7)), /cut or changed/i],
  ["cut near its start", whole.slice(0, 12), /cut or changed/i],
  ["with a letter changed", `${whole.slice(0, 40)}${whole[40] === "A" ? "B" : "A"}${whole.slice(41)}`, /cut or changed|mistake/i],
  ["of a newer version", `#/s/2.${whole.slice(6)}`, /newer version/i],
  ["of a version beyond all numbers", "#/s/99999999999999999999.AAAA", /newer version/i],
  ["without a version", "#/s/", /cut or changed/i],
  ["with nothing in it", "#/s/1.", /cut or changed/i],
  ["with strange letters", "#/s/1.%E2%98%83%00<script>", /cut or changed/i],
  ["that would inflate without end", bomb, /more than/i],
];

for (const [what, address, says] of BROKEN) {
  test(`a link ${what} opens the start and says what is wrong`, async ({ page, workbench }) => {
    await page.goto(`/${address}`);
    await workbench.drawn();
    await expect(workbench.notice).toContainText(says);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(workbench.node("S1")).toBeVisible();
    expect((await workbench.text()).trim()).not.toBe("");
  });
}

test("what can be read of a cut link is there to be mended", async ({ page, workbench }) => {
  await page.goto(`/${whole.slice(0, Math.floor(whole.length * 0.8))}`);
  await workbench.drawn();
  const text = await workbench.text();
  expect(text.length).toBeGreaterThan(40);
  expect(EDITED.startsWith(text.slice(0, 40))).toBe(true);
});

test("a link whose text has mistakes shows them, and the start's picture", async ({ page, workbench }) => {
  await page.goto(`/${fragment("# Wrong\nprotocol raft\nseed nine\n")}`);
  await workbench.drawn();
  await expect(workbench.notice).toContainText(/mistake/);
  await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(1);
  expect(await workbench.text()).toBe("# Wrong\nprotocol raft\nseed nine\n");
});

test("another link in the address opens at once, and Undo leads back", async ({ page, workbench }) => {
  await workbench.open(ELECTION);
  await page.evaluate((hash) => { location.hash = hash; }, fragment(EDITED));
  await expect.poll(() => workbench.text()).toBe(EDITED);
  await expect(workbench.message("VoteGranted S5->S2 1")).toHaveAccessibleName(/dropped by a change/);
  await page.evaluate(() => { location.hash = "#/s/2.AAAA"; });
  await expect(workbench.notice).toContainText("newer version");
  await workbench.drawn();
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(EDITED);
  await workbench.button("Undo").click();
  await expect.poll(() => workbench.text()).toBe(ELECTION);
});

test("a picture, a diagram and the text can be saved", async ({ page, workbench }) => {
  await workbench.open(EDITED);
  await sharedLink(workbench);
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), workbench.button(name).click()]);
    return [download.suggestedFilename(), readFileSync(await download.path())];
  };
  const [svgName, svg] = await save("Picture (SVG)");
  expect(svgName).toMatch(/\.svg$/);
  expect(String(svg)).toMatch(/^(<\?xml[^>]*>\s*)?<svg/);
  expect(String(svg)).toContain("<title");
  expect(String(svg)).toContain("An election and a command");
  const [pngName, png] = await save("Picture (PNG)");
  expect(pngName).toMatch(/\.png$/);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBeGreaterThan(300); // its width
  const [, diagram] = await save("Diagram as text");
  expect(String(diagram)).toContain("VoteGranted");
  const [, scenario] = await save("Scenario");
  expect(String(scenario)).toBe(await workbench.text());
});

test("the first scenario needs no link", async ({ page, workbench }) => {
  await workbench.open();
  expect(new URL(page.url()).hash).toBe("#/w");
  expect(await workbench.text()).toBe(FIRST);
});
