/**
 * The active node's interface goes down, and comes back.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {setLink} from './link-state.js';

export const failback = {
  name: 'failback',
  means: 'the interface goes down and, after the takeover, comes back',
  durationMs: 6000,
  isSurvived: true,
  oldHolder: 'lets-go',
  ready: bench => () => setLink(bench, 'down'),
  readyToHeal: bench => async () => {
    await setLink(bench, 'up');
    const {active, router} = bench.settings;
    // A link that comes up has lost its routes through gateways.
    await bench.lab.batch(active.node, [['route', 'replace', 'default', 'via', router.address.address]]);
  },
} as const satisfies FaultKind;
