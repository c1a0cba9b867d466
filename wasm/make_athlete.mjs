// Learns one athlete of a history with the program that the page runs: make_athlete.mjs FORMCAST.mjs HISTORY.csv ATHLETE TIMING OUT
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { call } from './call.mjs';

const [module, history, athlete, timing, out] = process.argv.slice(2);
const { default: createFormcast } = await import(pathToFileURL(resolve(module)));
const program = await createFormcast();
const [header, ...rows] = readFileSync(history, 'utf8').split('\n');
const csv = [header, ...rows.filter((row) => row.split(',').includes(athlete))].join('\n');
const said = () => program.UTF8ToString(program._formcast_worker_text());
if (call(program, 'worker_learn', csv, history.split('/').at(-1), timing === 'same-day', '', 0, 1) !== 1) throw new Error(said());
if (!program._formcast_worker_learn_next()) throw new Error(said());
writeFileSync(out, said());
