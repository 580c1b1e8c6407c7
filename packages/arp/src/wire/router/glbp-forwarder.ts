/**
 * The forwarder element of a GLBP message: type 2.
 *
 *   octet 0   type, length       2   2, 20
 *         2   number             1
 *         3   state              1   of the forwarder
 *         4   unknown            1
 *         5   priority           1
 *         6   weight             1
 *         7   unknown            7
 *        14   virtual MAC        6
 *
 * @module
 */

import {readMac, writeMac} from '../address/mac.js';
import {checkRange} from '../check.js';
import {truncated} from '../errors.js';
import {GLBP_ELEMENT_TYPE, GLBP_LAYER, glbpElement} from './glbp-element.js';
import type {GlbpForwarder} from './glbp-message.js';

const forwarderAt = {number: 2, state: 3, priority: 5, weight: 6, virtualMac: 14, end: 20} as const;

export function decodeGlbpForwarder(octets: Uint8Array): GlbpForwarder {
  if (octets.length < forwarderAt.end) truncated(GLBP_LAYER, forwarderAt.end, octets.length);
  const octet = (offset: number) => octets[offset] as number;
  return {
    forwarder: octet(forwarderAt.number),
    state: octet(forwarderAt.state),
    priority: octet(forwarderAt.priority),
    weight: octet(forwarderAt.weight),
    virtualMac: readMac(octets, forwarderAt.virtualMac),
  };
}

export function encodeGlbpForwarder(told: GlbpForwarder): Uint8Array {
  const {forwarder, state, priority, weight, virtualMac} = told;
  const element = glbpElement(GLBP_ELEMENT_TYPE.forwarder, forwarderAt.end);
  for (const [name, value, offset] of [
    ['forwarder', forwarder, forwarderAt.number],
    ['state', state, forwarderAt.state],
    ['priority', priority, forwarderAt.priority],
    ['weight', weight, forwarderAt.weight],
  ] as const) {
    checkRange(`glbp ${name}`, value, 0, 0xff);
    element[offset] = value;
  }
  writeMac(element, forwarderAt.virtualMac, virtualMac);
  return element;
}
