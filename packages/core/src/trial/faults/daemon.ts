/**
 * Faults of the daemon on the active node, whose machine lives on.
 *
 * @module
 */

import type {Driver} from '../driver.js';
import {killAll, signalMain} from '../processes-under-test.js';
import type {FaultKind} from './kind.js';

export const kill: FaultKind = {
  means: 'the daemon is killed with SIGKILL; the machine lives on, address included',
  endsDaemon: true,
  oldHolder: 'stays',
  refuses: withoutProcess,
  ready:
    ({lab, settings}) =>
    () =>
      killAll(lab, settings.active.node),
};

export const stop: FaultKind = {
  means: 'the daemon is stopped politely (SIGTERM)',
  endsDaemon: true,
  oldHolder: 'stays',
  refuses: withoutProcess,
  ready:
    ({lab, settings}) =>
    () =>
      signalMain(lab, settings.active.node, 'SIGTERM'),
};

/** Nothing of the driver runs between two steps of ours, so there is nothing to end. */
function withoutProcess({name, takeOver}: Driver): string | undefined {
  return takeOver === undefined
    ? undefined
    : `driver ${name} has no process to end; use switch-over or link-down`;
}
