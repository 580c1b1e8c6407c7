/**
 * The active node loses its clients, and the nodes go on hearing each other.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {unwatchedClients} from './shared/unwatched-clients.js';

export const publicCut = {
  name: 'public-cut',
  means:
    "the active node's switch passes nothing to or from the clients any more; its link stays up, and the nodes go on hearing each other",
  needs: 'heartbeat-network',
  isSurvived: true,
  oldHolder: 'releases',
  ready:
    ({wire, settings}) =>
    () =>
      wire.cut(settings.active.node, 'both', 'clients'),
  findings: unwatchedClients,
} as const satisfies FaultKind;
