// Runs after Trunk has laid out the page and before it is put in dist/.
//
// - The worker's files have the same names in every build, and a browser may keep those of another. They get
//   names that depend on their content, and the page the address of the first.
// - The style sheets go into the page: the first picture then waits for no other file.
// - The Content-Security-Policy allows no inline script and no inline style. The hashes of those that stand in
//   the page are added to it: of the styles, and of the script with which Trunk starts the program.
// - The service worker is told the files that a first visit needs, and a name for this build.
//
// - The parts of the programs are laid beside them.
//
// Other files stay as they are: Trunk has computed their names and integrity.
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WORKER = ["sequitur-worker_bg.wasm", "sequitur-worker.js", "sequitur-worker_loader.js"];
const SHEETS = /<link rel="stylesheet" href="\.\/([\w.-]+\.css)"[^>]*>\n?/g;

const staging = (name) => join(process.env.TRUNK_STAGING_DIR, name);
const sha256 = (text) => createHash("sha256").update(text);
const read = (name) => readFileSync(staging(name), "utf8");

/** Replaces what must be there once. */
function replaceOnce(text, pattern, by, what) {
  if (!pattern.test(text)) throw new Error(`index.html has no ${what}`);
  return text.replace(pattern, by);
}

/** Gives the worker's files names of their own. */
function nameWorker(html) {
  const digest = createHash("sha256");
  for (const name of WORKER) digest.update(readFileSync(staging(name)));
  const build = digest.digest("hex").slice(0, 16);
  const named = (text) => text.replace(/\bsequitur-worker(_bg\.wasm|_loader\.js|\.js)/g, `sequitur-worker-${build}$1`);
  for (const name of WORKER) {
    if (name.endsWith(".js")) writeFileSync(staging(name), named(read(name)));
    renameSync(staging(name), staging(named(name)));
  }
  const address = /(<meta name="worker" content=")sequitur-worker_loader\.js(")/;
  return replaceOnce(html, address, `$1${named("sequitur-worker_loader.js")}$2`, "address of the worker");
}

/** Puts the style sheets into the page, in their order. */
function inlineStyles(html) {
  const names = [...html.matchAll(SHEETS)].map(([, name]) => name);
  const style = `<style>\n${names.map(read).join("")}</style>\n`;
  if (style.indexOf("</style") !== style.lastIndexOf("</style")) throw new Error("a style sheet ends its element");
  for (const name of names) rmSync(staging(name));
  return replaceOnce(html.replace(SHEETS, ""), /<\/head>/, () => `${style}</head>`, "head");
}

/** Allows the inline scripts and styles of the page, and no others. */
function allowInline(html, element, directive) {
  const all = [...html.matchAll(new RegExp(`<${element}\\b([^>]*)>([\\s\\S]*?)</${element}>`, "gi"))];
  const inline = all.filter(([, attributes]) => !/\bsrc\s*=/i.test(attributes)).map(([, , text]) => text);
  const hashes = inline.map((text) => {
    const asTheBrowserReadsIt = text.replace(/\r\n?/g, "\n");
    return ` 'sha256-${sha256(asTheBrowserReadsIt).digest("base64")}'`;
  });
  const policy = new RegExp(`(<meta http-equiv="Content-Security-Policy" content="[^"]*${directive} )([^;"]*)`);
  return replaceOnce(html, policy, (_, before, sources) => before + sources + hashes.join(""), `policy with a ${directive}`);
}

/** The page, and the files that it names. */
function filesOf(html) {
  const named = [...html.matchAll(/(?:href|src)="\.?\/?([\w.-]+\.(?:js|wasm|svg|webmanifest))"/g)].map(([, name]) => name);
  const files = [...new Set(named)];
  if (!files.some((file) => file.endsWith(".wasm"))) throw new Error("index.html names no program");
  return files;
}

/** What is kept from the first visit on beside the page: what the start and the workbench need. */
const KEPT = /^sequitur-web-part-(shared|bench|more|protocols|workbench|side|examples|links|exercises|next|popover|bridge|cards|update)-/;

/** Tells the service worker what to keep. */
function tellOffline(html) {
  const files = [...filesOf(html), ...parts.filter((part) => KEPT.test(part))];
  const contents = sha256(html);
  for (const file of files) contents.update(readFileSync(staging(file)));
  const told = read("offline.js")
    .replace("sequitur-BUILD", `sequitur-${contents.digest("hex").slice(0, 16)}`)
    .replace('["FILES"]', JSON.stringify(["./", ...files]));
  writeFileSync(staging("offline.js"), told);
}

/** Lays out the parts that web/split.mjs made; none where the page is whole. */
function layParts() {
  const folder = process.env.SEQUITUR_PARTS;
  const parts = folder ? readdirSync(folder) : [];
  for (const part of parts) copyFileSync(join(folder, part), staging(part));
  return parts;
}

const parts = layParts();
let html = inlineStyles(nameWorker(read("index.html")));
html = allowInline(allowInline(html, "script", "script-src"), "style", "style-src");
writeFileSync(staging("index.html"), html);
tellOffline(html);
