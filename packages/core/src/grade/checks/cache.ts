/**
 * Whose cache says what?
 *
 * @module
 */

import type {Lab} from '../../lab/lab.js';
import {CommandError} from '../../process.js';
import {addressNamed, macNamed, stationNamed} from '../parameters.js';
import type {CheckKind} from './check.js';

export const cache: CheckKind = {
  name: 'cache',
  means: "the MAC in a node's neighbour cache",
  keys: {
    node: {takes: 'node', means: 'the node'},
    iface: {takes: 'iface', standard: '', means: "its interface; the station's own by default"},
    address: {takes: 'address', standard: 'vip', means: 'the address that is looked up'},
    says: {takes: 'station', means: 'the station whose MAC it should hold'},
  },
  expects: ({node, address, says}) => `the cache of ${node} has the MAC of ${says} for ${address}`,
  nodes: ({node = ''}) => [node],
  async judge({node = '', iface, address = '', says = ''}, {settings, workshop}) {
    const station = stationNamed(settings, node);
    const ip = addressNamed(settings, address);
    if (station === undefined || ip === undefined) return {held: false, found: 'nothing'};
    const named = iface || station.iface;
    // A student who was to create an interface may not have done so.
    if (!(await isThere(workshop.session.lab, station.node, named)))
      return {held: false, found: `${node} has no interface ${named}`};
    const {mac, state} = await workshop.look(station.node, named, ip);
    return {
      held: mac === macNamed(settings, says),
      found: `${ip} ${mac === undefined ? 'has no MAC' : `is-at ${mac}`} (${state})`,
    };
  },
};

async function isThere(lab: Lab, node: string, iface: string): Promise<boolean> {
  try {
    await lab.run(node, ['ip', 'link', 'show', 'dev', iface]);
    return true;
  } catch (error) {
    if (error instanceof CommandError && error.result.stderr.includes('does not exist')) return false;
    throw error;
  }
}
