// What every worker of the page begins with (hire.mjs). Without a secure connection there are no locks, and the page learns of
// errors only.
navigator.locks?.request(self.name, () => {
  postMessage({ does: 'alive' });
  return new Promise(() => {});
});
// An error in a promise stops the worker as any other does.
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  reportError(event.reason);
});
