// What makes the page work without a network: all that it may still need comes into memory, and the page itself, where the host
// allows it, is kept by the browser.
import { demonstrationNames } from './own_files.mjs';

async function fill(files) {
  await files.keepModule('worker.mjs');
  const names = (await demonstrationNames(files)).map((name) => `exports/${name}`);
  await files.keep(['exports/files.json', ...names]);
  await files.keepModule('results_worker.mjs'); // the largest
  document.body.dataset.offline = 'works';
}

/// `tell(text, actions)` shows a notice.
async function keepPage(files, tell) {
  const registration = await navigator.serviceWorker.register(files.address('service_worker.js'), { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => {
    const newer = registration.installing;
    newer.addEventListener('statechange', () => {
      const first = !navigator.serviceWorker.controller;
      if (newer.state !== 'installed' || first || !document.getElementById('notice').hidden) return;
      tell('A newer Formcast is here.', { 'Load it': () => location.reload(), Later: () => {} });
    });
  });
}

export async function prepareForOffline(files, tell) {
  await fill(files).catch(() => addEventListener('online', () => fill(files).catch(() => {}), { once: true }));
  if ('serviceWorker' in navigator) await keepPage(files, tell).catch(() => {}); // a host that does not allow it
}
