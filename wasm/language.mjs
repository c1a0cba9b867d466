// The reader's language: which one it is, and the texts of the page's own elements, from the table that the screen has
// (viewer/languages). Until the program has read it, and in English, the texts are those of the source.
import { call } from './call.mjs';

const CHOSEN = 'formcast language'; // of localStorage
let program;

/// What was chosen on the page, else what the browser is set to.
function wanted() {
  try {
    const chosen = localStorage.getItem(CHOSEN);
    if (chosen) return [chosen];
  } catch {
    // a browser that keeps nothing
  }
  return navigator.languages ?? [];
}

/// False where the browser keeps nothing.
export function choose(code) {
  try {
    localStorage.setItem(CHOSEN, code);
    return true;
  } catch {
    return false;
  }
}

export const language = () => document.documentElement.lang;

function translatePage() {
  for (const element of document.querySelectorAll('[aria-label]')) element.setAttribute('aria-label', tr(element.getAttribute('aria-label')));
  for (const element of document.querySelectorAll('[data-tr]')) element.textContent = tr(element.textContent);
}

/// The list for readers that do not see the screen, whose own is among its keys ("?").
export function offerLanguages(of, change) {
  const list = document.querySelector('[data-act=language]');
  const all = of.UTF8ToString(call(of, 'languages')).split('\n').map((line) => line.split('='));
  list.replaceChildren(...all.map(([code, name]) => new Option(name, code, false, code === language())));
  list.addEventListener('change', () => change(list.value));
}

/// Before anything is drawn. Returns the language's table for the workers, '' for English, which also stands where the table cannot
/// be fetched or read.
export async function speak(of, files) {
  const code = of.UTF8ToString(call(of, 'language_for', wanted().join(',')));
  if (!code) return '';
  try {
    const table = await (await files.blob(`languages/${code}.po`)).text();
    const fault = of.UTF8ToString(call(of, 'language', code, table));
    if (fault) throw new Error(fault);
    program = of;
    document.documentElement.lang = code;
    translatePage();
    return table;
  } catch (error) {
    console.warn(error.message);
    return '';
  }
}

function filled(text, values) {
  let next = 0;
  return text.replace(/\{(\d?)\}/g, (_, number) => values[number === '' ? next++ : Number(number)]);
}

/// A text of a table; tr() translates it where it is shown.
export const marked = (english) => english;

/// As tr(), tr_in() and tr_count() of sim/base/language.hpp.
export const tr = (english, ...values) => trIn('', english, ...values);

export function trIn(context, english, ...values) {
  return filled(program ? program.UTF8ToString(call(program, 'tr', context, english)) : english, values);
}

export function trCount(n, one, many, ...values) {
  const english = n === 1 ? one : many;
  return filled(program ? program.UTF8ToString(call(program, 'tr_count', n, one, many)) : english, values);
}

const formats = new Map();

/// A format of Intl, made once a language, as that takes a millisecond.
function formatOf(what, make) {
  const key = `${language()} ${what}`;
  if (!formats.has(key)) formats.set(key, make(language()));
  return formats.get(key);
}

/// A number with so many decimals.
export const decimal = (value, digits) => formatOf(digits, (code) =>
  new Intl.NumberFormat(code, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })).format(value);

/// A date that the program gives as "2016-06-05".
export function dayInDigits(iso) {
  if (language() === 'en') return iso;
  return formatOf('day', (code) => new Intl.DateTimeFormat(code, { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' })).format(new Date(`${iso}T00:00Z`));
}
