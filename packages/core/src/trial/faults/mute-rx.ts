/**
 * The active node's receiver is dead.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';

export const muteRx = {
  name: 'mute-rx',
  means: 'the node no longer receives anything, but what it sends still arrives',
  isSurvived: true,
  needs: 'own-port',
  oldHolder: 'releases',
  ready:
    ({wire, settings}) =>
    () =>
      wire.cut(settings.active.node, 'rx'),
} as const satisfies FaultKind;
