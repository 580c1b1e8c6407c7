/**
 * The service dies, while the machine stays up.
 *
 * @module
 */

import {trialFinding} from '../finding.js';
import {SERVICE_PROCESS, stopService} from '../service.js';
import type {FaultKind} from './fault-kind.js';
import {withoutProcess} from './shared/daemon.js';

export const serviceDown = {
  name: 'service-down',
  means: 'the service that the driver checks is terminated; the machine and the daemon go on',
  isSurvived: true,
  ends: {of: 'active', program: SERVICE_PROCESS},
  requires: 'checked-service',
  oldHolder: 'releases',
  refuses: withoutProcess,
  ready: bench => () => stopService(bench, bench.settings.active.node),
  findings({trial: {driver, settings}, owners}) {
    const {active, passive} = settings;
    if (!owners.includes(active.node)) return [];
    const text = owners.includes(passive.node)
      ? `The service on ${active.node} is down, and the address is still there, too.`
      : `The service on ${active.node} is down, and ${driver} left the address there: it answers, and the service does not.`;
    return [trialFinding('service-not-followed', active.node, text)];
  },
} as const satisfies FaultKind;
