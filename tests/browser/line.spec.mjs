// The line breaks off: at each request of a visit in turn, it and all that come after it fail. The page says what is
// missing and what to do, nothing stands empty, and when the line is back everything comes.
import { ELECTION, expect, fragment, test } from "./workbench.mjs";

const VISITS = [
  ["the start", "/"],
  ["a link", `/${fragment(ELECTION)}`],
  ["an embedded run", `/${fragment(ELECTION).replace("#/s/", "#/embed/s/")}`],
  ["a lesson", "/#/learn/7"],
];

/** Long enough for all that a visit asks for by itself. */
const SETTLED_MS = 3_500;

/** What a request asks for, whatever is in it. */
const nameOf = (url) => new URL(url).pathname.split("/").at(-1).replace(/-?[0-9a-f]{15,}/, "");

/** What the visit is for. */
const wanted = (page, what) => (what === "a lesson" ? page.locator(".step.cur") : page.locator("[data-event]")).first();

/** A sentence that says what is missing and what to do about it. */
const told = (page) =>
  page.getByText("The program did not come, or not all of it.").or(page.getByRole("alert").filter({ hasText: /again|reload/i })).first();

/** The names of what a visit asks for after the page itself, in the order in which it asks. */
async function requestsOf(page, address) {
  const names = [];
  page.on("request", (request) => {
    if (request.url().startsWith("http")) names.push(nameOf(request.url()));
  });
  await page.goto(address);
  await page.waitForTimeout(SETTLED_MS);
  return [...new Set(names.slice(1))];
}

for (const [what, address] of VISITS) {
  test(`the line breaks off at each request of ${what} in turn`, async ({ context, page: first }) => {
    test.setTimeout(240_000);
    const names = await requestsOf(first, address);
    expect(names, "a visit asks for the program").toContain("sequitur-web_bg.wasm");
    for (const cut of names) {
      await test.step(cut, async () => {
        const page = await context.newPage();
        let isCut = false;
        await page.route("**/*", (route) => {
          isCut ||= nameOf(route.request().url()) === cut;
          return isCut ? route.abort("connectionreset") : route.continue();
        });
        await page.goto(address);
        const isProgram = /^sequitur-web(_bg\.wasm|\.js)$/.test(cut);
        const stands = isProgram ? told(page) : wanted(page, what).or(told(page)).first();
        await expect(stands, `${cut} is gone`).toBeVisible();
        await page.unroute("**/*");
        await page.reload();
        await expect(wanted(page, what), `${cut} is back`).toBeVisible();
        await expect(told(page)).toBeHidden();
        await page.close();
      });
    }
  });
}
