// Runs after Trunk has laid out the page: what a first visit sees goes into it, written by the page's own program,
// which is compiled for this machine and told to.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PLACE = "<!-- the first picture -->";

const compiler = ["run", "--quiet", "--locked", "--profile", "tools", "--package", "sequitur-web", "--", "first-picture"];
const picture = execFileSync("cargo", compiler, { cwd: process.env.TRUNK_SOURCE_DIR, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const page = join(process.env.TRUNK_STAGING_DIR, "index.html");
const html = readFileSync(page, "utf8");
if (html.split(PLACE).length !== 2) throw new Error("index.html does not say where the first picture goes");
if (/\sstyle=|<script/i.test(picture)) throw new Error("the first picture has a style or a script of its own, which the policy of the page forbids");
writeFileSync(page, html.replace(PLACE, () => picture));
