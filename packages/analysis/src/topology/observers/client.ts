/**
 * A client on the machine of the holders.
 *
 * @module
 */

import {HOST} from '../../lab/node-names.js';
import type {ObserverKind} from './observer-kind.js';

export const client = {
  name: 'client',
  means: 'a client on the same machine',
  place: 'segment',
  ...{node: HOST, iface: 'mcv-client', mac: '02:00:00:00:00:12'},
  addresses: {IPv4: '10.3.2.212/8', IPv6: 'fd00:3:2::212/64'},
} as const satisfies ObserverKind;
