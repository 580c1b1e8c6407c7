/**
 * The default gateway of the VIP's network, on the side of the VIP.
 *
 * @module
 */

import type {ObserverKind} from './observer-kind.js';

export const router = {
  name: 'router',
  means: 'the default gateway, on the VIP’s side',
  place: 'gateway',
  ...{node: 'router', iface: 'lan0', mac: '02:00:00:00:00:01'},
  addresses: {IPv4: '10.1.1.1/8', IPv6: 'fd00:3:2::1/64'},
} as const satisfies ObserverKind;
