/**
 * Who holds an address?
 *
 * @module
 */

import {isHeldAt} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import {addressNamed, nodeNamed} from '../parameters.js';
import type {CheckKind} from './check.js';

export const holder: CheckKind = {
  name: 'holder',
  means: 'whether a node holds an address',
  keys: {
    node: {takes: 'node', means: 'the node'},
    address: {takes: 'address', standard: 'vip', means: 'the address'},
    held: {takes: 'yes-no', standard: 'yes', means: 'whether it should hold it'},
    when: {takes: ['end', 'before'], standard: 'end', means: 'at the end, or before `then`'},
  },
  expects: ({node, address, held, when}) =>
    `${node} ${held === 'yes' ? 'holds' : 'does not hold'} ${address}${when === 'before' ? ' before the fault' : ''}`,
  nodes: ({node = ''}) => [node],
  judge({node = '', address = '', held, when}, {settings, timeline, thenAt}) {
    const ip = addressNamed(settings, address);
    const at = when === 'before' ? thenAt : kernelTime();
    const where = nodeNamed(settings, node);
    const isHeld = ip !== undefined && isHeldAt(timeline, where, ip, at);
    return {
      held: isHeld === (held === 'yes'),
      found: isHeld ? `${node} has ${ip}` : `${node} does not have ${ip}`,
    };
  },
};
