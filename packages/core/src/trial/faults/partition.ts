/**
 * The active node's cable is cut for a while.
 *
 * @module
 */

import {cut, mend} from '../wire.js';
import type {FaultKind} from './fault-kind.js';

export const partition = {
  name: 'partition',
  means: 'the switch cuts the node off in both directions, and heals',
  durationMs: 6000,
  isSurvived: true,
  oldHolder: 'lets-go',
  predicted: {event: 'crash', back: 'freeze'},
  ready:
    ({lab, settings}) =>
    () =>
      cut(lab, settings.active.node, 'both'),
  readyToHeal:
    ({lab}) =>
    () =>
      mend(lab),
} as const satisfies FaultKind;
