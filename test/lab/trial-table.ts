/**
 * Pairs of driver and fault that other tests leave out, measured; with `npm run torture`, the whole table.
 */

import {labTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {IMPATIENT, ONE, runTrials} from '../helpers/trial.js';
import {DRIVER_OPTIONS, PAIRS, PLACE_OPTIONS, REFUSED, UNPLACED} from '../helpers/trial-table.js';

/** Pairs with drivers that follow orders, tested only here; all others have tests of their own. */
const USUALLY = ['vip freeze', 'exec, commands node-crash'];

/**
 * Pairs without an outage to measure, because a node that hears the active one does not take over, or because
 * the outage never ends.
 */
const ENDLESS = [
  'keepalived mute-rx',
  'ucarp mute-rx',
  'frr mute-rx',
  'ucarp address-removed',
  'frr address-removed',
  'exec, a program address-removed',
  'keepalived switch-sticky',
  'frr switch-sticky',
  'keepalived public-cut',
  'keepalived cut-one-address',
  'exec, a program public-cut',
  'exec, a program public-unplugged',
];

/** Faults that do not move the address. */
const STAYS = ['rogue', 'route-lost'];

const SHORT: Readonly<Record<string, string>> = {
  'old-port-late': 'old-port-late:5s',
  'boot-pulse': 'boot-pulse:5s',
  'route-lost': 'route-lost:1s',
  'interswitch-cut': 'interswitch-cut:5s',
  freeze: 'freeze:5s',
  partition: 'partition:5s',
  failback: 'failback:5s',
};
const BRIEF: Readonly<Record<string, string>> = {
  'old-port-late': 'old-port-late:500ms',
  'route-lost': 'route-lost:500ms',
  'interswitch-cut': 'interswitch-cut:500ms',
  freeze: 'freeze:500ms',
  partition: 'partition:500ms',
  failback: 'failback:500ms',
};

for (const {driver, fault} of PAIRS) {
  const pair = `${driver} ${fault}`;
  if (pair in REFUSED || UNPLACED.includes(pair) || rounds(Number(USUALLY.includes(pair)), 1) === 0) continue;
  labTest(
    `${driver}, ${fault}: measured`,
    async (t, who) => {
      const isTold = driver === 'vip' || driver === 'exec, commands';
      const text = (isTold ? BRIEF : SHORT)[fault] ?? fault;
      const options = [...(DRIVER_OPTIONS[driver] ?? []), ...(PLACE_OPTIONS[fault] ?? [])];
      const {code, report, stderr} = await runTrials(t, who, [
        ...[...options, '--fault', text, ...IMPATIENT, '--settle', '500ms', '--timeout', '12s'],
      ]);
      const isEndless = ENDLESS.includes(pair) || fault === 'permanent-neighbour';
      t.is(code, isEndless ? 3 : 0, stderr);
      t.is(report.observers.length, fault === 'cut-one-address' ? 8 : 4);
      if (isTold && !STAYS.includes(fault)) t.deepEqual(report.owners, ['ns1'], stderr);
    },
    ONE,
  );
}
