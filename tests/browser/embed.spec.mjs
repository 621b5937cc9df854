// Lessons and exercises inside a page of another origin.
import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "./workbench.mjs";

/** A page of another origin with a part of the course in a frame, and what it hears. */
async function around(page, baseURL, part, { width = 900, height = 600 } = {}) {
  const body = `<!doctype html><title>A course elsewhere</title>
    <script>heard = []; addEventListener("message", (event) => heard.push({ ...event.data, origin: event.origin }));</script>
    <iframe src="${baseURL}#/embed/learn/${part}" title="course" width="${width}" height="${height}"></iframe>`;
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(body));
  await once(server.listen(0, "127.0.0.1"), "listening");
  page.once("close", () => server.close());
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const frame = page.frameLocator("iframe");
  // Another origin has another cache: all is loaded anew.
  await expect(frame.locator('[data-frame="embed"]')).toBeVisible({ timeout: 30_000 });
  const heard = (subject) => page.evaluate((subject) => heard.filter((one) => one.subject === subject), subject);
  return { frame, heard, where: () => page.frames()[1].url() };
}

test("an exercise of a lesson is done in a frame of another page, which hears the verdict", async ({ page, baseURL }) => {
  const { frame, heard } = await around(page, baseURL, "13/one-crash");
  await expect(frame.getByText("Make it so that nobody can ever decide.")).toBeVisible();
  await expect(frame.locator("header.bar")).toHaveCount(0);
  await expect(frame.locator('[data-goal="1"]')).toHaveAttribute("data-met", "false");
  const origin = new URL(baseURL).origin;
  await expect.poll(() => heard("lti.frameResize")).toContainEqual({ subject: "lti.frameResize", height: expect.any(Number), origin });
  await frame.getByRole("button", { name: "Hint" }).click();
  await expect(frame.getByText("Whom does P1 wait for?")).toBeVisible();
  // A wrong answer first: the slip is told in the lesson's words.
  await frame.getByRole("button", { name: "It cannot be done" }).click();
  await expect(frame.getByTestId("reason")).toContainText("It can be done");
  await frame.locator('[data-node="P3"]').click();
  await frame.getByRole("button", { name: "Crash" }).click();
  await frame.getByRole("button", { name: "Check" }).click();
  await expect(frame.getByTestId("reason")).toContainText("Solved");
  const verdicts = (await heard("sequitur.answer")).map(({ exercise, verdict, origin }) => ({ exercise, verdict, origin }));
  expect(verdicts).toEqual([
    { exercise: "One crash, for ever", verdict: "not yet", origin },
    { exercise: "One crash, for ever", verdict: "best", origin },
  ]);
  await expect(frame.getByRole("link", { name: "Open in Sequitur" })).toHaveAttribute("href", /#\/learn\/13\/one-crash$/);
  await expect(frame.getByRole("button", { name: "Open the panels" })).toHaveCount(0);
});

test("a lesson is read in a frame and stays in it; a question is answered there", async ({ page, baseURL }) => {
  const { frame, heard, where } = await around(page, baseURL, "18", { width: 1200, height: 700 });
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("18 Raft elections");
  await expect(frame.locator("header.bar")).toHaveCount(0);
  // Enter on a button presses it: the keys are for the prose.
  await frame.locator(".prose").focus();
  while ((await frame.locator(".step.cur fieldset").count()) === 0) {
    const before = await frame.getByTestId("step").textContent();
    await page.keyboard.press("j");
    await expect(frame.getByTestId("step")).not.toHaveText(before);
  }
  expect(where()).toContain("#/embed/learn/18/");
  await expect(frame.locator("text.hidt"), "no marks before the room has voted").toBeVisible();
  await frame.getByRole("radio", { name: "Yes, it can still reach three of five" }).check();
  await page.keyboard.press("Enter");
  await expect(frame.locator(".step.cur [data-right]")).toHaveAttribute("data-right", "true");
  expect((await heard("lti.frameResize")).length).toBeGreaterThan(1);
  const addresses = await frame.locator("a[href]:not([target])").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(addresses.filter((address) => !address.startsWith("#/embed/")), "nothing leads out of the frame").toEqual([]);
  await frame.locator("[data-exercise]").first().click();
  await expect(frame.locator("[data-goal]").first()).toBeVisible();
  expect(where()).toMatch(/#\/embed\/learn\/18\/elect$/);
});

for (const width of [360, 900]) {
  test(`an exercise in a frame of ${width} pixels hides nothing that is needed`, async ({ page, baseURL }) => {
    const { frame } = await around(page, baseURL, "13/one-crash", { width, height: 640 });
    for (const name of ["Check", "Hint", "It cannot be done", "Play", "Reset"]) {
      await expect(frame.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
    }
    await expect(frame.locator(".scroller")).toBeInViewport({ ratio: 0.3 });
  });
}
