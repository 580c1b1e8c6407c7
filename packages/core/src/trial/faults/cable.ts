/**
 * Faults of the active node's cable: frames that do not arrive, one way or both.
 *
 * @module
 */

import {type CutDirection, cut, mend} from '../wire.js';
import type {FaultKind} from './kind.js';

export const partition: FaultKind = {
  means: 'the switch cuts the node off in both directions, and heals',
  durationMs: 6000,
  ...cutting('both'),
  readyToHeal:
    ({lab}) =>
    () =>
      mend(lab),
};

export const muteRx: FaultKind = {
  means: 'the node receives nothing any more, but what it sends arrives',
  ...cutting('rx'),
};

export const muteTx: FaultKind = {
  means: 'nothing that the node sends arrives any more',
  ...cutting('tx'),
};

function cutting(direction: CutDirection): Pick<FaultKind, 'isSurvived' | 'oldHolder' | 'ready'> {
  return {
    isSurvived: true,
    oldHolder: 'lets-go',
    ready:
      ({lab, settings}) =>
      () =>
        cut(lab, settings.active.node, direction),
  };
}
