// Programs, run to their end.
import { execFileSync } from 'node:child_process';

/** What a program prints, line by line. Ends the test where the program fails. */
export function lines(program, ...words) {
  const [command, before] = program.endsWith('.js') ? [process.execPath, [program]] : [program, []];
  return execFileSync(command, [...before, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 }).trimEnd().split('\n');
}
