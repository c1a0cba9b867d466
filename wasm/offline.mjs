// What makes the page work without a network: all that it may still need comes into memory, and the page itself, where the host
// allows it, is kept by the browser.
import { tr } from './language.mjs';
import { demonstrationNames } from './own_files.mjs';

async function fill(files) {
  await files.keepModule('worker.mjs');
  const names = (await demonstrationNames(files)).map((name) => `exports/${name}`);
  await files.keep(['exports/files.json', ...names]);
  await files.keepModule('results_worker.mjs'); // the largest
  document.body.dataset.offline = 'works';
}

/// Calls `then` once the worker is installed, which it may be already.
function onceInstalled(worker, then) {
  if (worker.state === 'installed') then();
  else worker.addEventListener('statechange', () => worker.state === 'installed' && then());
}

/// `tell(text, actions)` shows a notice.
async function keepPage(files, tell) {
  const registration = await navigator.serviceWorker.register(files.address('service_worker.js'), { updateViaCache: 'none' });
  const say = () => {
    const first = !navigator.serviceWorker.controller;
    if (first || !document.getElementById('notice').hidden) return;
    tell(tr('A newer Formcast is here.'), { [tr('Load it')]: () => location.reload(), [tr('Later')]: () => {} });
  };
  // The browser looks for a newer build by itself while the page loads, so one may be here before anybody listens.
  const newer = registration.waiting ?? registration.installing;
  if (newer) onceInstalled(newer, say);
  registration.addEventListener('updatefound', () => onceInstalled(registration.installing, say));
}

export async function prepareForOffline(files, tell) {
  await fill(files).catch(() => addEventListener('online', () => fill(files).catch(() => {}), { once: true }));
  if ('serviceWorker' in navigator) await keepPage(files, tell).catch(() => {}); // a host that does not allow it
}
