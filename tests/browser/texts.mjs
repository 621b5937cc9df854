// Texts that tests open, whatever drives the browser.
import { deflateRawSync } from "node:zlib";

/** A run to take hold of: S2 asks for votes at 157 ms, wins with S5's at 183 ms, and leads to the end. */
export const ELECTION = `# An election and a command
protocol raft
seed 9
at 240ms S2 put x 1
until 400ms
`;

/** A link's fragment, made without the page's help. */
export function fragment(text) {
  return `#/s/1.${deflateRawSync(Buffer.from(text)).toString("base64url")}`;
}
