/**
 * The daemon of the active node is killed, and nothing else.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import {trialFinding} from '../finding.js';
import {killAll} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';
import {withoutProcess} from './shared/daemon.js';

export const kill = {
  name: 'kill',
  means: 'the daemon is killed with SIGKILL; the machine stays up and keeps the address',
  ends: {of: 'active'},
  oldHolder: 'stays',
  predicted: {event: 'crash', isKept: true},
  refuses: withoutProcess,
  ready:
    ({lab, settings}) =>
    () =>
      killAll(lab, settings.active.node),
  findings({trial: {driver, settings}, observers, owners}) {
    const {active, passive} = settings;
    const answers = observers.reduce((sum, {answeredBy}) => sum + (answeredBy[active.node] ?? 0), 0);
    if (!owners.includes(passive.node) || answers === 0) return [];
    return [
      trialFinding(
        'alive-after-kill',
        active.node,
        `${driver} was killed on ${active.node}, but the address stayed there and the node went on answering ` +
          `(${counted(answers, 'probe')}): that is not the failover of a dead machine; use --fault node-crash for one.`,
      ),
    ];
  },
} as const satisfies FaultKind;
