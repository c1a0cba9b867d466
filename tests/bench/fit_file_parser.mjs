// MB/s of fit-file-parser (npm, MIT) on a FIT file: node tests/bench/fit_file_parser.mjs FILE [SECONDS]
// Prints one number, the median of five rounds, after a round to warm up.
import { readFileSync } from "node:fs";
import FitParser from "fit-file-parser";

const [path, seconds = "1"] = process.argv.slice(2);
const bytes = readFileSync(path);

function parse() {
  let records = 0;
  const parser = new FitParser({ force: true, mode: "list" });
  parser.parse(bytes, (error, data) => {
    if (error) throw new Error(error);
    records = data.records.length;
  });
  if (!(records > 0)) throw new Error(`${path}: no records`);
}

/** Of processor time, which a busy machine disturbs less. */
function round() {
  const start = process.cpuUsage();
  let count = 0, used = 0;
  do {
    parse();
    count += 1;
    const { user, system } = process.cpuUsage(start);
    used = (user + system) / 1e6;
  } while (used < Number(seconds));
  return (1e-6 * bytes.length * count) / used;
}

round();
const speeds = Array.from({ length: 5 }, round).sort((a, b) => a - b);
console.log(speeds[2].toFixed(2));
