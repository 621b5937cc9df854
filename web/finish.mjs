// Runs after Trunk has laid out the page and before it is put in dist/.
//
// The page's Content-Security-Policy allows no inline script, but Trunk starts the program with one, whose
// text (and so whose hash) changes with every build. This adds the hashes of the inline scripts to the
// policy's script-src.
//
// The worker's files have the same names in every build, and a browser may keep those of another. This gives
// them names that depend on their content, and writes the address of the first into the page. No other file is
// changed: Trunk has computed their names and integrity.
//
// The service worker is told the files that a first visit needs, and a name for this build.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = (name) => join(process.env.TRUNK_STAGING_DIR, name);
const page = staging("index.html");
const html = readFileSync(page, "utf8");

const WORKER = ["sequitur-worker_bg.wasm", "sequitur-worker.js", "sequitur-worker_loader.js"];
const digest = createHash("sha256");
for (const name of WORKER) digest.update(readFileSync(staging(name)));
const build = digest.digest("hex").slice(0, 16);
const named = (text) => text.replace(/\bsequitur-worker(_bg\.wasm|_loader\.js|\.js)/g, `sequitur-worker-${build}$1`);
for (const name of WORKER) {
  if (name.endsWith(".js")) writeFileSync(staging(name), named(readFileSync(staging(name), "utf8")));
  renameSync(staging(name), staging(named(name)));
}

const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)];
const inline = scripts.filter(([, attributes]) => !/\bsrc\s*=/i.test(attributes)).map(([, , text]) => text);
const hashes = inline.map((text) => {
  const asTheBrowserReadsIt = text.replace(/\r\n?/g, "\n");
  return ` 'sha256-${createHash("sha256").update(asTheBrowserReadsIt).digest("base64")}'`;
});

const policy = /(<meta http-equiv="Content-Security-Policy" content="[^"]*script-src )([^;"]*)/;
if (!policy.test(html)) throw new Error("index.html has no Content-Security-Policy with a script-src");
const address = /(<meta name="worker" content=")sequitur-worker_loader\.js(")/;
if (!address.test(html)) throw new Error("index.html does not name the worker");
const addressed = html.replace(address, `$1sequitur-worker-${build}_loader.js$2`);
const finished = addressed.replace(policy, (_, before, sources) => before + sources + hashes.join(""));
writeFileSync(page, finished);

/** The files that the page names by itself, and the page. */
function filesOf(html) {
  const named = [...html.matchAll(/(?:href|src)="\.?\/?([\w.-]+\.(?:css|js|wasm|svg|webmanifest))"/g)].map(([, name]) => name);
  return ["./", ...new Set(named)];
}

const offline = staging("offline.js");
const files = filesOf(finished);
if (!files.some((file) => file.endsWith(".wasm"))) throw new Error("the page names no program to keep");
const contents = createHash("sha256").update(finished);
for (const file of files.slice(1)) contents.update(readFileSync(staging(file)));
const told = readFileSync(offline, "utf8")
  .replace("sequitur-BUILD", `sequitur-${contents.digest("hex").slice(0, 16)}`)
  .replace('["FILES"]', JSON.stringify(files));
writeFileSync(offline, told);
