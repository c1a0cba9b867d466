// Pointer, keys, text, clipboard and dropped files, as events of the page.

import { call } from './call.mjs';
import { placeOn } from './place.mjs';
import { TouchPoints } from './touch.mjs';
import { TextInput } from './text_input.mjs';

const REST = 500; // [ms] before tooltips, which ImGui shows after 0.15 s of rest and as much of patience
const MODIFIER = /^(Shift|Control|Alt|Meta)/;

/// A mouse or a pen; touch points have rules of their own.
function listenToPointer(canvas, program, touchPoints, modifiers, wake) {
  const isTouch = (event) => event.pointerType === 'touch';
  const at = (event) => {
    const { x, y } = placeOn(canvas, event);
    program._formcast_pointer(x, y);
  };
  const button = (event, down) => program._formcast_button([0, 2, 1][event.button] ?? 0, down);
  let rests; // a timer
  canvas.addEventListener('pointermove', (event) => {
    if (isTouch(event)) return touchPoints.move(event);
    at(event);
    wake();
    // A tooltip comes when the pointer has rested, and needs a frame to see that.
    clearTimeout(rests);
    rests = setTimeout(wake, REST);
  });
  canvas.addEventListener('pointerdown', (event) => {
    delete document.body.dataset.keys; // the canvas shows its focus only after it was reached by keys
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (isTouch(event)) return touchPoints.begin(event);
    program._formcast_touched(false);
    canvas.focus();
    modifiers(event);
    at(event);
    button(event, true);
    wake();
  });
  const release = (event) => {
    if (isTouch(event)) return event.type === 'pointerup' ? touchPoints.end(event) : touchPoints.cancel(event);
    at(event);
    button(event, false);
    wake(6);
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', (event) => {
    if (isTouch(event)) return;
    program._formcast_pointer(-1e6, -1e6);
    wake();
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  const wheel = (event) => {
    const step = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 100 : 3;
    program._formcast_wheel(-event.deltaX / step, -event.deltaY / step);
    wake();
    event.preventDefault();
  };
  canvas.addEventListener('wheel', wheel, { passive: false });
}

function listenToKeys(canvas, program, modifiers, wake) {
  const key = (event, down) => {
    if (!MODIFIER.test(event.code)) call(program, 'key', event.code, event.key, down);
  };
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
    // The browser keeps its own keys.
    const ours = 'zycs'.includes(event.key.toLowerCase()) && (event.ctrlKey || event.metaKey);
    if (types || ours || event.key.startsWith('Arrow')) event.preventDefault();
  });
  canvas.addEventListener('keyup', (event) => {
    modifiers(event);
    key(event, false);
    wake();
  });
  document.addEventListener('keyup', (event) => {
    if (event.key === 'Tab') document.body.dataset.keys = 'yes';
  });
  document.addEventListener('paste', (event) => {
    call(program, 'paste', event.clipboardData?.getData('text') ?? '');
    wake();
  });
}

function listenToFocus(canvas, program, textInput, wake) {
  const both = [canvas, textInput.input];
  for (const element of both) {
    element.addEventListener('blur', (event) => {
      if (textInput.reopens || both.includes(event.relatedTarget)) return;
      program._formcast_focus(false);
      if (document.hasFocus()) program._formcast_drop_focus(); // another element has the focus now
      wake();
    });
    element.addEventListener('focus', () => {
      program._formcast_focus(true);
      wake();
    });
  }
}

function listenToDroppedFiles(openDropped) {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    openDropped(event.dataTransfer);
  });
}

/// Returns the function to call after each frame.
export function listen(canvas, program, { wake, draw, openDropped }) {
  const modifiers = (event) => program._formcast_modifiers(event.ctrlKey, event.shiftKey, event.altKey, event.metaKey);
  const textInput = new TextInput(document.getElementById('text-input'), canvas, program, { draw, wake, modifiers });
  const touchPoints = new TouchPoints(canvas, program, { draw, wake, textInput });
  listenToPointer(canvas, program, touchPoints, modifiers, wake);
  listenToKeys(canvas, program, modifiers, wake);
  listenToFocus(canvas, program, textInput, wake);
  listenToDroppedFiles(openDropped);
  return () => textInput.follow();
}
