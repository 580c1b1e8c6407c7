/**
 * The active node's interface flaps, and the switch forwards to it late.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {restoreDefaultRoute} from './shared/default-route.js';
import {setLink} from './shared/link-state.js';

export const oldPortLate = {
  name: 'old-port-late',
  means:
    'the interface goes down and comes back at once, but its switch port passes nothing for a while, as with spanning tree',
  durationMs: 10_000,
  isSurvived: true,
  needs: 'own-port',
  oldHolder: 'releases',
  ready: bench => async () => {
    await setLink(bench, 'down');
    await bench.wire.cut(bench.settings.active.node, 'both', 'clients');
    await setLink(bench, 'up');
    await restoreDefaultRoute(bench);
  },
  readyToHeal:
    ({wire}) =>
    () =>
      wire.mend(),
} as const satisfies FaultKind;
