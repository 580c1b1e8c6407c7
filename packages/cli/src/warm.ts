/**
 * `node warm.js >/dev/null`: makes the code cache of the program beside it, by runs that send nothing. Only what a run
 * has used is in the cache, and what a notify script calls is what is waited for most impatiently.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import type {Script} from 'node:vm';
import {compile, run, writeCache} from './compiled.js';

/** Nothing of the machine is asked for: the MAC is given, and every machine has the interface. */
const RUNS: readonly (readonly [program: string, ...words: string[]])[] = [
  ['announce', 'garp', '--iface', 'lo', '--mac', '02:00:00:00:00:01', '--ip', '192.0.2.1', '--dry-run'],
  ['announce', 'tickle', '--ip', '192.0.2.1', '--from', '/dev/null'],
  ['main', 'audit', '/dev/null'],
];

const pathOf = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));
const scripts = new Map(RUNS.map(([name]) => [name, compile(pathOf(name))]));
const own = process.argv.slice(0, 2);
const runs = RUNS.values();
process.on('exit', () => {
  for (const [name, script] of scripts) writeCache(pathOf(name), script);
});
process.on('beforeExit', next);
next();

/** One after the other, in one process: each finds the program as if it were the first. */
function next(): void {
  const {value} = runs.next();
  if (value === undefined) return;
  const [name, ...words] = value;
  process.argv = [...own, ...words];
  run(scripts.get(name) as Script, pathOf(name));
}
