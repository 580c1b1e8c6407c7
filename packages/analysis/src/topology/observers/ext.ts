/**
 * "The external node on the same subnet".
 *
 * @module
 */

import type {ObserverKind} from './observer-kind.js';

export const ext = {
  name: 'ext',
  means: 'a client on the same network',
  place: 'segment',
  ...{node: 'ext', iface: 'ext0', mac: '02:00:00:00:00:50'},
  addresses: {IPv4: '10.3.2.50/8', IPv6: 'fd00:3:2::50/64'},
} as const satisfies ObserverKind;
