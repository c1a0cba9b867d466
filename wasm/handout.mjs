// The page for the athlete: one plan's race, days, sleep and light, black on white.
import { tr, trIn } from './language.mjs';
import { element, list, named, show, table } from './paper.mjs';

const days = () => [
  trIn('weekday', 'Mon'), trIn('weekday', 'Tue'), trIn('weekday', 'Wed'), trIn('weekday', 'Thu'), trIn('weekday', 'Fri'), trIn('weekday', 'Sat'), trIn('weekday', 'Sun'),
];

function cell(day) {
  if (!day) return element('td', '');
  const notes = day.notes.map((note) => element('span', [named(note)], 'note'));
  const load = day.load ? [element('span', day.load, 'load')] : [element('span', tr('rest'), 'rest')];
  return element('td', [element('span', day.day, 'day'), ...(day.race && !day.load ? [] : load), ...notes], day.race ? 'race' : '');
}

function weeks(handout) {
  const head = element('tr', [tr('Week from'), ...days(), tr('All')].map((name) => element('th', name)));
  const rows = handout.weeks.map((week) => element('tr', [element('th', week.from), ...week.days.map(cell), element('td', week.total, 'all')]));
  return element('table', [element('thead', [head]), element('tbody', rows)], 'calendar');
}

/// `handout` is the program's text.
export function showHandout(handout) {
  const { race, date, aim, plan, athlete, from, to } = handout;
  const unit = handout.load_unit ? ` [${handout.load_unit}]` : '';
  const names = [tr('Day'), tr('By the clock of'), tr('Asleep: night before, naps'), tr('Seek light'), tr('Avoid light')];
  show(`${athlete}, ${race}`, [
    element('h1', [named(race)]),
    element('p', aim ? tr('{}, aim {}', date, aim) : date, 'title'),
    element('p', [named(athlete), ': ', named(plan), `, ${tr('{} to {}', from, to)}`]),
    element('h2', tr('Load of each day{}', unit)),
    weeks(handout),
    ...(handout.flights.length ? [element('h2', tr('Flights, by the clock of each place')), list(handout.flights)] : []),
    ...(handout.trip_days.length ? [element('h2', tr('Sleep and light around them')), table(names, handout.trip_days, 'trip')] : []),
    element('footer', 'Formcast'),
  ], 'handout');
}
