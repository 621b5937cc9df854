import { defineConfig } from "@playwright/test";

// Workers read this file again, so the choice is passed on to them.
process.env.SEQUITUR_PORT ??= String(20000 + (process.pid % 20000));
const address = `http://127.0.0.1:${process.env.SEQUITUR_PORT}/`;

const asRoot = process.getuid?.() === 0;

// What only prints figures runs when it is named.
process.env.SEQUITUR_MEASURE ??= process.argv.some((argument) => argument.includes("measure")) ? "yes" : "";

// What `trunk build` makes alone is whole: who tests that page says so, and nothing of parts is asked of it.
const isWhole = process.env.SEQUITUR_PAGE === "whole";

export default defineConfig({
  testDir: ".",
  testIgnore: [...(process.env.SEQUITUR_MEASURE ? [] : ["measure.spec.mjs"]), ...(isWhole ? ["parts.spec.mjs"] : [])],
  outputDir: "results",
  fullyParallel: true,
  workers: 2,
  // On a busy machine a frame can come late. What passes only the second time is named at the end.
  retries: 1,
  forbidOnly: !!process.env.CI,
  reporter: [["list"], ["./tally.mjs"]],
  use: {
    baseURL: address,
    // A trace of each test would double the time; `--trace on` makes them for those that are looked into.
    screenshot: "only-on-failure",
    // A worker that keeps the page would answer in the place of what a test lets fail; offline.spec.mjs allows it.
    serviceWorkers: "block",
    actionTimeout: 10_000,
    launchOptions: {
      // ./dev names a browser that is on the machine; without it Playwright looks for its own.
      executablePath: process.env.CHROMIUM || undefined,
      args: [
        // Chromium refuses its sandbox to root.
        ...(asRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node serve.mjs --port ${process.env.SEQUITUR_PORT}`,
    url: address,
    reuseExistingServer: false,
  },
});
