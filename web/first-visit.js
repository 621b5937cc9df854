// Stands in the page, and runs before its first paint: it picks what is seen until the program is there, and
// keeps what the reader does meanwhile.
(() => {
  "use strict";
  const root = document.documentElement;
  const data = root.dataset;

  // The frame that the address names: each has its own shape before the program is there.
  const FRAMES = [[/^(#\/?)?$/, "start"], [/^#\/embed\/s\//, "embed"], [/^#\/(w$|s\/)/, "workbench"]];
  const pick = () => {
    const found = FRAMES.find(([address]) => address.test(location.hash));
    data.first = found ? found[1] : "page";
  };
  pick();
  addEventListener("hashchange", pick);

  try {
    const theme = localStorage.getItem("sequitur.theme");
    if (theme) data.theme = theme;
    // Whoever comes back finds other doors: none are shown before it is known which.
    if (["sequitur.text", "sequitur.progress"].some((key) => localStorage.getItem(key))) data.back = "";
  } catch {
    // Without storage nothing was kept.
  }

  // Only the picture that fits stays, so that each message is there once.
  document.addEventListener("DOMContentLoaded", () => {
    for (const picture of document.querySelectorAll(".first .pic")) if (!picture.offsetParent) picture.remove();
  });

  // Where the program does not come, or not all of it, that is said.
  const fail = () => {
    if (document.querySelector(".coming-note")) data.failed = "";
  };
  addEventListener("error", fail, true);
  addEventListener("unhandledrejection", fail);

  /** What the reader did to the first picture, to be done again to the program's own. */
  const done = [];
  const DONE_MAX = 20;
  /** How long a finger rests before it drags, in ms: as in web/src/diagram/pointer.rs. */
  const HOLD = 180;
  const NAMES = ["data-head", "data-message", "data-event", "data-node"];
  let press = null;
  let focused = null;
  let waits = false;

  /** What finds the same thing in the program's picture. */
  function same(target) {
    if (!(target instanceof Element) || !target.closest(".first")) return null;
    const control = target.closest("button, a");
    if (control) return () => [...document.querySelectorAll("button, a")].find((other) => other.outerHTML === control.outerHTML);
    for (const name of NAMES) {
      const value = target.closest(`[${name}]`)?.getAttribute(name);
      if (value) return () => document.querySelector(`[${name}="${CSS.escape(value)}"]`);
    }
    return null;
  }

  function middle(element) {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** Keeps what is to be done to what `find` finds. */
  function keep(find, act) {
    if (done.length === DONE_MAX) return;
    done.push({ find, act });
    data.kept = "";
    wait();
  }

  function wait() {
    if (!waits) requestAnimationFrame(whenThere);
    waits = true;
  }

  const on = (name, act, options = true) => document.addEventListener(name, act, options);

  on("pointerdown", (event) => {
    const find = same(event.target);
    if (!find || event.button !== 0 || event.target.closest("button, a")) return;
    const at = { x: event.clientX, y: event.clientY };
    const begun = { at, from: middle(find()), to: at, id: event.pointerId, since: event.timeStamp, isDown: true };
    press = begun;
    keep(find, (found) => begun.isCancelled || again(found, begun));
  });
  on("pointermove", (event) => {
    if (press?.isDown && event.pointerId === press.id) press.to = { x: event.clientX, y: event.clientY };
  });
  on("pointerup", (event) => {
    if (press && event.pointerId === press.id) press.isDown = false;
  });
  // The finger scrolled.
  on("pointercancel", () => {
    if (press) press.isCancelled = true;
    press = null;
  });
  on("touchmove", (event) => {
    if (press?.isDown && event.cancelable && event.timeStamp - press.since >= HOLD) event.preventDefault();
  }, { capture: true, passive: false });
  on("selectstart", (event) => {
    if (press?.isDown) event.preventDefault();
  });
  on("click", (event) => {
    if (event.target.closest(".again")) return location.reload();
    const find = event.target.closest("button") && same(event.target);
    if (find) keep(find, (found) => found.click());
  });
  on("keydown", (event) => {
    const find = !event.target.closest("button, a") && same(event.target);
    if (!find || event.key === "Tab") return;
    event.preventDefault();
    const { key, code, altKey, shiftKey } = event;
    keep(find, (found) => {
      found.focus();
      found.dispatchEvent(new KeyboardEvent("keydown", { key, code, altKey, shiftKey, bubbles: true, cancelable: true }));
    });
  });
  on("focusin", (event) => {
    focused = same(event.target);
    if (focused) wait();
  });

  /** Presses again, as far as was dragged. A pointer that is still down goes on from there. */
  function again(found, { at, from, to, id, isDown }) {
    const now = middle(found);
    const send = (name, { x, y }) => {
      const place = { clientX: x + now.x - from.x, clientY: y + now.y - from.y };
      found.dispatchEvent(new PointerEvent(name, { ...place, pointerId: id, pointerType: "mouse", buttons: 1, bubbles: true, cancelable: true }));
    };
    send("pointerdown", at);
    send("pointermove", to);
    if (!isDown) send("pointerup", to);
  }

  /** Waits until the program has put its own picture there, then does all of it again, one thing a frame. */
  function whenThere() {
    waits = false;
    if (document.querySelector(".first")) return wait();
    focused?.()?.focus({ preventScroll: true });
    focused = null;
    if (!done.length) return;
    wait();
    const found = done[0].find();
    if (!found) return;
    delete data.kept;
    done.shift().act(found);
  }
})();
