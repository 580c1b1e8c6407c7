/** Values that the options of `vip trial` refuse, in one line, with exit code 2 and nothing touched. */

import test from 'ava';
import {vip} from '../helpers/product.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const ROWS: readonly (readonly [words: string, line: string])[] = [
  ['--driver sheep', '--driver: expected one of vip, keepalived, ucarp, frr, exec, got "sheep"'],
  [
    '--driver frr --advert-int 15ms',
    '--driver frr: expected an interval of 10ms to 40.95s, in steps of 10ms, got 15 ms',
  ],
  [
    '--driver frr --vrrp version;2',
    '--vrrp: driver frr: expected words that can follow vrrp 51, such as "version 2", got "version;2"',
  ],
  ['--driver exec', '--driver exec: expected either --node-cmd, or --node-up (and --node-down)'],
  [
    '--driver vip --fault kill',
    '--fault kill: driver vip has no process to end; use switch-over or link-down',
  ],
  ['--fault kill:2s', '--fault: kill takes no duration, got "kill:2s"'],
  ['--fault flood', '--fault: expected one of address-removed, boot-pulse, '],
  ['--drop-garp some', '--drop-garp: expected a number, all, or a share of 0% to 100%, got "some"'],
  [
    '--client-sysctl ../x=1',
    '--client-sysctl: expected name=number such as base_reachable_time_ms=2000, got "../x=1"',
  ],
  ['--max-outage moon=1s', '--max-outage: expected one of mcv-client, ext, router, remote, got "moon"'],
  ['--max-dark moon=1s', '--max-dark: expected one of mcv-client, ext, router, remote, got "moon"'],
  [
    '--max-outage 4s --max-outage tcp=2s',
    '--max-outage: vip trial without --tcp does not read tcp=...; without it there are no sessions',
  ],
  ['--max-hung 0', '--max-hung: vip trial without --tcp does not read it; without it there are no sessions'],
  ['--topology two-swiches', '--topology: expected one of switch, vlan, two-switches, two-networks, '],
  [
    '--fault heartbeat-cut --driver keepalived',
    '--fault heartbeat-cut: topology switch has no separate network for the heartbeat; use two-networks',
  ],
  [
    '--topology ipvlan --driver keepalived --fault partition',
    '--fault partition: topology ipvlan has no switch port for each node; use switch, vlan, ',
  ],
  [
    '--topology ipvlan --driver vip',
    '--topology ipvlan: driver vip gives the address to the other node before the first releases it, which ',
  ],
  [
    '--topology two-networks --driver ucarp',
    '--topology two-networks: driver ucarp announces the address only on the interface it advertises on, ',
  ],
  [
    '--topology ipvlan --driver keepalived --forward-delay 1s',
    '--forward-delay: topology ipvlan has no switch port for each node',
  ],
  [
    '--fault cut-one-address --driver keepalived',
    '--fault cut-one-address: expected a group of two addresses; use --family both',
  ],
  ['--topology behind-router --max-outage ext=1s', '--max-outage: expected one of router, remote, got "ext"'],
  ['--fail-on moon', '--fail-on: expected none, all, or some of two-owners, '],
];

for (const [words, line] of ROWS) {
  test(`trial ${words}`, async t => {
    const {code, stdout, stderr} = await vip(who, ['trial', ...words.split(' ')]);
    t.is(code, 2, stderr);
    t.is(stdout, '');
    t.true(stderr.startsWith(`vip: ${line}`), stderr);
    t.is(stderr.split('\n').length, 2);
  });
}

test('a configuration that cannot be read is refused', async t => {
  const {code, stderr} = await vip(who, ['trial', '--driver', 'keepalived', '--config', '/none']);
  t.is(code, 3);
  t.regex(stderr, /^vip: --config: \/none: no such file\n$/);
});
