/**
 * No fault: the address is moved while everything works.
 *
 * @module
 */

import type {FaultKind} from './fault-kind.js';

export const switchOver = {
  name: 'switch-over',
  means: 'nothing fails: the address is moved as planned',
  oldHolder: 'releases',
  refuses: ({name, takeOver}) =>
    takeOver === undefined ? `${name} moves the address by itself; use stop` : undefined,
  ready: () => () => {},
} as const satisfies FaultKind;
