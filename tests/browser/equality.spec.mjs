// A run is a pure function of its text, wherever it is made: here the wasm in the page against the native program.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "./workbench.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TEXTS = 200;

/** Random scenarios and the hashes of their native runs: lines of {"text", "hash"}. */
function native() {
  const lines = execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "sequitur-cli", "--example", "equality", "--", String(TEXTS)],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 64 << 20 });
  return lines.trim().split("\n").map((line) => JSON.parse(line));
}

test("the same text gives the same trace natively and in wasm", async ({ page, workbench }) => {
  test.setTimeout(300_000); // the native program may have to be built
  const expected = native();
  expect(expected.length).toBe(TEXTS);
  await workbench.open();
  const differing = await page.evaluate(async (expected) => {
    const texts = [];
    for (const { text, hash } of expected) {
      const bytes = new TextEncoder().encode(JSON.stringify(await window.sequitur.run(text)));
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const found = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (found !== hash) texts.push(text);
    }
    return texts;
  }, expected);
  expect(differing).toEqual([]);
});
