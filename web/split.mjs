// Takes a program apart. It stands in the place of wasm-bindgen when Trunk builds the page, since Trunk has no
// step between the compiler and wasm-bindgen: `./dev` puts it on PATH under that name. A program without
// parts goes to wasm-bindgen as it is.
//
// - wasm-split-cli makes of what one `part!` reaches, and nothing else does, a file of its own. What several
//   parts reach it puts into a file for each set of them: wasm-merge makes four files of all these. `shared`
//   has what the picture of any run waits for, `bench` what the workbench needs beside it, `more` what only
//   the parts that come after a first picture need, and `protocols` what only protocols need.
// - The program itself goes through wasm-bindgen. Into the script that comes of it goes `fetchPart`, with the
//   names of the parts and their hashes: whoever trusts the script can trust the parts.
// - The parts are named by what is in them, and put where web/finish.mjs finds them.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fetchPart } from "./split/fetch.mjs";

const run = promisify(execFile);
const BINDGEN = process.env.SEQUITUR_BINDGEN;
const PARTS = process.env.SEQUITUR_PARTS;

/** The files of what several parts need, and the parts that each is for: what one needs is in the first of its. */
const SHARED = [
  ["shared", ["embed", "links"]],
  ["bench", ["workbench"]],
  ["more", ["bridge", "cards", "examples", "exercises", "learn", "next", "popover", "side", "teach", "update"]],
  ["protocols", []],
];

const args = process.argv.slice(2);
const input = args.find((arg) => arg.endsWith(".wasm"));
const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? args[args.indexOf(`--${name}`) + 1];
const bindgen = (...args) => execFileSync(BINDGEN, args, { stdio: "inherit" });

if (!input || !readFileSync(input).includes("__wasm_split_00")) {
  bindgen(...args);
} else {
  await takeApart(option("out-dir"), option("out-name"));
}

async function takeApart(outDir, name) {
  const folder = mkdtempSync(join(tmpdir(), "sequitur-parts-"));
  try {
    execFileSync("wasm-split-cli", [input, folder, "--out-name", name], { stdio: "inherit" });
    const main = join(folder, `${name}.wasm`);
    bindgen(...args.map((arg) => (arg === input ? main : arg)), "--keep-lld-exports");
    const files = readdirSync(folder).filter((file) => /^(split|chunk)_.*\.wasm$/.test(file));
    const { level, features } = flags(name);
    const optimise = [level, ...features, "--strip-debug", "--strip-producers"];
    const made = await named(name, await parts(folder, files, features), optimise);
    const script = join(outDir, `${name}.js`);
    const code = readFileSync(script, "utf8");
    if (!/\bfetchPart\(/.test(code) || !/^let .*\bwasm\b.*;$/m.test(code)) throw new Error(`${script} fetches no parts`);
    writeFileSync(script, `${fetchPart(made)}${code}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The parts: of each its name, its file, and the names of the shared files that it needs. */
async function parts(folder, files, features) {
  const needs = new Map(neededChunks(readFileSync(join(folder, "__wasm_split.js"), "utf8")));
  const isNeeded = (chunk, parts) => parts.some((part) => needs.get(part)?.includes(chunk));
  const shared = Object.fromEntries(SHARED.map(([name]) => [name, []]));
  for (const chunk of files.filter((file) => file.startsWith("chunk_"))) {
    const [name] = SHARED.find(([, parts]) => isNeeded(chunk, parts)) ?? SHARED.at(-1);
    shared[name].push(chunk);
  }
  const names = files.filter((file) => file.startsWith("split_")).map((file) => file.slice(6, -5));
  const found = names.map((name) => ({
    name,
    path: join(folder, `split_${name}.wasm`),
    needs: Object.keys(shared).filter((one) => shared[one].some((chunk) => needs.get(name).includes(chunk))),
  }));
  for (const [name, chunks] of Object.entries(shared).filter(([, chunks]) => chunks.length)) {
    found.push({ name, path: await merged(folder, name, chunks.map((chunk) => join(folder, chunk)), features), needs: [] });
  }
  return found;
}

/** The chunks that each part needs, as the tool's own loader has them. */
function neededChunks(loader) {
  const found = [...loader.matchAll(/__wasm_split_load_(\w+) = .*?\n, \[(.*?)\]\)\);/gs)];
  return found.map(([, name, chunks]) => [name, [...chunks.matchAll(/\d+/g)].map(([number]) => `chunk_${number}.wasm`)]);
}

/** One file of those that several parts need. */
async function merged(folder, name, chunks, features) {
  // What they all take from the program is taken once, through a door that passes it on.
  const taken = new Map();
  for (const file of chunks.toSorted((one, other) => statSync(one).size - statSync(other).size)) {
    const names = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file))).map(({ name }) => name);
    if (names.every((name) => taken.has(name))) continue;
    const text = (await run("wasm-dis", [file, ...features], { maxBuffer: 1 << 28 })).stdout;
    const imports = text.matchAll(/^ \(import "__wasm_split" "([^"]+)" \((memory|table|global) \$\S+ (.*)\)\)$/gm);
    for (const [, name, kind, type] of imports) taken.set(name, [kind, type]);
  }
  const all = [...taken];
  const taking = all.map(([name, [kind, type]]) => `(import "program" "${name}" (${kind} $${name} ${type}))`);
  const giving = all.map(([name, [kind]]) => `(export "${name}" (${kind} $${name}))`);
  const door = join(folder, `${name}.wat`);
  writeFileSync(door, `(module ${[...taking, ...giving].join("\n")})`);
  const file = join(folder, `${name}.wasm`);
  const pairs = chunks.flatMap((file) => [file, basename(file, ".wasm")]);
  await run("wasm-merge", [door, "__wasm_split", ...pairs, "-o", file, "--rename-export-conflicts", ...features], { maxBuffer: 1 << 26 });
  return file;
}

/** How index.html has the program optimised. */
function flags(name) {
  const page = readFileSync(fileURLToPath(new URL("../index.html", import.meta.url)), "utf8");
  const program = name.endsWith("worker") ? "worker" : "main";
  const line = page.split("\n").find((line) => line.includes(`data-type="${program}"`));
  const [, level] = line.match(/data-wasm-opt="(\w)"/);
  const [, features] = line.match(/data-wasm-opt-params="([^"]*)"/);
  return { level: `-O${level}`, features: features.split(" ") };
}

/** Optimises the parts, and puts them aside under names that depend on what is in them. */
async function named(program, parts, flags) {
  mkdirSync(PARTS, { recursive: true });
  const old = readdirSync(PARTS).filter((file) => file.startsWith(`${program}-part-`));
  for (const file of old) rmSync(join(PARTS, file));
  const made = {};
  const waiting = [...parts];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { name, path, needs } = next;
      await run("wasm-opt", [path, "-o", `${path}.opt`, ...flags]);
      const content = readFileSync(`${path}.opt`);
      const file = `${program}-part-${name}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}.wasm`;
      writeFileSync(join(PARTS, file), content);
      made[name] = [file, `sha384-${createHash("sha384").update(content).digest("base64")}`, ...needs];
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return Object.fromEntries(Object.entries(made).sort());
}
