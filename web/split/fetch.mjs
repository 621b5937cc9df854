// What fetches the parts of a program: a piece of the program's own script.

/** The piece: the parts by their names, each a file, its hash and the other parts that it needs, and what fetches one. */
export function fetchPart(parts) {
  return `const PARTS = ${JSON.stringify(parts)};\nconst COMING = {};\n${load}\n${once}\n${fetchOne.toString().replace("fetchOne", "fetchPart")}\n`;
}

/* global wasm, PARTS, COMING */

async function load(name) {
  const [file, integrity] = PARTS[name];
  const response = await fetch(new URL(file, import.meta.url), { integrity });
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
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
