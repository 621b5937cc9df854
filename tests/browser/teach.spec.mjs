// For teachers: an exercise made of a run, proven, solved from its link, and graded like the command grades.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, fragment, test, Workbench } from "./workbench.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const exercise = (name) => readFileSync(join(ROOT, `crates/course/exercises/${name}.txt`), "utf8");

const ELECTION = `# An election
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
`;

async function teach(page, text) {
  await page.goto(`/${fragment(text)}`);
  await expect(page.locator("[data-event]").first()).toBeVisible();
  await page.evaluate(() => { location.hash = "#/teach"; });
  await expect(page.locator("[data-frame=teach]")).toBeVisible();
}

test("an exercise is made of a run, proven, and solved from its link", async ({ page, workbench }) => {
  await teach(page, ELECTION);
  await page.locator('[data-offer="count(role = leader) = 1"] input').check();
  const text = page.getByTestId("exercise-text");
  await expect(text).toHaveValue(/goal count\(role = leader\) = 1\ngoal best 3 known/);
  await page.getByRole("button", { name: "Prove it" }).click();
  await expect(page.getByTestId("proof")).toContainText("nothing shorter than 3");
  await expect(text).toHaveValue(/goal best 3\n/);
  await expect(page.getByTestId("embed")).toHaveValue(/#\/embed\/s\//);
  await page.goto(await page.getByTestId("link").inputValue());
  await expect(page.locator("[data-frame=exercise]")).toBeVisible();
  expect(await workbench.lines()).not.toContain("fire S1 election-timeout");
  for (const choice of ["fire S1 election-timeout", "deliver RequestVote S1->S2 1", "deliver VoteGranted S2->S1 1"]) {
    await page.locator(`[data-choice="${choice}"]`).click();
  }
  await workbench.button("Check").click();
  await expect(page.getByTestId("reason")).toContainText("nothing shorter does it");
});

test("what cannot be reached is proven to be impossible", async ({ page, workbench }) => {
  await teach(page, ELECTION);
  await page.getByRole("combobox", { name: "When" }).selectOption("never");
  await page.locator('[data-offer="leader-elected holds"] input').check();
  await page.locator('[data-offer="election-safety holds"] input').check();
  await page.getByRole("button", { name: "Prove it" }).click();
  await expect(page.getByTestId("proof")).toContainText("it cannot be done");
});

test("the page's verdicts are those of the command", async ({ page, workbench }) => {
  test.setTimeout(300_000); // the native program may have to be built
  const text = exercise("one-crash");
  const link = (lines) => `https://example.org/${fragment(text + lines)}`;
  const list = [
    `Ada ${link("crash P3\n")}`,
    `Bob ${link("P3 propose 1\ncrash P3\n")}`,
    "",
    `"=Eve, ""the"" third",${link("crash P3\ncrash P3\n")}`,
    `Dan ${link("crash P1\n")}`,
    `Fay ${link("crash P3\n")}`,
    `Gil https://example.org/${fragment(text.replace("at 1ms P1 propose 0\n", ""))}`,
    "Hal https://example.org/#/s/1.cut-off",
  ].join("\n") + "\n";
  const folder = mkdtempSync(join(tmpdir(), "answers-"));
  writeFileSync(join(folder, "exercise.txt"), text);
  writeFileSync(join(folder, "answers.csv"), list);
  const command = spawnSync("cargo",
    ["run", "--quiet", "--locked", "-p", "sequitur-cli", "--", "grade", join(folder, "exercise.txt"), join(folder, "answers.csv"), "--format", "csv"],
    { cwd: ROOT, encoding: "utf8" });
  await teach(page, text);
  await page.getByTestId("grade-exercise").fill(text);
  await page.getByTestId("grade-files").setInputFiles(join(folder, "answers.csv"));
  await page.getByRole("button", { name: "Grade", exact: true }).click();
  await expect(page.getByTestId("verdicts").getByRole("row")).toHaveCount(8);
  await expect(page.getByTestId("verdicts").getByRole("row", { name: /^Fay/ })).toContainText("Ada");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const saved = readFileSync(await (await download).path(), "utf8");
  expect(saved).toBe(command.stdout);
  expect(saved).not.toMatch(/^[=+@-]/m);
});

const LOST_ANSWER = "# A lost answer\nprotocol two-generals\nnetwork delay 10ms\nat 10ms A plan dawn\ndrop Ack B->A\nuntil 100ms\n";

// What is made of each run, and how a reader with a phone answers.
const MADE = [
  {
    name: "a run by hand", run: ELECTION, offers: ["count(role = leader) = 1"], proof: "nothing shorter than 3",
    answer: async (page) => {
      for (const choice of ["fire S1 election-timeout", "deliver RequestVote S1->S2 1", "deliver VoteGranted S2->S1 1"]) {
        await page.locator(`[data-choice="${choice}"]`).tap();
      }
      await page.getByRole("button", { name: "Check" }).tap();
    },
  },
  {
    name: "a lost message", run: LOST_ANSWER, offers: ["agreement pending"], proof: "nothing shorter than 1",
    answer: async (page) => {
      const head = await page.locator('[data-head="Ack B->A 1"]').boundingBox();
      await page.touchscreen.tap(head.x + head.width / 2, head.y + head.height / 2);
      await page.getByRole("button", { name: "Drop" }).tap();
      await page.locator(".sheet-of-phone").getByRole("button", { name: "Select nothing" }).tap();
      await page.getByRole("button", { name: "Check" }).tap();
    },
  },
  {
    name: "what cannot be done", run: ELECTION, when: "never", offers: ["leader-elected holds", "election-safety holds"], proof: "it cannot be done",
    answer: (page) => page.getByRole("button", { name: "It cannot be done" }).tap(),
  },
];

for (const { name, run, when, offers, proof, answer } of MADE) {
  test(`made here, solved on a phone, graded by the command: ${name}`, async ({ browser, baseURL }) => {
    test.setTimeout(300_000); // the native program may have to be built
    const desk = await browser.newPage({ baseURL });
    await teach(desk, run);
    if (when) await desk.getByRole("combobox", { name: "When" }).selectOption(when);
    for (const offer of offers) await desk.locator(`[data-offer="${offer}"] input`).check();
    await desk.getByRole("button", { name: "Prove it" }).click();
    await expect(desk.getByTestId("proof")).toContainText(proof);
    const [text, link] = [await desk.getByTestId("exercise-text").inputValue(), await desk.getByTestId("link").inputValue()];
    const phone = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, hasTouch: true });
    const page = await phone.newPage();
    await page.goto(link);
    await expect(page.locator("[data-event]").first()).toBeVisible();
    await answer(page);
    await expect(page.getByTestId("reason")).toContainText(/Solved|cannot be done|no run/i);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const folder = mkdtempSync(join(tmpdir(), "made-"));
    writeFileSync(join(folder, "exercise.txt"), text);
    writeFileSync(join(folder, "answer.txt"), await new Workbench(page).text());
    const command = spawnSync("cargo",
      ["run", "--quiet", "--locked", "-p", "sequitur-cli", "--", "grade", join(folder, "exercise.txt"), join(folder, "answer.txt"), "--format", "csv"],
      { cwd: ROOT, encoding: "utf8" });
    expect(command.stdout).toMatch(/answer,[^,]*,(best|solved),/);
    await phone.close();
    await desk.close();
  });
}

