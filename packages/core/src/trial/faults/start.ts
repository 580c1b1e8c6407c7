/**
 * No fault: the software is started in both nodes, and no node has had the address before.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';

export const start = {
  name: 'start',
  means:
    'nothing fails: the software starts in both nodes, and the time until the address answers is measured',
  oldHolder: 'stays',
  predicted: {event: 'start'},
  isStart: true,
  refuses: ({name, takeOver}) =>
    takeOver === undefined ? undefined : `${name} moves the address only when told to; use switch-over`,
  ready: bench => () => bench.driver.start(bench),
} as const satisfies FaultKind;
