/**
 * `node warm.js >/dev/null`: makes the code cache of the program beside it, by runs that send nothing. Only code that
 * a run has used is in the cache. The notify scripts' commands need it most, and an audit would otherwise be over
 * before V8 had compiled all the code that it runs once.
 *
 * @module
 */

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import v8 from 'node:v8';
import type {Script} from 'node:vm';
import {compile, runCompiled, writeCache} from './compiled.js';
import {warmCapture} from './warm-capture.js';
import {standInForWire} from './warm-wire.js';

const directory = mkdtempSync(join(tmpdir(), 'vip-warm-'));

/** Enough for the rules, the predictions and the printer to have something to do. */
function configuration(priority: number): string {
  const file = join(directory, `lb${priority}.conf`);
  writeFileSync(
    file,
    `vrrp_script chk {
  script "/bin/true"
  weight -20
}
vrrp_instance V {
  interface eth0
  virtual_router_id 51
  priority ${priority}
  virtual_ipaddress {
    192.0.2.1/24
  }
  track_script {
    chk
  }
}
`,
  );
  return file;
}

function capture(): string {
  const file = join(directory, 'failover.pcapng');
  writeFileSync(file, warmCapture());
  return file;
}

/** Nothing is read from the machine: the MAC is given, and of the two interfaces every machine has one and none the other. */
const RUNS: readonly (readonly [program: string, ...words: string[]])[] = [
  ['garp', 'garp', '--iface', 'nowhere', '--ip', '192.0.2.1', '--interval', '1ms'],
  ['announce', 'garp', '--iface', 'lo', '--mac', '02:00:00:00:00:01', '--ip', '192.0.2.1', '--dry-run'],
  ['announce', 'tickle', '--ip', '192.0.2.1', '--from', '/dev/null'],
  ['main', '--help'],
  ['explain', 'explain', capture()],
  ['audit', 'audit', configuration(150), configuration(100), '--fail-on', 'none'],
];

const pathOf = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));
const scripts = new Map(RUNS.map(([name]) => [name, compile(pathOf(name))]));
const own = process.argv.slice(0, 2);
const left = [...RUNS];
// V8 accepts a cache only with the flags that it was made with, and an audit sets others.
v8.setFlagsFromString = () => {};
// Each ends the process when it is done.
process.exit = (code => {
  process.exitCode = code ?? 0;
}) as typeof process.exit;
standInForWire();
// A process that has given up root's rights could not write the caches.
Object.assign(process, {setuid: undefined});
process.on('exit', () => {
  rmSync(directory, {recursive: true});
  for (const [name, script] of scripts) writeCache(pathOf(name), script);
});
// Node emits this only if there was work since the last time, and not every run leaves some.
process.on('beforeExit', () => {
  if (left.length > 0) setImmediate(next);
});
next();

/** Runs one after another in one process, each of which finds the program as if it were the first. */
function next(): void {
  const [name = '', ...words] = left.shift() ?? [];
  process.argv = [...own, ...words];
  runCompiled(scripts.get(name) as Script, pathOf(name));
}