test("what is no exercise is not graded", async ({ page, workbench }) => {
  await teach(page, ELECTION);
  await page.getByTestId("grade-answers").fill(`Ada ${fragment(ELECTION)}`);
  await page.getByRole("button", { name: "Grade", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("no exercise");
});

test("an embedded exercise tells the page around its verdict, after Check only", async ({ page, workbench, baseURL }) => {
  const inner = `${baseURL}${fragment(exercise("one-crash")).replace("#/", "#/embed/")}`;
  await page.route("**/outer", (route) => route.fulfill({
    contentType: "text/html",
    body: `<body><script>heard = []; addEventListener("message", (event) => heard.push(event.data));</script>
      <iframe src="${inner}" title="exercise" width="900" height="600"></iframe>`,
  }));
  await page.goto("/outer");
  const frame = page.frameLocator("iframe");
  await expect(frame.locator('[data-goal="1"]')).toHaveAttribute("data-met", "false");
  await frame.locator('[data-node="P3"]').click();
  await frame.getByRole("button", { name: "Crash" }).click();
  const answers = () => page.evaluate(() => heard.filter((one) => one.subject === "sequitur.answer"));
  await expect(frame.getByText("0 of 1 crash of P3 left")).toBeVisible();
  expect(await answers()).toEqual([]);
  await frame.getByRole("button", { name: "Check" }).click();
  await expect.poll(async () => (await answers()).length).toBe(1);
  const [answer] = await answers();
  expect([answer.exercise, answer.verdict]).toEqual(["One crash, for ever", "best"]);
  expect(answer.link).toContain("#/s/");
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing in the teachers' frame, ${theme}`, async ({ page, workbench }) => {
    await page.emulateMedia({ colorScheme: theme });
    await teach(page, ELECTION);
    await page.locator('[data-offer="leader-elected holds"] input').check();
    await page.getByTestId("grade-exercise").fill(exercise("one-crash"));
    await page.getByTestId("grade-answers").fill(`Ada ${fragment(exercise("one-crash"))}`);
    await page.getByRole("button", { name: "Grade", exact: true }).click();
    await expect(page.getByTestId("verdicts")).toBeVisible();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
}
