/**
 * No fault: the daemon of the active node reads its configuration again, which is as it was.
 *
 * @module
 */

import {signalMain} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';

export const reload = {
  name: 'reload',
  means: 'the daemon reads its configuration again (SIGHUP), and nothing should move',
  isSurvived: true,
  oldHolder: 'stays',
  refuses: ({name, reloads}) =>
    reloads === true ? undefined : `${name} reads no configuration again when it is sent SIGHUP`,
  ready:
    ({lab, settings}) =>
    () =>
      signalMain(lab, settings.active.node, 'SIGHUP'),
} as const satisfies FaultKind;
