import base from "./playwright.config.mjs";

// What is most likely to differ from engine to engine, in Firefox too: the picture and its scroll bars, pointer and
// keys, the worker. FIREFOX names the browser. Touch, media settings and downloads cannot be had there.
export default {
  ...base,
  testMatch: ["check.spec.mjs", "diagram.spec.mjs", "keyboard.spec.mjs", "scrollbars.spec.mjs"],
  grepInvert: /axe finds/,
  use: {
    ...base.use,
    browserName: "firefox",
    channel: "moz-firefox",
    launchOptions: { executablePath: process.env.FIREFOX },
  },
};
