// The session, kept in this browser and nowhere else.

const REST = 1000; // [ms] without edits before it is kept

let last = '';
let timer = 0;

function store(mode, work) {
  return new Promise((resolve) => {
    const opening = indexedDB.open('formcast', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('sessions');
    opening.onerror = () => resolve(undefined); // a private window may refuse; then nothing is kept
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('sessions', mode);
      const request = work(transaction.objectStore('sessions'));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result);
      };
      transaction.onerror = () => resolve(undefined);
    };
  });
}

export const keptSession = () => store('readonly', (sessions) => sessions.get('last'));

/// Keeps the session after a pause in edits; `session` makes its text.
export function keepSession(session, state) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const { title, edit, athlete, plan: edited, plans } = state();
    const now = JSON.stringify([title, edit, athlete, edited, plans?.map((plan) => [plan.name, plan.shown, plan.total_load])]);
    if (!athlete || now === last) return;
    last = now;
    await store('readwrite', (sessions) => sessions.put(session(), 'last'));
    document.body.dataset.kept = String(Number(document.body.dataset.kept ?? 0) + 1);
  }, REST);
}
