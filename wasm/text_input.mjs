// Only a field of the page gets text from input methods, a telephone's keyboard or dictation: a field that covers the one on the
// canvas has the focus in its place. Its whole text is put into the canvas's field, so that deleting, composing and correcting are
// the browser's own. It is invisible, except for text of which ImGui knows no carets: that is drawn and edited in it.
import { call } from './call.mjs';
import { enlarged } from './place.mjs';

/// A script whose letters are drawn by the browser (scripts.mjs).
const FOREIGN = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]|\p{Extended_Pictographic}/u;
const PASSED = ['Enter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']; // keys that do not edit one line

export class TextInput {
  /// `draw`: draws a frame now; `wake`: some soon; `modifiers(event)`: tells which keys of an event are held.
  constructor(input, canvas, program, { draw, wake, modifiers }) {
    Object.assign(this, { input, canvas, program, draw, wake, modifiers, id: 0, pressed: false, reopens: false });
    for (const kind of ['input', 'compositionend']) input.addEventListener(kind, (event) => this.put(event.isComposing));
    input.addEventListener('keydown', (event) => this.keyDown(event));
    input.addEventListener('keyup', (event) => this.keyUp(event));
    input.addEventListener('blur', () => input.classList.remove('shown'));
    input.addEventListener('paste', (event) => this.paste(event));
    document.addEventListener('selectionchange', () => this.active() && this.caret());
    canvas.addEventListener('pointerdown', () => { this.pressed = true; });
    for (const kind of ['pointerup', 'pointercancel']) canvas.addEventListener(kind, () => { this.pressed = false; });
  }

  active() {
    return document.activeElement === this.input;
  }

  field() {
    const told = this.program.UTF8ToString(this.program._formcast_field());
    return told ? JSON.parse(told) : null;
  }

  /// Call it while handling a tap: the keyboard opens where a field was tapped.
  open() {
    const field = this.field();
    if (!field) return;
    this.take(field);
    this.reopens = true;
    if (this.active()) this.input.blur(); // the keyboard may have been closed
    this.reopens = false;
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(Math.min(field.from, field.caret), Math.max(field.from, field.caret));
    this.program._formcast_modifiers(false, false, false, false); // from now on they are the browser's
  }

  take(field) {
    this.id = field.id;
    this.input.inputMode = field.number ? 'decimal' : 'text';
    this.input.value = field.text;
    this.lay(field);
  }

  lay({ box, paper, ink }) {
    const { style } = this.input;
    const [left, top, right, bottom] = box.map((at) => at * enlarged(this.canvas));
    Object.assign(style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px`, background: paper, color: ink });
    this.input.classList.toggle('shown', FOREIGN.test(this.input.value));
  }

  /// After each frame: a field may have got the focus, moved, lost it, or be gone. A mouse selects on the canvas.
  follow() {
    if (!this.active()) {
      if (!this.pressed && document.activeElement === this.canvas && this.program._formcast_wants_text()) this.open();
      return;
    }
    const field = this.field();
    if (!field) return this.canvas.focus({ preventScroll: true });
    if (field.id === this.id) return this.lay(field);
    this.take(field);
    this.input.select();
  }

  put(composing) {
    call(this.program, 'type', this.input.value);
    for (let n = 0; n < 4 && (n < 2 || !this.program._formcast_took_input()); ++n) this.draw(); // letters wait for a frame without keys
    const field = this.field();
    // What the field did not take, such as letters where numbers are typed.
    if (!composing && field?.id === this.id && field.text !== this.input.value) this.input.value = field.text;
    this.caret();
    this.wake(6);
  }

  caret() {
    const { selectionStart, selectionEnd, selectionDirection } = this.input;
    const back = selectionDirection === 'backward';
    this.program._formcast_caret(back ? selectionEnd : selectionStart, back ? selectionStart : selectionEnd);
    this.wake();
  }

  /// Keys that neither are letters nor edit.
  keyDown(event) {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's';
    if (event.isComposing || !(saves || PASSED.includes(event.key))) return;
    event.preventDefault();
    if (event.key === 'Tab') {
      if (!this.program._formcast_tab(event.shiftKey)) this.canvas.focus({ preventScroll: true });
    } else {
      if (saves) this.modifiers(event);
      call(this.program, 'key', event.code, event.key, true);
    }
    this.wake(6);
  }

  /// Every key, as it may have been pressed on the canvas.
  keyUp(event) {
    this.modifiers({});
    call(this.program, 'key', event.code, event.key, false);
    this.wake();
  }

  /// Cells of a spreadsheet are for the program: a field of one line cannot hold them.
  paste(event) {
    if (!/[\t\n]/.test(event.clipboardData?.getData('text').trim() ?? '')) return;
    event.preventDefault();
    call(this.program, 'paste', event.clipboardData.getData('text'));
    for (const down of [true, false]) {
      this.modifiers({ ctrlKey: down });
      call(this.program, 'key', 'KeyV', 'v', down);
      this.draw();
    }
    this.wake(6);
  }
}
