// The service worker: it keeps this build of the page, and what of it was used, so that a later visit needs
// no network. web/finish.mjs writes the name of the build and the files of the page into it.
//
// A build keeps its files in a cache of its own, so a page never gets parts of two builds. A later build is
// fetched beside it and waits: it takes over when the reader asks for it, or when no page is open any more.
"use strict";

const CACHE = "sequitur-BUILD";
const PAGE = "./";
const FILES = ["FILES"];

addEventListener("install", (event) => {
  event.waitUntil(keepThePage());
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOtherBuilds(), clients.claim()]));
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  // The page asks which build is there now: nothing kept can tell.
  if (request.cache === "no-store") return;
  if (request.mode !== "navigate") event.respondWith(kept(request));
  else if (isThePage(request.url)) event.respondWith(kept(PAGE));
});

async function keepThePage() {
  const cache = await caches.open(CACHE);
  // The browser's own cache may have the page of another build.
  const fresh = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  await cache.addAll(fresh);
}

async function forgetOtherBuilds() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("sequitur-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Whether an address is the page's own: the fragment, which names the frame, is not sent. */
function isThePage(address) {
  const below = address.split(/[?#]/)[0].slice(registration.scope.length);
  return below === "" || below === "index.html";
}

/** What was kept, or what the network gives, which is then kept. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  // A part that was cut off, or is not there, is not kept: the next visit asks again.
  if (answer.ok) {
    const copy = answer.clone();
    cache.put(request, copy).catch((error) => console.warn("not kept for later visits:", error));
  }
  return answer;
}
