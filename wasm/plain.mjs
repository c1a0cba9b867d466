// The page without its charts, for a browser that cannot draw them: the table of results, the list of plans and the few
// buttons that go with them, as elements of the page. The screen is still laid out, invisibly, and a button here presses the one
// of that name there.
import { language, marked, tr, trCount } from './language.mjs';

const BUTTONS = {
  save: marked('Save the plans'),
  'plan.copy': marked('Copy the chosen plan'),
  undo: marked('Undo'),
  'import.open': marked('Start with your own data'),
  'import.demo': marked('Try it with a folder of exports'),
  'import.table.take': marked('Read the table so'),
  'import.table.leave': marked('Leave this table out'),
  'import.question.without': marked('Go on without an answer'),
  'import.rest.yes': marked('Days without a session were rest'),
  'import.rest.no': marked('Days without a session are not known'),
  'import.timing.next-day': marked('Tests come before training'),
  'import.timing.same-day': marked('Training comes before tests'),
  'import.save': marked('Save this history'),
  'import.learn': marked('Learn from this history'),
  'import.close': marked('Close own data'),
  'learn.next-day': marked('Tests come first'),
  'learn.same-day': marked('Training comes first'),
  'learn.cancel': marked('Cancel'),
  'learn.stop': marked('Stop learning'),
  'message.close': marked('Close this message'),
};
const ANSWERS = /^import\.(question|table\.answer)\.\d+$/; // their own text says what they are
const PRESSES = { save: ['save', 'save.plans'] }; // elsewhere a button's own name
export const UNSEEN = { width: 1440, height: 3000 }; // [px] so that nothing is scrolled away

export class Plain {
  /// `press`: presses a widget of the screen by its name.
  constructor(document, press) {
    this.document = document;
    this.press = press;
    this.acts = document.getElementById('acts');
    this.plans = document.getElementById('plans');
    this.asks = document.getElementById('asks');
    this.last = '';
    document.body.dataset.plain = 'yes';
    for (const element of [this.acts, this.plans]) element.hidden = false;
  }

  button(text, id, pressed) {
    const button = Object.assign(this.document.createElement('button'), { type: 'button', textContent: text });
    if (pressed !== undefined) button.setAttribute('aria-pressed', String(pressed));
    button.addEventListener('click', () => (PRESSES[id] ?? [id]).forEach((one) => this.press(one)));
    return button;
  }

  tell(state) {
    const known = Object.keys(BUTTONS).filter((id) => state.widgets[id] && (id !== 'undo' || state.edit !== 'opened'));
    const there = [...Object.keys(state.widgets).filter((id) => ANSWERS.test(id)), ...known];
    const label = (id) => (BUTTONS[id] ? tr(BUTTONS[id]) : state.widgets[id].value);
    const plans = (state.plans ?? []).map((plan) => [plan.name, Math.round(plan.total_load), plan.trips]);
    const now = JSON.stringify([there.map(label), plans, state.plan]);
    if (now === this.last) return;
    this.last = now;
    const timing = there.includes('learn.next-day') ? tr('When a day has both, does its test come before its training, or after it?') : '';
    this.asks.textContent = state.import?.table?.question ?? state.import?.questions[0] ?? timing;
    this.acts.replaceChildren(...there.map((id) => this.button(label(id), id)));
    this.plans.replaceChildren(...plans.map(([name, load, trips], n) => {
      const item = this.document.createElement('li');
      const flown = trips === 0 ? '' : trCount(trips, ', a trip', ', {} trips', trips);
      item.append(this.button(name, `plan.${n}`, n === state.plan), ` ${tr('{} {} in all', load.toLocaleString(language()), state.load_unit)}${flown}`);
      return item;
    }));
  }
}
