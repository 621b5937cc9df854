// Runs after Trunk has laid out the page and before it is put in dist/.
//
// The page's Content-Security-Policy allows no inline script, but Trunk starts the program with one, whose
// text (and so whose hash) changes with every build. This adds the hashes of the inline scripts to the
// policy's script-src. It changes index.html only: no file whose name or integrity Trunk has computed.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const page = join(process.env.TRUNK_STAGING_DIR, "index.html");
const html = readFileSync(page, "utf8");

const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)];
const inline = scripts.filter(([, attributes]) => !/\bsrc\s*=/i.test(attributes)).map(([, , text]) => text);
const hashes = inline.map((text) => {
  const asTheBrowserReadsIt = text.replace(/\r\n?/g, "\n");
  return ` 'sha256-${createHash("sha256").update(asTheBrowserReadsIt).digest("base64")}'`;
});

const policy = /(<meta http-equiv="Content-Security-Policy" content="[^"]*script-src )([^;"]*)/;
if (!policy.test(html)) throw new Error("index.html has no Content-Security-Policy with a script-src");
writeFileSync(page, html.replace(policy, (_, before, sources) => before + sources + hashes.join("")));
