/**
 * The active node's cable to its clients is pulled out, while the nodes still hear each other.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {unwatchedClients} from './shared/unwatched-clients.js';

export const publicUnplugged = {
  name: 'public-unplugged',
  means:
    "the active node's cable to the clients is pulled out: its link loses the carrier, and the nodes still hear each other",
  needs: 'heartbeat-network',
  isSurvived: true,
  oldHolder: 'releases',
  ready:
    ({wire, settings}) =>
    () =>
      wire.unplug(settings.active.node),
  findings: unwatchedClients,
} as const satisfies FaultKind;
