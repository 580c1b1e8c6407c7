/**
 * The active node's transmitter is dead.
 *
 * @module
 */

import {cut} from '../wire.js';
import type {FaultKind} from './fault-kind.js';

export const muteTx = {
  name: 'mute-tx',
  means: 'nothing that the node sends arrives any longer',
  isSurvived: true,
  oldHolder: 'lets-go',
  predicted: {event: 'crash', isKept: true},
  ready:
    ({lab, settings}) =>
    () =>
      cut(lab, settings.active.node, 'tx'),
} as const satisfies FaultKind;
