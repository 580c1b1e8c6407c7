/**
 * Whose cache says what?
 *
 * @module
 */

import {addressNamed, macNamed, stationNamed} from '../parameters.js';
import type {CheckKind} from './check.js';

export const cache: CheckKind = {
  name: 'cache',
  means: "the MAC in a node's neighbour cache",
  keys: {
    node: {takes: 'node', means: 'the node'},
    iface: {takes: 'iface', standard: '', means: "its interface; the station's own by default"},
    address: {takes: 'address', standard: 'vip', means: 'the address that is looked up'},
    says: {takes: 'station', means: 'the station whose MAC it is to hold'},
  },
  expects: ({node, address, says}) => `the cache of ${node} has the MAC of ${says} for ${address}`,
  nodes: ({node = ''}) => [node],
  async judge({node = '', iface, address = '', says = ''}, {settings, workshop}) {
    const station = stationNamed(settings, node);
    const ip = addressNamed(settings, address);
    if (station === undefined || ip === undefined) return {held: false, found: 'nothing'};
    const {mac, state} = await workshop.look(station.node, iface || station.iface, ip);
    return {
      held: mac === macNamed(settings, says),
      found: `${ip} ${mac === undefined ? 'has no MAC' : `is-at ${mac}`} (${state})`,
    };
  },
};
