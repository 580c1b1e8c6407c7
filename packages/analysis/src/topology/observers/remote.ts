/**
 * A client that reaches the VIP only through the router.
 *
 * @module
 */

import type {ObserverKind} from './observer-kind.js';
import {router} from './router.js';

export const remote = {
  name: 'remote',
  means: 'a client behind the router',
  place: 'behind-gateway',
  ...{node: 'remote', iface: 'eth0', mac: '02:00:00:00:00:51'},
  addresses: {IPv4: '192.168.1.50/24', IPv6: 'fd00:168:1::50/64'},
  gateway: {
    name: 'routerRemote',
    means: 'the same router, on the far side',
    ...{node: router.node, iface: 'remote0', mac: '02:00:00:00:00:02'},
    addresses: {IPv4: '192.168.1.1/24', IPv6: 'fd00:168:1::1/64'},
  },
} as const satisfies ObserverKind;
