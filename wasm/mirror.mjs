// What the canvas shows, said in elements of the page, for those who do not see it.

const REST = 300; // [ms] between two tellings

export class Mirror {
  constructor(document) {
    this.numbers = document.getElementById('numbers');
    this.pairs = document.getElementById('pairs');
    this.twin = document.getElementById('twin');
    this.news = document.getElementById('news');
    this.fault = document.getElementById('fault');
    this.waits = false;
    this.last = '';
  }

  /// Tells the state some time soon.
  later(state) {
    if (this.waits) return;
    this.waits = true;
    setTimeout(() => {
      this.waits = false;
      this.tell(state());
    }, REST);
  }

  tell(state) {
    const plans = state.plans ?? [];
    const told = JSON.stringify([state.title, plans, state.pairs, state.messages, state.edit, state.readiness_today]);
    if (told === this.last) return;
    this.last = told;
    const row = (tag, cells) => {
      const line = document.createElement('tr');
      for (const text of cells) line.append(Object.assign(document.createElement(tag), { textContent: text }));
      return line;
    };
    const caption = Object.assign(document.createElement('caption'), {
      textContent: state.athlete ? `${state.athlete}: ${state.title}, ${state.target_date}` : 'No athlete is open',
    });
    const rows = plans.filter((plan) => plan.shown).map((plan) => row('td', [
      plan.name,
      plan.likely ?? (plan.fault || 'working it out'),
      plan.chance === undefined ? '' : `${Math.round(100 * plan.chance)} %`,
      plan.readiness === undefined ? '' : `${Math.round(plan.readiness[2])} of 100`,
    ]));
    this.numbers.replaceChildren(caption, row('th', ['Plan', 'On the day', 'Chance of the aim', 'Readiness']), ...rows);
    this.pairs.replaceChildren(...(state.pairs ?? []).map((text) => Object.assign(document.createElement('li'), { textContent: text })));
    const known = [state.readiness_today, ...(state.to_know ?? [])].filter(Boolean);
    this.twin.replaceChildren(...known.map((text) => Object.assign(document.createElement('li'), { textContent: text })));
    const news = state.messages.map((message) => message.text).join('\n') || (state.edit === 'opened' ? '' : state.edit ?? '');
    if (this.news.textContent !== news) this.news.textContent = news;
  }

  /// The page cannot do its work; the table of results stays.
  fail(why) {
    this.fault.hidden = false;
    this.fault.textContent = why;
    document.body.dataset.ready = 'failed';
  }
}
