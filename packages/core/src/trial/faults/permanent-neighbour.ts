/**
 * A neighbour with a static entry for the address, when the active node dies.
 *
 * @module
 */

import {trialFinding} from '../finding.js';
import type {FaultKind} from './fault-kind.js';
import {nodeCrash} from './node-crash.js';

export const permanentNeighbour = {
  name: 'permanent-neighbour',
  means: 'the whole machine fails, and the router has a permanent neighbour entry for the address',
  ends: {of: 'active'},
  oldHolder: 'has-lost-it',
  async ready(bench) {
    const {lab, settings, families} = bench;
    const strike = await nodeCrash.ready(bench);
    // With the MAC that it has now: no announcement changes a permanent entry, and the kernel never verifies it.
    await lab.batch(
      settings.router.node,
      families.map(({vip, router}) => [
        ...['neigh', 'change', vip.address, 'dev', router.iface, 'nud', 'permanent'],
      ]),
    );
    return strike;
  },
  findings({observers}) {
    const stuck = observers.filter(({outage}) => outage.mostNs === undefined).map(({name}) => name);
    if (stuck.length === 0) return [];
    return [
      trialFinding(
        'permanent-entry',
        stuck.join(', '),
        `${stuck.join(', ')}: still dark at the end. The router's entry is permanent, so it follows no announcement ` +
          'and never asks. Only its administrator can change it.',
      ),
    ];
  },
} as const satisfies FaultKind;
