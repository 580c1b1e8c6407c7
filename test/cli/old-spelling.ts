/**
 * Command lines from before `vip trial` and `vip lesson` are refused with exit code 2 and nothing touched;
 * the error gives the new spelling.
 */

import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const ROWS: readonly (readonly [old: readonly string[], line: string])[] = [
  [
    ['experiment', '--driver', 'keepalived', '--delay', '0s', '--vrrp', "it's", '--out', 'run'],
    `--driver: this is now: vip trial --driver keepalived --vrrp 'it'\\''s' --out run`,
  ],
  [
    ['experiment', '--json', '--fault=kill', '--runs', '3'],
    '--fault: this is now: vip trial --json --fault=kill --runs 3',
  ],
  [['experiment', '--max-outage', '1s'], '--max-outage: this is now: vip trial --max-outage 1s'],
  [['experiment', '--seed', '1'], '--seed: this is now: vip trial --seed 1'],
  [['experiment', '--runs', '3'], '--runs: this is now: vip trial --runs 3'],
  [
    ['experiment', 'stale-cache', '--fast', '--runs', '2'],
    'stale-cache: this is now: vip lesson stale-cache --fast --runs 2',
  ],
  [
    ['experiment', '--teach', 'loopback', '--delay', '0s'],
    'loopback: this is now: vip lesson loopback --teach',
  ],
  [['experiment', 'failover', '--delay', '0s'], 'failover: this is now: vip experiment --delay 0s'],
  [['experiment', '--list'], '--list: this is now: vip lesson'],
  [['experiment', '--list', '--json'], '--list: this is now: vip lesson --json'],
  [['capture', '--read', 'a b.pcap', '--garp'], "--read: this is now: vip capture 'a b.pcap' --garp"],
  [['capture', '-r', '-', '-c', '3'], '-r: this is now: vip capture - -c 3'],
  [['capture', '--read=x', '--write', 'y'], '--read: this is now: vip capture x --write y'],
  [['report', 'run', '--out', 'run.html'], '--out: this is now: vip report run --report run.html'],
];

for (const [old, line] of ROWS) {
  test(`vip ${old.join(' ')}`, async t => {
    const cwd = temporaryDirectory(t);
    const ended = await vip(who, old, {cwd});
    t.deepEqual(ended, {code: 2, signal: null, stdout: '', stderr: `vip: ${line}\n`});
    t.deepEqual(readdirSync(cwd), []);
  });
}

test('a line that was never valid is refused like any other', async t => {
  const {code, stderr} = await vip(who, ['experiment', 'no-such-lesson']);
  t.is(code, 2);
  t.regex(
    stderr,
    /^vip: no-such-lesson: vip experiment takes options only \(see: vip experiment --help\)\n$/,
  );
  t.false(existsSync(join(process.cwd(), 'no-such-lesson')));
});
