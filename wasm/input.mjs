// Pointer, keys, text, clipboard and dropped files, as events of the page.

import { call } from './call.mjs';
import { placeOn } from './place.mjs';
import { Fingers } from './touch.mjs';
import { Typing } from './typing.mjs';

const MODIFIER = /^(Shift|Control|Alt|Meta)/;

/// Returns what is to be called after each frame.
export function listen(canvas, program, { wake, draw, openFile }) {
  const typing = new Typing(document.getElementById('typing'), canvas, program, { draw, wake });
  const fingers = new Fingers(canvas, program, { draw, wake, typing });
  const finger = (event) => event.pointerType === 'touch';
  const at = (event) => {
    const { x, y } = placeOn(canvas, event);
    program._formcast_pointer(x, y);
  };
  const modifiers = (event) => program._formcast_modifiers(event.ctrlKey, event.shiftKey, event.altKey, event.metaKey);
  const key = (event, down) => {
    if (!MODIFIER.test(event.code)) call(program, 'key', event.code, event.key, down);
  };
  const button = (event, down) => program._formcast_button([0, 2, 1][event.button] ?? 0, down);

  canvas.addEventListener('pointermove', (event) => {
    if (finger(event)) return fingers.move(event);
    at(event);
    wake();
  });
  canvas.addEventListener('pointerdown', (event) => {
    delete document.body.dataset.keys; // the canvas shows that keys go to it once somebody uses them to get there
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (finger(event)) return fingers.begin(event);
    program._formcast_touched(false);
    canvas.focus();
    modifiers(event);
    at(event);
    button(event, true);
    wake();
  });
  const release = (event) => {
    if (finger(event)) return event.type === 'pointerup' ? fingers.end(event) : fingers.cancel(event);
    at(event);
    button(event, false);
    wake(6);
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', (event) => {
    if (finger(event)) return;
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
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      // From widget to widget; after the last one the browser goes on.
      document.body.dataset.keys = 'yes';
      if (program._formcast_tab(event.shiftKey)) event.preventDefault();
      return wake(6);
    }
    modifiers(event);
    key(event, true);
    const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (types) call(program, 'text', event.key);
    wake();
    // What the browser does with its own keys it may go on doing.
    const ours = 'zycs'.includes(event.key.toLowerCase()) && (event.ctrlKey || event.metaKey);
    if ((types || ours || event.key.startsWith('Arrow'))) event.preventDefault();
  });
  canvas.addEventListener('keyup', (event) => {
    modifiers(event);
    key(event, false);
    wake();
  });
  canvas.addEventListener('blur', (event) => {
    if (event.relatedTarget === typing.input) return;
    program._formcast_focus(false);
    if (document.hasFocus()) program._formcast_leave(); // something else of the page has the keys now
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
    for (const [at, file] of [...event.dataTransfer.files].entries()) await openFile(file, at > 0);
  });
  return () => typing.follow();
}
