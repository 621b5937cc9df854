// Serves dist/ on this machine alone, at / and, to prove that no address in the page is absolute, below a path.
//
//   node tests/browser/serve.mjs [--port N] [--open]
//
// Without --port it takes 8080, or the next free one.
import { spawn } from "node:child_process";
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const BELOW_A_PATH = "/below/a/path/";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The file that a request means, or null where there is none or the address is no address. */
function fileFor(url) {
  try {
    let path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    if (path.startsWith(BELOW_A_PATH)) path = path.slice(BELOW_A_PATH.length - 1);
    if (path.endsWith("/")) path += "index.html";
    // `normalize` takes every ".." out of an absolute path, so nothing outside dist/ can be named.
    const file = join(DIST, normalize(path));
    const found = statSync(file);
    return found.isFile() ? { file, size: found.size } : null;
  } catch {
    return null;
  }
}

function answer(request, response) {
  const found = ["GET", "HEAD"].includes(request.method) && fileFor(request.url);
  if (!found) {
    response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
    return;
  }
  response.writeHead(200, {
    "Content-Type": TYPES[extname(found.file)] ?? "application/octet-stream",
    "Content-Length": found.size,
    "Cache-Control": "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(found.file).on("error", () => response.destroy()).pipe(response);
}

function openBrowser(address) {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  // Where there is no such program, the printed address is enough.
  spawn(opener, [address], { detached: true, stdio: "ignore" }).on("error", () => {}).unref();
}

function listen(port, mayMove, open) {
  const server = createServer(answer);
  server.on("error", (error) => {
    if (error.code === "EADDRINUSE" && mayMove && port < 65535) return listen(port + 1, mayMove, open);
    console.error(`cannot serve on port ${port}: ${error.message}`);
    process.exitCode = 1;
  });
  server.listen(port, "127.0.0.1", () => {
    const address = `http://127.0.0.1:${server.address().port}/`;
    console.log(`Sequitur is at ${address} (Ctrl-C ends it)`);
    if (open) openBrowser(address);
  });
}

const { values } = parseArgs({ options: { port: { type: "string" }, open: { type: "boolean" } } });
const asked = values.port !== undefined;
listen(asked ? Number(values.port) : 8080, !asked, values.open);
