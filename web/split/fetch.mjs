// What fetches the parts of a program: a piece of the program's own script.

/** The piece: the parts by their names, each a file, its hash and the other parts that it needs, and what fetches one. */
export function fetchPart(parts) {
  return [
    `const PARTS = ${JSON.stringify(parts)};`,
    "const COMING = {};",
    `const ASKED = askFirst(${JSON.stringify(FIRST)});`,
    ...[ask, askFirst, load, once, fetchOne].map(String),
    "",
  ].join("\n").replace("function fetchOne", "function fetchPart");
}

/** What the frame of an address is known to need. */
const FIRST = [
  ["^#/s/", ["shared", "bench", "links", "workbench"]],
  ["^#/w$", ["shared", "bench", "workbench"]],
  ["^#/embed/s/", ["shared", "links", "embed"]],
  ["^#/(embed/)?learn", ["shared", "bench", "more", "learn"]],
];

/* global wasm, PARTS, COMING, ASKED */

function ask(name) {
  const [file, integrity] = PARTS[name];
  return fetch(new URL(file, import.meta.url), { integrity });
}

// What the address is known to need is on its way beside the program. What does not come is told to whoever awaits it.
function askFirst(first) {
  const found = first.find(([address]) => new RegExp(address).test(location.hash));
  const names = (found?.[1] ?? []).filter((name) => PARTS[name]);
  return new Map(names.map((name) => {
    const asked = ask(name);
    asked.catch(() => {});
    return [name, asked];
  }));
}

async function load(name) {
  const asked = ASKED.get(name) ?? ask(name);
  ASKED.delete(name);
  const response = await asked;
  if (!response.ok) throw new Error(`${PARTS[name][0]}: ${response.status}`);
  await WebAssembly.instantiateStreaming(response, { __wasm_split: wasm, program: wasm });
}

// A part that came is kept; one that did not can be asked for again.
function once(name) {
  return (COMING[name] ??= load(name).catch((error) => {
    delete COMING[name];
    throw error;
  }));
}

async function fetchOne(name) {
  const [, , ...needs] = PARTS[name];
  await Promise.all([...needs, name].map(once));
}
