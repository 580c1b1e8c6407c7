/**
 * The active node's interface goes down, and comes back up.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {restoreDefaultRoute} from './shared/default-route.js';
import {setLink} from './shared/link-state.js';

export const failback = {
  name: 'failback',
  means: 'the interface goes down and, after the takeover, comes back',
  durationMs: 6000,
  isSurvived: true,
  oldHolder: 'releases',
  predicted: {event: 'interface-down', back: 'return'},
  ready: bench => () => setLink(bench, 'down'),
  readyToHeal: bench => async () => {
    await setLink(bench, 'up');
    await restoreDefaultRoute(bench);
  },
} as const satisfies FaultKind;
