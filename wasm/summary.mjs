// The page to print: the plans' results, black on white, on one side of A4.
import { tr, trCount } from './language.mjs';
import { element, list, show, table } from './paper.mjs';

const PAGE = (273 / 25.4) * 96; // [px] between the margins of summary.css

function outcomes({ plans, aim }) {
  const head = [tr('Plan'), tr('Typical'), tr('90 of 100'), ...(aim ? [tr('Chance of {}', aim)] : [])];
  return table(head, plans.map((plan) => (plan.fault
    ? [plan.name, plan.fault, '', ...(aim ? [''] : [])]
    : [plan.name, plan.typical, plan.likely, ...(aim ? [plan.chance] : [])])));
}

function loads({ plans, weeks }) {
  return table([tr('Plan'), ...weeks, tr('All')], plans.map((plan) => [plan.name, ...plan.weeks, plan.total]), 'weeks');
}

function section(heading, content) {
  return [element('h2', heading), content];
}

/// `summary` is the program's text, `chart` a canvas.
export function showSummary(summary, chart) {
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', tr('Performance over time, a line and a band for each plan'));
  const unit = summary.load_unit ? ` [${summary.load_unit}]` : '';
  const members = [...new Set(summary.plans.map((plan) => plan.members).filter(Boolean))];
  const page = show(`${summary.athlete}, ${summary.title}`, [
    element('h1', summary.athlete),
    element('p', summary.title, 'title'),
    element('p', `${summary.race}: ${summary.aim ? tr('{}, aim {}', summary.date, summary.aim) : summary.date}. ${tr('Plans from {}, after a record of {}.', summary.from, summary.record)}`),
    chart,
    ...section(tr('Race day'), outcomes(summary)),
    ...section(trCount(summary.weeks_each, 'Load of each week{1}, from the date on', 'Load of every {0} weeks{1}, from the date on', summary.weeks_each, unit), loads(summary)),
    ...(summary.pairs.length ? section(tr('Plan against plan'), list([...summary.pairs, summary.pairs_basis].filter(Boolean))) : []),
    ...(summary.trips.length ? section(tr('Trips, by the clock of each place'), list(summary.trips)) : []),
    ...section(tr('What this is based on'), list(summary.basis)),
    element('footer', members.length === 1 ? tr('Formcast, {} simulated outcomes of each plan', members[0]) : 'Formcast'),
  ], 'outcomes');
  // Smaller where it would not fit, but never too small to read: then it takes a second page.
  for (let size = 100; size >= 60; size -= 4) {
    page.style.setProperty('--size', size / 100);
    if (page.offsetHeight <= PAGE && page.scrollWidth <= page.clientWidth) break;
  }
}
