// A browser that speaks plain W3C WebDriver, as far as the steps in webkit.mjs need it.

const KEYS = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", ArrowDown: "\uE015", Control: "\uE009", Shift: "\uE008" };

/** A session with a browser behind a driver. */
export class Session {
  static async open(driver, capabilities) {
    const session = new Session(driver, "");
    const { sessionId } = await session.ask("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    session.path = `/session/${sessionId}`;
    return session;
  }

  constructor(driver, path) {
    this.driver = driver;
    this.path = path;
  }

  async ask(method, path, body) {
    const answer = await fetch(this.driver + this.path + path, {
      method,
      body: body && JSON.stringify(body),
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${path}: ${value.message}`);
    return value;
  }

  go(url) {
    return this.ask("POST", "/url", { url });
  }

  /** What a function of the page returns. */
  page(does, ...args) {
    return this.ask("POST", "/execute/sync", { script: `return (${does}).apply(null, arguments)`, args });
  }

  /** Asks the page again and again until the answer is true, and returns it. */
  async until(does, ...args) {
    const end = Date.now() + 20_000;
    for (;;) {
      const found = await this.page(does, ...args);
      if (found) return found;
      if (Date.now() > end) throw new Error(`this did not come true: ${does} (${args.join(", ")})`);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  mouse(actions) {
    return this.ask("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
  }

  click({ x, y }) {
    return this.mouse([moveTo(x, y), { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }]);
  }

  drag({ x, y }, dx, dy) {
    const way = Array.from({ length: 8 }, (_, step) => ({ ...moveTo(x + (dx * (step + 1)) / 8, y + (dy * (step + 1)) / 8), duration: 20 }));
    return this.mouse([moveTo(x, y), { type: "pointerDown", button: 0 }, ...way, { type: "pointerUp", button: 0 }]);
  }

  /** Presses keys one after another; with `Control+` before its name, a key is pressed with that. */
  press(...keys) {
    const actions = keys.flatMap((key) => {
      const held = key.split(/\+(?=.)/).map((name) => KEYS[name] ?? name);
      const down = held.map((value) => ({ type: "keyDown", value }));
      return [...down, ...held.reverse().map((value) => ({ type: "keyUp", value }))];
    });
    return this.ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async screenshot() {
    return Buffer.from(await this.ask("GET", "/screenshot"), "base64");
  }

  close() {
    return this.ask("DELETE", "");
  }
}

function moveTo(x, y) {
  return { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 };
}
