/**
 * No fault: the daemon of the active node re-reads its unchanged configuration.
 *
 * @module
 */

import {signalMain} from '../processes-under-test.js';
import type {FaultKind} from './fault-kind.js';

export const reload = {
  name: 'reload',
  means: 'the daemon re-reads its configuration (SIGHUP), and nothing should move',
  isSurvived: true,
  oldHolder: 'stays',
  refuses: ({name, reloads}) =>
    reloads === true ? undefined : `${name} does not re-read its configuration on SIGHUP`,
  ready:
    ({lab, settings}) =>
    () =>
      signalMain(lab, settings.active.node, 'SIGHUP'),
} as const satisfies FaultKind;
