// Telephones show their keyboard for fields of the page alone: an invisible field of the page covers the one on the canvas
// during text input. Its whole text is put into the canvas's field, so that deleting, composing, correcting and dictating
// are the browser's own.
import { call } from './call.mjs';
import { enlarged } from './place.mjs';

export class TextInput {
  constructor(input, canvas, program, { draw, wake }) {
    Object.assign(this, { input, canvas, program, draw, wake });
    this.id = 0; // of the canvas's field
    for (const kind of ['input', 'compositionend']) input.addEventListener(kind, () => this.put());
    input.addEventListener('keydown', (event) => this.key(event, true));
    input.addEventListener('keyup', (event) => this.key(event, false));
    document.addEventListener('selectionchange', () => this.active() && this.caret());
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
    if (this.active()) this.input.blur(); // the keyboard may have been closed
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(Math.min(field.from, field.caret), Math.max(field.from, field.caret));
  }

  take(field) {
    this.id = field.id;
    this.input.inputMode = field.number ? 'decimal' : 'text';
    this.input.value = field.text;
    this.lay(field);
  }

  lay({ box }) {
    const { style } = this.input;
    const [left, top, right, bottom] = box.map((at) => at * enlarged(this.canvas));
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${right - left}px`;
    style.height = `${bottom - top}px`;
  }

  /// After each frame: the field may have moved, lost the focus, or be gone.
  follow() {
    if (!this.active()) return;
    const field = this.field();
    if (!field) return this.canvas.focus({ preventScroll: true });
    if (field.id === this.id) return this.lay(field);
    this.take(field);
    this.input.select();
  }

  put() {
    call(this.program, 'type', this.input.value);
    for (let n = 0; n < 2; ++n) this.draw(); // letters wait for a frame without keys
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
  key(event, down) {
    if (event.isComposing || !['Enter', 'Escape', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    if (event.key !== 'Tab') call(this.program, 'key', event.key, event.key, down);
    else if (down && !this.program._formcast_tab(event.shiftKey)) this.canvas.focus({ preventScroll: true });
    this.wake(6);
  }
}
