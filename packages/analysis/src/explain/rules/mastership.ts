/**
 * Faults that advertisements show: no master, two masters, or two virtual routers with the same number.
 *
 * @module
 */

import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {routersOf} from '../handovers/router-index.js';
import type {Draft} from '../verdict.js';
import {masterless} from './no-master.js';
import {rejected} from './rejected-adverts.js';
import {clashes, rivals} from './rivals.js';

export function masterships(capture: CaptureFacts, address: AddressFacts): Draft[] {
  const own = routersOf(address, capture.routers);
  return own.flatMap(router => [
    ...rivals(address, router),
    ...clashes(router),
    ...rejected(address, own, router),
    ...masterless(capture, address, router, own),
  ]);
}
