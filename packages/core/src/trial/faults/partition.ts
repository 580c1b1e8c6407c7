/**
 * The active node's cable is cut for a while.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';

export const partition = {
  name: 'partition',
  means: 'the switch cuts off the node in both directions for a while',
  durationMs: 6000,
  isSurvived: true,
  needs: 'own-port',
  oldHolder: 'releases',
  predicted: {event: 'crash', back: 'freeze'},
  ready:
    ({wire, settings}) =>
    () =>
      wire.cut(settings.active.node, 'both'),
  readyToHeal:
    ({wire}) =>
    () =>
      wire.mend(),
} as const satisfies FaultKind;
