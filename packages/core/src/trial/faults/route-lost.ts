/**
 * The active node loses its default route for a while.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import {trialFinding} from '../finding.js';
import type {FaultKind} from './fault-kind.js';
import {loseDefaultRoute, restoreDefaultRoute} from './shared/default-route.js';

export const routeLost = {
  name: 'route-lost',
  means:
    'the default route disappears: requests from other networks still arrive, but the replies cannot leave',
  durationMs: 6000,
  isSurvived: true,
  oldHolder: 'stays',
  ready: bench => () => loseDefaultRoute(bench),
  readyToHeal: bench => () => restoreDefaultRoute(bench),
  findings({observers, owners}) {
    const [holder] = owners;
    const unheard = observers.filter(({lost, requestsLost}) => lost > 0 && requestsLost === 0);
    if (holder === undefined || unheard.length === 0) return [];
    const names = unheard.map(({name, lost}) => `${name} (${counted(lost, 'probe')})`).join(', ');
    const text = `${holder} received every request of ${names}, and its replies were lost: it had no route back. No announcement helps.`;
    return [trialFinding('no-way-back', holder, text)];
  },
} as const satisfies FaultKind;
