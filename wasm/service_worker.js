// Keeps the page in the browser, so that it opens without a network: its own files and nothing else. Each build has a cache of
// its own, which holds exactly the files of that build or is not used, so no page mixes two builds.

// Written here by make_service_worker.mjs: the files with their digests, and a digest of all.
const FILES = {};
const VERSION = '';
const CACHE = `formcast ${VERSION}`;

/// A file that is not the one of this build, as when a host is just being brought up to date, fails the whole; the browser
/// tries again at the next visit.
async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(Object.entries(FILES).map(([name, integrity]) => new Request(name, { integrity, cache: 'no-cache' })));
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith('formcast ') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(request, name) {
  // A newer build takes over when the page is loaded again and no other tab shows this one; that tab's files would change
  // under it.
  if (request.mode === 'navigate' && registration.waiting && (await clients.matchAll()).length < 2) {
    registration.waiting.postMessage('take over');
    return new Response('<link rel="icon" href="data:,">', { headers: { 'Content-Type': 'text/html', Refresh: '0' } });
  }
  return (await (await caches.open(CACHE)).match(name)) ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(tidy()));
addEventListener('message', ({ data }) => data === 'take over' && skipWaiting());
addEventListener('fetch', (event) => {
  const [address] = event.request.url.split(/[?#]/);
  if (event.request.method !== 'GET' || !address.startsWith(registration.scope)) return;
  const name = decodeURIComponent(address.slice(registration.scope.length)) || 'index.html';
  if (name in FILES) event.respondWith(answer(event.request, name));
});
