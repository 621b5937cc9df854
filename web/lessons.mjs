// Runs after Trunk has laid out the page: compiles the lessons into the page, as data.
//
// A browser may keep a lesson of another build, so the folder's name depends on what is in it. The page says
// where it is.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const folder = join(staging, "lessons");
const compiler = ["run", "--quiet", "--locked", "--profile", "tools", "--package", "sequitur-course", "--features", "build", "--bin", "sequitur-lessons"];
execFileSync("cargo", [...compiler, "--", folder], { cwd: process.env.TRUNK_SOURCE_DIR, stdio: "inherit" });

const digest = createHash("sha256");
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
for (const path of paths) digest.update(path.slice(folder.length)).update(readFileSync(path));
const name = `lessons-${digest.digest("hex").slice(0, 16)}`;
renameSync(folder, join(staging, name));

const page = join(staging, "index.html");
const html = readFileSync(page, "utf8");
const address = /(<meta name="lessons" content=")lessons\/(")/;
if (!address.test(html)) throw new Error("index.html does not say where the lessons are");
writeFileSync(page, html.replace(address, `$1${name}/$2`));
