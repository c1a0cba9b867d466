// Pointer, keys, text, clipboard and dropped files, as events of the page.

import { call } from './call.mjs';

const MODIFIER = /^(Shift|Control|Alt|Meta)/;

export function listen(canvas, program, { wake, openFile }) {
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    program._formcast_pointer(event.clientX - box.left, event.clientY - box.top);
  };
  const modifiers = (event) => program._formcast_modifiers(event.ctrlKey, event.shiftKey, event.altKey, event.metaKey);
  const key = (event, down) => {
    if (!MODIFIER.test(event.code)) call(program, 'key', event.code, event.key, down);
  };
  const button = (event, down) => program._formcast_button([0, 2, 1][event.button] ?? 0, down);

  canvas.addEventListener('pointermove', (event) => {
    at(event);
    wake();
  });
  canvas.addEventListener('pointerdown', (event) => {
    delete document.body.dataset.keys; // the canvas shows that keys go to it once somebody uses them to get there
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    modifiers(event);
    at(event);
    button(event, true);
    wake();
    event.preventDefault();
  });
  const release = (event) => {
    at(event);
    button(event, false);
    // A finger that is lifted points at nothing.
    if (event.pointerType === 'touch') setTimeout(() => program._formcast_pointer(-1e6, -1e6), 100);
    wake(6);
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', () => {
    program._formcast_pointer(-1e6, -1e6);
    wake();
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener(
    'wheel',
    (event) => {
      const step = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 100 : 3;
      program._formcast_wheel(-event.deltaX / step, -event.deltaY / step);
      wake();
      event.preventDefault();
    },
    { passive: false },
  );

  canvas.addEventListener('keydown', (event) => {
    modifiers(event);
    key(event, true);
    const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (types) call(program, 'text', event.key);
    wake();
    // Tab leaves the canvas, and what the browser does with its own keys it may go on doing.
    const ours = 'zycs'.includes(event.key.toLowerCase()) && (event.ctrlKey || event.metaKey);
    if ((types || ours || event.key.startsWith('Arrow')) && event.key !== 'Tab') event.preventDefault();
  });
  canvas.addEventListener('keyup', (event) => {
    modifiers(event);
    key(event, false);
    wake();
  });
  canvas.addEventListener('blur', () => {
    program._formcast_focus(false);
    wake();
  });
  canvas.addEventListener('focus', () => {
    program._formcast_focus(true);
    wake();
  });
  document.addEventListener('keyup', (event) => {
    if (event.key === 'Tab') document.body.dataset.keys = 'yes';
  });
  document.addEventListener('paste', (event) => {
    call(program, 'paste', event.clipboardData?.getData('text') ?? '');
    wake();
  });

  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', async (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) await openFile(file);
  });
}
