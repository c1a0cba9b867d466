// Made-up athletes, and how they come onto the page: learned, chosen, with the messages that follow.

const FIRST = Date.UTC(2024, 0, 1);
export const day = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);

/// Per athlete loads and tests of so many days; `change` of a day's { load, test } is taken instead.
export function history(days, ...names) {
  return changed(days, () => ({}), ...names);
}
export function changed(days, change, ...names) {
  const rows = names.flatMap((name, a) => Array.from({ length: days }, (_, n) => {
    const usual = { load: 60 + 17 * ((n + a) % 5), test: n % 4 === 0 ? 300 + ((7 * n + a) % 11) : '' };
    const { load, test } = { ...usual, ...change(n, usual) };
    return [name, day(n), load, test].join(',');
  }));
  return `athlete,date,load,performance [W]\n${rows.join('\n')}\n`;
}

/// The rows of a history from day `n` on.
export function since(n, csv) {
  const [head, ...rows] = csv.trim().split('\n');
  return [head, ...rows.filter((row) => row.split(',')[1] >= day(n))].join('\n');
}

export async function learn(visit, name, csv) {
  await visit.drop(name, csv);
  await visit.click('learn.next-day');
  return visit.until((state) => !state.learning && !state.widgets['learn.next-day'] && state.settled, 'all are learned');
}

export async function choose(visit, name, number) {
  await visit.click('athletes');
  await visit.click(`athlete.${number}`);
  return visit.until((state) => state.athlete === name && state.settled, `${name} is on the desk`);
}

export async function closeMessages(visit) {
  while ((await visit.state()).messages.length > 0) await visit.click('message.close');
}
