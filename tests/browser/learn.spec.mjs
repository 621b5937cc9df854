// The course: its map, lessons that keep back what comes next, cards, and progress.
import { readdirSync, readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./workbench.mjs";

const step = (page) => page.locator(".step.cur");

/** Opens a part of the course. */
async function open(page, address) {
  await page.goto(`/#/learn${address}`);
  await expect(page.getByText("is on its way")).toHaveCount(0);
}

/** Goes to the first question of a lesson that is opened. */
async function toQuestion(page) {
  while ((await step(page).locator("fieldset").count()) === 0) {
    const before = await page.getByTestId("step").textContent();
    await page.keyboard.press("j");
    await expect(page.getByTestId("step")).not.toHaveText(before);
  }
  await expect(page.locator("text.hidt")).toBeVisible();
}

/** Chooses an answer by its digit. */
async function answer(page, words) {
  const answers = await step(page).locator("label span").allTextContents();
  await page.keyboard.press(String(answers.indexOf(words) + 1));
  await expect(step(page).getByRole("radio", { name: words })).toBeChecked();
}

test("the map has a link for each lesson, and goes on where one was", async ({ page, workbench: _ }) => {
  await open(page, "");
  await expect(page).toHaveTitle("Course, Sequitur");
  await expect(page.locator(".live [data-frame]")).toHaveAttribute("data-frame", "map");
  const lessons = page.locator("[data-lesson]");
  expect(await lessons.count()).toBeGreaterThan(10);
  await page.locator('[data-lesson="18"]').click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("18 Raft elections");
  await page.keyboard.press("j");
  await expect(page.getByTestId("step")).toHaveText(/^Step 2 of /);
  await page.getByRole("link", { name: "Course", exact: true }).click();
  await page.getByRole("link", { name: "Continue with 18" }).click();
  await expect(page.getByTestId("step")).toHaveText(/^Step 2 of /);
  await page.goto("/#/");
  await expect(page.getByRole("link", { name: /Continue the course/ })).toBeVisible();
});

test("what comes next is not in the page until it was predicted, and then it plays to what decides", async ({ page, workbench: _ }) => {
  await open(page, "/18");
  await expect(page.locator("text.hidt"), "nor is it at the beginning").toBeVisible();
  await toQuestion(page);
  const events = page.locator("[data-event]");
  const before = await events.count();
  await expect(page.getByRole("button", { name: "Play" })).toHaveAttribute("aria-disabled", "true");
  await answer(page, "Yes, it can still reach three of five");
  await page.keyboard.press("Enter");
  const verdict = step(page).locator("[data-right]");
  await expect(verdict).toHaveAttribute("data-right", "true");
  await expect(verdict).toContainText("So it is.");
  await expect(verdict).toContainText(/At \d+(\.\d+)? ms: S\d/);
  expect(await events.count()).toBeGreaterThan(before);
  await expect(page.locator("text.hidt")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Play" })).not.toHaveAttribute("aria-disabled", "true");
  // It is not asked again.
  await page.reload();
  await expect(page.locator(".step.cur [data-right=true]")).toBeVisible();
});

test("a verdict comes where the event that decides is the run's last", async ({ page, workbench: _ }) => {
  await open(page, "/13");
  await toQuestion(page);
  await answer(page, "P3 decided 0");
  await page.keyboard.press("Enter");
  const verdict = step(page).locator("[data-right]");
  await expect(verdict).toHaveAttribute("data-right", "true");
  await expect(verdict).toContainText("P3 knows all three proposals at 20 ms");
  await expect(page.locator("text.hidt")).toHaveCount(0);
});

test("a wrong first answer comes back as a card in the next lesson", async ({ page, workbench: _ }) => {
  await open(page, "/18");
  await toQuestion(page);
  const question = await step(page).locator("legend").textContent();
  await answer(page, "No, it needs the vote of every server");
  await page.keyboard.press("Enter");
  await expect(step(page).locator("[data-right]")).toContainText("It is not so.");
  await open(page, "/19");
  const card = page.getByRole("region", { name: "Before you begin" }).locator("li").filter({ hasText: question });
  await card.getByRole("button", { name: "Turn the card" }).click();
  await card.getByRole("button", { name: "I knew it" }).click();
  await expect(card).toContainText("from lesson 22 on");
});

test("a term opens below its paragraph", async ({ page, workbench: _ }) => {
  await open(page, "/18/2");
  await step(page).getByRole("button", { name: "term", exact: true }).click();
  await expect(step(page).getByRole("note")).toContainText("A number that counts elections");
  await step(page).getByRole("button", { name: "Close" }).click();
  await expect(step(page).getByRole("note")).toHaveCount(0);
});

test("scrolling past a step reads the next one, and Back leads through the steps that were gone to", async ({ page, workbench: _ }) => {
  await open(page, "/18");
  await expect(page.getByTestId("step")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/#\/learn\/18\/2$/);
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/#\/learn\/18\/3$/);
  await page.goBack();
  await expect(page.getByTestId("step")).toHaveText(/^Step 2 of /);
  await page.getByRole("region", { name: "Lesson" }).hover();
  await page.mouse.wheel(0, 3000);
  await expect(page.getByTestId("step")).not.toHaveText(/^Step [12] of /);
});

test("a lesson that cannot be fetched says so, and can be tried again", async ({ page }) => {
  await page.route("**/18.json", (route) => route.abort());
  await page.goto("/#/learn/18");
  await expect(page.getByRole("alert")).toContainText("could not be fetched");
  await page.unroute("**/18.json");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("18 Raft elections");
});

test("where nothing can be kept, it is said and the lesson works", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await open(page, "/18/2");
  await expect(page.getByText("Progress is not kept in this browser.")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByTestId("step")).toHaveText(/^Step 3 of /);
});

test("progress is saved as a file, and loaded in another browser", async ({ page, browser, baseURL, workbench: _ }, info) => {
  await open(page, "/18/2");
  await page.goto("/#/learn");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  const path = info.outputPath("progress.json");
  await file.saveAs(path);
  expect(JSON.parse(readFileSync(path, "utf8")).lessons).toEqual([[18, 2]]);
  const other = await (await browser.newContext({ baseURL })).newPage();
  await other.goto("/#/learn");
  await other.locator("input[type=file]").setInputFiles(path);
  await expect(other.getByRole("link", { name: "Continue with 18" })).toBeVisible();
  await other.locator("input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("[1]") });
  await expect(other.getByText("This file holds no progress")).toBeVisible();
  await expect(other.getByRole("link", { name: "Continue with 18" })).toBeVisible();
});

test("a model answer is shown after one's own", async ({ page, workbench: _ }) => {
  await open(page, "/questions");
  const review = page.locator(".review").nth(6);
  await expect(review.getByRole("button", { name: "Show a model answer" })).toHaveAttribute("aria-disabled", "true");
  await review.getByRole("textbox").fill("Terms, votes, logs.");
  await review.getByRole("button", { name: "Show a model answer" }).click();
  await expect(review.getByRole("list", { name: "A model answer" })).toContainText("majority of votes");
  await review.getByRole("link", { name: "Exercise" }).first().click();
  await expect(page.locator(".live [data-frame]")).toHaveAttribute("data-frame", "exercise");
});

// From the start to a first reached goal: each line is an action.
for (const [how, width] of [["mouse", 1440], ["keyboard", 1440], ["touch", 360]]) {
  test(`the first goal is reached in at most six actions: ${how}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width, height: width === 360 ? 740 : 900 }, hasTouch: how === "touch" });
    const page = await context.newPage();
    let actions = 0;
    const act = async (target) => {
      actions += 1;
      if (how === "mouse") return target.click();
      if (how === "touch") return target.tap();
      await target.focus();
      await page.keyboard.press("Enter");
    };
    await page.goto("/");
    await act(page.getByRole("link", { name: /Take the course/ }));
    await act(page.getByRole("link", { name: "Begin with 0" }));
    await act(page.getByRole("link", { name: "Straight to the first exercise" }));
    const arrow = page.locator('[data-message="VoteGranted S5->S2 1"]');
    await expect(arrow).toBeVisible();
    if (how === "keyboard") await act(arrow);
    else {
      actions += 1;
      const head = await page.locator('[data-head="VoteGranted S5->S2 1"]').boundingBox();
      const [x, y] = [head.x + head.width / 2, head.y + head.height / 2];
      await (how === "touch" ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
    }
    await act(page.getByRole("button", { name: "Drop" }));
    await expect(page.locator('[data-goal="1"]')).toHaveAttribute("data-met", "true");
    expect(actions).toBeLessThanOrEqual(6);
    await context.close();
  });
}

// Each word of a lesson gets an accent: what has none was not in the lesson's file.
const accented = (text) => text.replace(/[a-z]/g, (letter) => ({ a: "á", e: "é", i: "í", o: "ó", u: "ú", y: "ý" })[letter] ?? letter);
const KEYS = new Set(["exercises", "text", "code", "term", "link", "phrase", "at", "select", "lens", "until", "exercise", "show", "name", "subject", "see", "id", "until"]);
const pseudo = (value, key) => {
  if (typeof value === "string") return KEYS.has(key) ? value : accented(value);
  if (Array.isArray(value) && ["term", "link"].includes(key)) return [value[0], accented(value[1])];
  if (Array.isArray(value)) return value.map((item) => pseudo(item, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === "text" && typeof inner === "string" && !value.exercise && !value.name && !value.notes ? accented(inner) : pseudo(inner, name)]));
};

test("in another language, no English word of a lesson is left", async ({ page }) => {
  await page.route("**/lessons-*/en/*.json", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: pseudo(await answer.json(), "") });
  });
  const table = readFileSync(new URL("../../web/src/words/en/learn.rs", import.meta.url), "utf8");
  const own = new Set([...table.matchAll(/"([^"]*)"/g)].flatMap(([, words]) => words.match(/[A-Za-z]{3,}/g) ?? []));
  await open(page, "/18");
  await expect(page.locator(".step")).not.toHaveCount(0);
  const shown = await page.locator(".prose").evaluate((prose) => prose.innerText);
  const words = shown.match(/(?<!\p{L})[A-Za-z]{3,}(?!\p{L})/gu) ?? [];
  const vowel = /[aeiouy]/;
  expect(words.filter((word) => vowel.test(word) && !own.has(word))).toEqual([]);
});

/** The texts of tables of words in Rust, as patterns: what stands between braces can be anything, and a name's hyphens may be spaces. */
function patterns(...paths) {
  const root = new URL("../../", import.meta.url);
  const files = paths.flatMap((path) => path.endsWith(".rs") ? [path] : readdirSync(new URL(path, root)).filter((name) => name.endsWith(".rs")).map((name) => `${path}/${name}`));
  const lines = files.flatMap((path) => readFileSync(new URL(path, root), "utf8").replace(/\\\n\s*/g, "").split("\n"));
  const literals = lines.filter((line) => !line.trim().startsWith("//")).flatMap((line) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)]);
  const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const pattern = ([, text]) => escaped(JSON.parse(`"${text.replace(/\\u\{(\w+)\}/g, (_, code) => `\\u${code.padStart(4, "0")}`)}"`).trim()).replace(/\{[^{}]*\}/g, ".*").replaceAll("-", "[- ]");
  return literals.map(pattern).filter((text) => /[a-z]{3}/i.test(text.replaceAll(".*", " "))).map((text) => new RegExp(`^${text}[.:;,?]?$`, "is"));
}

/** The texts of the page that have an English word and are none of these. */
async function english(page, known, names) {
  const texts = await page.evaluate(() => {
    const texts = [];
    const walker = document.createTreeWalker(document.querySelector(".live"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, data } = walker.currentNode;
      if (!parent.closest("textarea, pre, code, svg, option, kbd") && parent.checkVisibility()) texts.push(data.trim());
    }
    return texts;
  });
  const word = /(?<!\p{L})(?=[A-Za-z]*[aeiouy])[A-Za-z]{3,}(?!\p{L})/u;
  const isEnglish = (text) => !names.includes(text.toLowerCase()) && word.test(text);
  return [...new Set(texts)].filter((text) => isEnglish(text) && !known.some((pattern) => pattern.test(text)));
}

// The page's words, and what stands with what it is about: terms, phrases, the parts of a drawing, a protocol.
const PAGE = "web/src/words/en";
const DRAWN = ["crates/diagram/src/legend.rs", "crates/core/src/sim/run.rs", "crates/core/src/protocols/raft"];
const ASKED = ["crates/course/src/words/en", "crates/core/src/scenario/phrase/words.rs"];
for (const [what, address, tables] of [
  ["map", "/#/learn", [PAGE]],
  ["glossary", "/#/learn/glossary", [PAGE]],
  ["review questions", "/#/learn/questions", [PAGE]],
  ["a lesson with its cards", "/#/learn/18", [PAGE, ...DRAWN]],
  ["an exercise", "/#/learn/18/two-leaders", [PAGE, ...DRAWN, ...ASKED]],
  ["teachers' frame", "/#/teach", [PAGE, ...ASKED]],
]) {
  test(`in another language, no English is left beside the page's table: ${what}`, async ({ page }) => {
    await page.route("**/lessons-*/en/*.json", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: pseudo(await answer.json(), "") });
    });
    await page.goto(address);
    await expect(page.locator(".live h1").first()).toBeAttached();
    await expect(page.getByText("is on its way")).toHaveCount(0);
    if (what !== "teachers' frame") await expect(page.locator(".live")).toContainText(/[áéíóú]/);
    const terms = await page.evaluate(async () => {
      const index = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/index.json"));
      return index ? (await (await fetch(index.name)).json()).terms.map(({ term }) => term.name) : [];
    });
    expect(await english(page, patterns(...tables), ["sequitur", ...terms])).toEqual([]);
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing in the course: ${colorScheme}, ${width} px`, async ({ page }) => {
      test.setTimeout(240_000);
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const look = async (name) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target} ${(any[0]?.message ?? "").slice(0, 120)}`));
        expect.soft(found, name).toEqual([]);
      };
      await open(page, "");
      await look("map");
      await open(page, "/18");
      await look("beginning");
      await toQuestion(page);
      await look("question");
      await page.keyboard.press("2");
      await page.keyboard.press("Enter");
      await expect(step(page).locator("[data-right]")).toBeVisible();
      await look("answered");
      await open(page, "/glossary");
      await look("glossary");
      await open(page, "/questions");
      await look("questions");
    });
  }
}
