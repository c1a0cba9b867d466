// What the canvas shows, as elements of the page for screen readers.
import { dayInDigits, decimal, tr } from './language.mjs';

const REST = 300; // [ms] between two updates,
const BEGINNING = 1000; // and before the first one, as the first picture needs the processor

export class Mirror {
  constructor(document) {
    this.numbers = document.getElementById('numbers');
    this.pairs = document.getElementById('pairs');
    this.twin = document.getElementById('twin');
    this.events = document.getElementById('events');
    this.weeks = document.getElementById('weeks');
    this.own = document.getElementById('import');
    this.news = document.getElementById('news');
    this.fault = document.getElementById('fault');
    this.waits = false;
    this.last = '';
  }

  /// Shows the state soon.
  later(state) {
    if (this.waits) return;
    this.waits = true;
    setTimeout(() => {
      this.waits = false;
      this.tell(state());
    }, this.last ? REST : BEGINNING);
  }

  tell(state) {
    const plans = state.plans ?? [];
    const told = JSON.stringify([state.title, plans, state.pairs, state.pairs_basis, state.events, state.weeks, state.messages, state.edit, state.squad, state.survey, state.readiness_today, state.rows_to_look_at, state.without_twin, state.news, state.drift, state.import]);
    if (told === this.last) return;
    this.last = told;
    const row = (tag, cells) => {
      const line = document.createElement('tr');
      for (const text of cells) line.append(Object.assign(document.createElement(tag), { textContent: text }));
      return line;
    };
    const caption = Object.assign(document.createElement('caption'), {
      textContent: state.athlete ? `${state.athlete}: ${state.title}, ${dayInDigits(state.target_date)}` : tr('No athlete is open'),
    });
    const rows = plans.filter((plan) => plan.shown).map((plan) => row('td', [
      plan.name,
      plan.likely ?? (plan.fault || tr('working it out')),
      plan.chance === undefined ? '' : `${Math.round(100 * plan.chance)} %`,
      plan.readiness === undefined ? '' : tr('{} of 100', Math.round(plan.readiness[2])),
    ]));
    if (state.squad) this.tellSquad(state.squad, caption, row);
    else if (state.survey) this.tellSurvey(state.survey, caption, row);
    else this.numbers.replaceChildren(caption, row('th', [tr('Plan'), tr('Race day'), tr('Chance of the aim'), tr('Readiness')]), ...rows);
    const compared = [...(state.pairs ?? []), state.pairs_basis].filter(Boolean);
    this.pairs.replaceChildren(...compared.map((text) => Object.assign(document.createElement('li'), { textContent: text })));
    const doubtful = (state.rows_to_look_at ?? []).map((text) => tr('To look at: {}', text));
    const drift = state.drift && tr('The twin has drifted: {}', state.drift);
    const known = [state.readiness_today, drift, ...(state.news ?? []), ...(state.to_know ?? []), ...doubtful, ...(state.without_twin ?? [])].filter(Boolean);
    this.twin.replaceChildren(...known.map((text) => Object.assign(document.createElement('li'), { textContent: text })));
    this.tellDays(state, row);
    this.tellImport(state.import);
    const news = state.messages.map((message) => message.text).join('\n') || (state.edit === 'opened' ? '' : state.edit ?? '');
    if (this.news.textContent !== news) this.news.textContent = news;
  }

  /// The athletes of a results file, as many as are on the screen.
  tellSquad({ title, file, aim, plans, found, athletes, first, rows }, caption, row) {
    const what = aim ? tr('chance of the aim under each plan') : tr('typical performance under each plan');
    const last = first + rows.length;
    const which = rows.length ? tr('{} to {} of {} found, {} in all', first + 1, last, found, athletes) : tr('none found');
    caption.textContent = tr('{}, from {}: {}; athletes {}', title, file, what, which);
    const cells = rows.map(({ athlete, best_text: best, likely, cells }) =>
      row('td', [athlete, best ?? tr('not in this file'), likely ?? '', ...plans.map((_, plan) => cells?.[plan] ?? '')]));
    this.numbers.replaceChildren(caption, row('th', [tr('Athlete'), tr('Best plan'), tr('Race day'), ...plans]), ...cells);
  }

  /// All athletes on this device.
  tellSurvey({ text, heads, rows }, caption, row) {
    caption.textContent = text;
    this.numbers.replaceChildren(caption, row('th', heads), ...rows.map(({ cells }) => row('td', cells)));
  }

  /// Own data on its way into a history: what was read, what is asked, what it makes.
  tellImport(own) {
    const files = own?.files.map(({ name, files, line }) => `${name}, ${files}: ${line}`) ?? [];
    const measures = own?.measures.map(({ measure, line, chosen }) => (chosen ? tr('Load {}, chosen: {}', measure, line) : tr('Load {}, not chosen: {}', measure, line))) ?? [];
    const columns = own?.table?.columns.map(({ heading, meaning, understood, written }) => (understood ? tr('Column {}: {}; {} is {}', heading, meaning, written, understood) : tr('Column {}: {}; {} is left out', heading, meaning, written))) ?? [];
    const table = own?.table ? [own.table.file, ...columns, own.table.question, own.table.evidence] : [];
    const texts = own ? [own.title, own.subtitle, ...table, ...own.questions, ...files, ...measures, own.history, own.learn] : [];
    this.own.replaceChildren(...texts.filter(Boolean).map((text) => Object.assign(document.createElement('li'), { textContent: text })));
  }

  /// Events and, where weeks are shown, their loads.
  tellDays(state, row) {
    this.events.replaceChildren(...(state.events ?? []).map(({ priority, name, date, plans }) => Object.assign(
      document.createElement('li'),
      { textContent: `${tr('{} event', priority)}, ${name}, ${dayInDigits(date)}: ${plans.map((plan) => `${plan.name} ${plan.likely}`).join('; ')}` },
    )));
    const weeks = (state.weeks ?? []).map(({ monday, total, planned, change, monotony }) => row('td', [
      dayInDigits(monday),
      planned === null ? `${Math.round(total)}` : tr('{} of {} planned', Math.round(total), Math.round(planned)),
      change === null ? '' : `${Math.round(100 * change)} %`,
      monotony === null ? '' : decimal(monotony, 1),
    ]));
    this.weeks.replaceChildren(...(weeks.length > 0 ? [row('th', [tr('Week of'), tr('Load'), tr('Change'), tr('Monotony')]), ...weeks] : []));
  }

  /// Something this browser cannot do; the table of results stays.
  lack(what) {
    this.fault.hidden = false;
    this.fault.textContent = what;
  }

  /// The page cannot do its work.
  fail(why) {
    this.lack(why);
    document.body.dataset.ready = 'failed';
  }
}
