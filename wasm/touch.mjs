// Gestures. One finger taps; it scrolls a panel, drags a chart across or a bar up and down, by where it touches and which
// way it moves; after a long press it does what a mouse does with Shift (up and down) or Alt (sideways), and renames a
// plan. Two fingers on a chart stretch and move time.
import { call } from './call.mjs';
import { placeOn } from './place.mjs';

const SLOP = 8; // [px] a resting finger may move
const REST = 450; // [ms] of a long press
const TWICE = { time: 400, reach: 24 }; // [ms], [px] from a tap to the one that makes it a double tap
const SCROLLS = 1, TIME = 2, LOADS = 4, PLAN = 8; // of formcast_under

export class TouchPoints {
  /// `draw`: draws a frame now; `wake`: some soon; `textInput`: the keyboard on the screen.
  constructor(canvas, program, { draw, wake, textInput }) {
    Object.assign(this, { canvas, program, draw, wake, textInput });
    this.down = new Map(); // by pointerId
    this.does = 'nothing'; // waits, scrolls, pulls, drags, pinches, nothing
    this.tapped = null; // the last tap that was not a second one
  }

  place(event) {
    return placeOn(this.canvas, event);
  }

  point({ x, y }) {
    this.program._formcast_pointer(x, y);
  }

  away() {
    this.program._formcast_pointer(-1e6, -1e6);
  }

  press(down) {
    this.program._formcast_button(0, down);
    this.draw();
  }

  begin(event) {
    const place = this.place(event);
    this.down.set(event.pointerId, place);
    this.program._formcast_touched(true);
    if (this.down.size === 1) {
      Object.assign(this, { from: place, does: 'waits', rested: false });
      this.under = this.program._formcast_under(place.x, place.y);
      this.point(place);
      this.timer = setTimeout(() => this.rest(), REST);
    } else {
      this.second();
    }
    this.wake(6);
  }

  rest() {
    if (this.does !== 'waits') return;
    this.rested = true;
    navigator.vibrate?.(10);
    this.wake(6);
  }

  /// A second finger cancels the drag of the first.
  second() {
    clearTimeout(this.timer);
    if (this.does === 'drags') this.takeBack();
    this.away();
    this.does = this.down.size === 2 && this.under & (TIME | LOADS) ? 'pinches' : 'nothing';
  }

  takeBack() {
    for (const down of [true, false]) {
      call(this.program, 'key', 'Escape', 'Escape', down);
      this.draw();
    }
    this.press(false);
    this.program._formcast_modifiers(false, false, false, false);
  }

  move(event) {
    const before = this.down.get(event.pointerId);
    if (!before) return;
    const now = this.place(event);
    if (this.does === 'waits') {
      if (Math.hypot(now.x - this.from.x, now.y - this.from.y) < SLOP) return;
      this.choose(now);
    }
    if (this.does === 'pinches') this.pinch(event.pointerId, before, now);
    this.down.set(event.pointerId, now);
    if (this.does === 'scrolls') this.program._formcast_scroll(this.from.x, this.from.y, now.y - before.y);
    if (this.does === 'pulls') this.program._formcast_pinch(before.x, now.x, 1);
    if (this.does === 'drags') this.point(now);
    this.wake();
  }

  choose(now) {
    clearTimeout(this.timer);
    const across = Math.abs(now.x - this.from.x) > Math.abs(now.y - this.from.y);
    if (this.under & LOADS) this.does = across && !this.rested ? 'pulls' : 'drags';
    else if (this.under & TIME) this.does = 'pulls';
    else this.does = this.under & SCROLLS && !across ? 'scrolls' : 'drags';
    if (this.does !== 'drags') return this.away();
    const with_ = this.under & LOADS && this.rested;
    this.program._formcast_modifiers(false, Boolean(with_ && !across), Boolean(with_ && across), false);
    this.point(this.from);
    this.draw();
    this.program._formcast_twice(false);
    this.press(true);
  }

  pinch(id, before, now) {
    const [other] = [...this.down].filter(([of]) => of !== id).map(([, place]) => place);
    const apart = (place) => Math.max(Math.hypot(place.x - other.x, place.y - other.y), 1);
    this.program._formcast_pinch((before.x + other.x) / 2, (now.x + other.x) / 2, apart(before) / apart(now));
  }

  end(event) {
    if (!this.down.delete(event.pointerId)) return;
    clearTimeout(this.timer);
    if (this.does === 'waits') this.tap(event.timeStamp);
    if (this.does === 'drags') {
      this.press(false);
      this.program._formcast_modifiers(false, false, false, false);
    }
    this.does = 'nothing';
    // A lifted finger points at nothing.
    setTimeout(() => this.down.size || this.away(), 100);
    this.wake(9);
  }

  /// The browser has taken the touch for a gesture of its own.
  cancel(event) {
    if (!this.down.delete(event.pointerId)) return;
    clearTimeout(this.timer);
    if (this.does === 'drags') this.takeBack();
    this.does = 'nothing';
    this.away();
    this.wake(6);
  }

  /// Drawn at once, so that a tapped field is known while the browser still allows the keyboard.
  tap(time) {
    const { from, tapped } = this;
    const twice = tapped && time - tapped.time < TWICE.time && Math.hypot(from.x - tapped.x, from.y - tapped.y) < TWICE.reach;
    this.tapped = twice ? null : { ...from, time };
    this.point(twice ? tapped : from); // a double tap is about what the first tap hit
    this.draw();
    // A long press on a plan's row renames it, as a double tap does.
    for (const second of this.rested && this.under & PLAN ? [false, true] : [Boolean(twice)]) {
      this.program._formcast_twice(second);
      this.press(true);
      this.press(false);
    }
    if (this.under & PLAN) for (let n = 0; n < 2; ++n) this.draw(); // a name becomes a field
    this.textInput.open();
  }
}
