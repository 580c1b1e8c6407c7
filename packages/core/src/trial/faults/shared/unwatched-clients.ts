/**
 * What faults of the clients' network show if the nodes hear each other over another one.
 *
 * @module
 */

import {isCluster} from '@vip/analysis/internal';
import type {TrialFinding} from '../../finding.js';
import {trialFinding} from '../../finding.js';
import type {Showing} from '../../showing.js';

/** The address stays where no client reaches it. */
export function unwatchedClients({trial: {driver, settings}, observers}: Showing): TrialFinding[] {
  const {active} = settings;
  const heartbeat = isCluster(settings) ? undefined : settings.activeHeartbeat;
  const dark = observers.filter(({outage}) => outage.mostNs === undefined).map(({name}) => name);
  if (dark.length === 0) return [];
  const text = `${dark.join(', ')}: still dark at the end. ${driver} on ${active.node} is heard over ${heartbeat?.iface}, so the other node did not take over, and the state of ${active.iface} did not count.`;
  return [trialFinding('clients-unwatched', active.node, text)];
}
