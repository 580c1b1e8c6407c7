/**
 * The network over which the two nodes hear each other fails, while that of the clients keeps working.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';
import {withoutHeartbeat} from './shared/daemon.js';

export const heartbeatCut = {
  name: 'heartbeat-cut',
  means:
    'the network over which the nodes hear each other stops carrying traffic; its links stay up, and the clients reach both nodes',
  needs: 'heartbeat-network',
  isSurvived: true,
  oldHolder: 'stays',
  refuses: withoutHeartbeat,
  ready:
    ({wire, settings}) =>
    () =>
      wire.cut(settings.active.node, 'both', 'heartbeat'),
} as const satisfies FaultKind;
