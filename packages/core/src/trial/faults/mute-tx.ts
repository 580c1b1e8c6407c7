/**
 * The active node's transmitter is dead.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';

export const muteTx = {
  name: 'mute-tx',
  means: 'nothing that the node sends arrives any more',
  isSurvived: true,
  needs: 'own-port',
  oldHolder: 'releases',
  predicted: {event: 'crash', isKept: true},
  ready:
    ({wire, settings}) =>
    () =>
      wire.cut(settings.active.node, 'tx'),
} as const satisfies FaultKind;
