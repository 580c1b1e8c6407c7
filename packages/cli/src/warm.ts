/**
 * `node warm.js >/dev/null`: makes the code cache of the program beside it, by a run that sends nothing. Only what a run
 * has used is in the cache, and the announcement is what is waited for most impatiently.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {compile, run, writeCache} from './compiled.js';

/** Nothing of the machine is asked for: the MAC is given, and every machine has the interface. */
const RUN = ['garp', '--iface', 'lo', '--mac', '02:00:00:00:00:01', '--ip', '192.0.2.1', '--dry-run'];

const program = fileURLToPath(new URL('./main.js', import.meta.url));
const script = compile(program);
process.argv = [...process.argv, ...RUN];
process.on('exit', () => writeCache(program, script));
run(script, program);
