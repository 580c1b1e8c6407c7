/**
 * Every topology in every family, with a driver that decides by itself and one that follows orders: usually
 * one of these, and with `npm run torture` the whole table.
 */

import {TOPOLOGIES} from '@vip/analysis/internal';
import {labTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';
import {FAST, ONE, runTrials} from '../helpers/trial.js';

/** Kernels may lack the modules of these; topologies.ts tests them. */
const OPTIONAL = ['vlan', 'ipvlan'];

/** The fault for which each topology exists; in all others the node crashes. */
const FAULTS: Readonly<Record<string, string>> = {
  'two-switches': 'interswitch-cut:2s',
  'two-networks': 'public-unplugged',
};

/** Cases that other tests leave out: a routed IPv6 address. */
const USUALLY = ['behind-router 6 vip'];

const DRIVERS: readonly (readonly string[])[] = [FAST, ['--driver', 'vip']];

for (const topology of Object.keys(TOPOLOGIES).filter(name => !OPTIONAL.includes(name))) {
  for (const family of ['4', '6', 'both']) {
    for (const driver of DRIVERS) {
      if (rounds(Number(USUALLY.includes(`${topology} ${family} ${driver[1]}`)), 1) === 0) continue;
      labTest(
        `${topology}, family ${family}, ${driver[1]}: measured, and nothing is found that should not be`,
        async (t, who) => {
          const fault = ['--fault', FAULTS[topology] ?? 'node-crash'];
          const place = ['--topology', topology, '--family', family];
          const {code, report, stderr} = await runTrials(t, who, [...driver, ...place, ...fault]);
          t.is(code, 0, stderr);
          t.is(report.isMeasured, true);
          t.deepEqual(report.owners, report.secondOwners ?? report.owners);
        },
        ONE,
      );
    }
  }
}
