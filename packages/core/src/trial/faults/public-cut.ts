/**
 * The active node loses its clients, while the nodes still hear each other.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {unwatchedClients} from './shared/unwatched-clients.js';

export const publicCut = {
  name: 'public-cut',
  means:
    "the active node's switch stops carrying traffic to and from the clients; its link stays up, and the nodes still hear each other",
  needs: 'heartbeat-network',
  isSurvived: true,
  oldHolder: 'releases',
  ready:
    ({wire, settings}) =>
    () =>
      wire.cut(settings.active.node, 'both', 'clients'),
  findings: unwatchedClients,
} as const satisfies FaultKind;
