/** Options that mean nothing beside the others: one line, exit code 2, nothing touched. */

import test from 'ava';
import {vip} from '../helpers/product.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const ROWS: readonly (readonly [words: string, line: string])[] = [
  ['--seed 1', '--seed: it is for trials: add --driver, --fault or --max-outage'],
  ['--settle 1s', '--settle: it is for trials: add --driver, --fault or --max-outage'],
  ['--runs 3', '--runs: the narrated failover runs once: add --driver vip'],
  ['--driver vip --advert-int 1s', '--advert-int: it is for --driver keepalived'],
  ['--driver keepalived --node-up true', '--node-up: it is for --driver exec'],
  ['--driver ucarp --form reply', '--form: it is for --driver vip'],
  ['--driver keepalived --no-garp', '--no-garp: it is for --driver vip'],
  ['--driver vip --parent eth0', '--parent: it is not for trials (--driver)'],
  ['--fault kill --teach', '--teach: it is not for trials (--fault)'],
  ['stp --fault kill', '--fault: it is for trials of the failover, not for lessons'],
  ['--driver sheep', 'driver: expected vip, keepalived, ucarp or exec, got "sheep"'],
  ['--driver exec', 'driver exec: expected either --node-cmd, or --node-up (and --node-down)'],
  ['--driver vip --fault kill', 'fault kill: driver vip has no process to end; use switch-over or link-down'],
  ['--fault kill:2s', 'fault: kill takes no duration, got "kill:2s"'],
  [
    '--drop-garp some',
    '--drop-garp: lost announcements: expected a number, all, or a share of 0% to 100%, got "some"',
  ],
  [
    '--client-sysctl ../x=1',
    '--client-sysctl: setting: expected name=number such as base_reachable_time_ms=2000, got "../x=1"',
  ],
  ['--max-outage moon=1s', 'max outage: expected one of mcv-client, ext, router, remote, got "moon"'],
  ['--max-dark moon=1s', 'max dark: expected one of mcv-client, ext, router, remote, got "moon"'],
  ['--fail-on moon', 'fail on: expected none, all, or some of two-owners, '],
  ['--driver keepalived --config /none', 'config: /none cannot be read: '],
  ['--config a --vrrp b', '--config: --vrrp and --advert-int are for our own configuration; leave them out'],
];

for (const [words, line] of ROWS) {
  test(`experiment ${words}`, async t => {
    const {code, stdout, stderr} = await vip(who, ['experiment', ...words.split(' ')]);
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.true(stderr.startsWith(`vip: ${line}`), stderr);
    t.is(stderr.split('\n').length, 2);
  });
}
