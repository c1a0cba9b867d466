// Workers of which the page learns that they have stopped, also when a browser short of memory ends them without a word: each
// holds a lock for as long as it lives (alive.mjs), and the page waits for that lock.

/// Starts a module of `files` as a worker. `heard`: takes its messages; `ended`: called once, when it stops by itself, with the
/// reason in words. Returns { post, dismiss }.
export function hire(files, module, { heard, ended }) {
  const name = `formcast ${crypto.getRandomValues(new Uint32Array(2)).join(' ')}`;
  const worker = files.start(module, name);
  let over = false;
  const dismiss = () => {
    over = true;
    worker.terminate();
  };
  const end = (why) => {
    if (over) return;
    dismiss();
    ended(why);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end(event.message || '');
  };
  worker.onmessage = ({ data }) => {
    if (over) return;
    if (data.does === 'alive') navigator.locks.request(name, () => end('the browser ended it')).catch(() => {});
    else heard(data);
  };
  return { post: (message) => worker.postMessage(message), dismiss };
}
