/**
 * The daemon of the active node is stopped, as an init system would stop it.
 *
 * @module
 */

import {signalMain} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';
import {withoutProcess} from './shared/daemon.js';

export const stop = {
  name: 'stop',
  means: 'the daemon is terminated gracefully (SIGTERM)',
  ends: {of: 'active'},
  oldHolder: 'stays',
  predicted: {event: 'stop'},
  refuses: withoutProcess,
  ready:
    ({lab, settings}) =>
    () =>
      signalMain(lab, settings.active.node, 'SIGTERM'),
} as const satisfies FaultKind;
