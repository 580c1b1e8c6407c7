/**
 * The active node's receiver is dead.
 *
 * @module
 */

import {cut} from '../wire.js';
import type {FaultKind} from './fault-kind.js';

export const muteRx = {
  name: 'mute-rx',
  means: 'the node no longer receives anything, but what it sends still arrives',
  isSurvived: true,
  oldHolder: 'lets-go',
  ready:
    ({lab, settings}) =>
    () =>
      cut(lab, settings.active.node, 'rx'),
} as const satisfies FaultKind;
