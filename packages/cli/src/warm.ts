/**
 * `node warm.js >/dev/null`: makes the code cache of the program beside it, by runs that send nothing. Only what a run
 * has used is in the cache, and what a notify script calls is what is waited for most impatiently.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {compile, run, writeCache} from './compiled.js';

/** Nothing of the machine is asked for: the MAC is given, and every machine has the interface. */
const RUNS = [
  ['garp', '--iface', 'lo', '--mac', '02:00:00:00:00:01', '--ip', '192.0.2.1', '--dry-run'],
  ['tickle', '--ip', '192.0.2.1', '--from', '/dev/null'],
];

const program = fileURLToPath(new URL('./main.js', import.meta.url));
const script = compile(program);
const words = process.argv;
process.on('exit', () => writeCache(program, script));
process.on('beforeExit', next);
next();

/** One after the other, in one process: each finds the program as if it were the first. */
function next(): void {
  const argv = RUNS.shift();
  if (argv === undefined) return;
  process.argv = [...words, ...argv];
  run(script, program);
}
