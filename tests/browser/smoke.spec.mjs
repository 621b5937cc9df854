import { expect, test } from "@playwright/test";

// Trunk writes the hash of the wasm on its preload link; Chromium says that it does not look at it there yet.
const KNOWN = /`integrity` attribute is currently ignored for preload/;

for (const path of ["/", "/below/a/path/"]) {
  test(`opens at ${path} with nothing to complain of`, async ({ page, baseURL }) => {
    const complaints = [];
    const elsewhere = [];
    page.on("console", (message) => {
      const bad = ["error", "warning"].includes(message.type()) && !KNOWN.test(message.text());
      if (bad) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      const local = ["data:", "blob:"].includes(url.protocol) || url.origin === new URL(baseURL).origin;
      if (!local || !url.pathname.startsWith(path)) elsewhere.push(request.url());
    });

    await page.goto(path);
    await expect(page.locator("h1, h2, svg").first()).toBeVisible();
    await page.waitForLoadState("networkidle");

    expect(elsewhere, "requests that leave the page's own folder").toEqual([]);
    expect(complaints, "console errors and warnings").toEqual([]);
  });
}
