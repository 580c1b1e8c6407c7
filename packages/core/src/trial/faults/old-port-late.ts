/**
 * The active node's interface flaps, and the switch forwards to it late.
 *
 * @module
 */

import {cut, mend} from '../wire.js';
import {restoreDefaultRoute} from './default-route.js';
import type {FaultKind} from './fault-kind.js';
import {setLink} from './link-state.js';

export const oldPortLate = {
  name: 'old-port-late',
  means:
    'the interface goes down and comes back at once, but its switch port passes nothing for a while, as with spanning tree',
  durationMs: 10_000,
  isSurvived: true,
  oldHolder: 'lets-go',
  ready: bench => async () => {
    await setLink(bench, 'down');
    await cut(bench.lab, bench.settings.active.node, 'both');
    await setLink(bench, 'up');
    await restoreDefaultRoute(bench);
  },
  readyToHeal:
    ({lab}) =>
    () =>
      mend(lab),
} as const satisfies FaultKind;
