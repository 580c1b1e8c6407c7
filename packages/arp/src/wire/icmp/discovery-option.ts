/**
 * Options of neighbour discovery (RFC 4861 §4.6): each has its type and its length in units of 8 octets, then the rest.
 *
 * @module
 */

import {MAC_LENGTH, type MacAddress, readMac, writeMac} from '../address/mac.js';
import {badArgument, checkRange} from '../check.js';
import {DecodeError, truncated} from '../errors.js';

/** An option of a message. */
export type DiscoveryOption =
  /** The MAC of the sender (§4.6.1). */
  | {readonly type: 'source-link-layer'; readonly mac: MacAddress}
  /** The MAC of the target (§4.6.1): without it an advertisement changes no entry. */
  | {readonly type: 'target-link-layer'; readonly mac: MacAddress}
  /** Any other option, and these two with an address that is not an Ethernet MAC: kept by number. */
  | {readonly type: 'other'; readonly number: number; readonly data: Uint8Array};

export const DISCOVERY_LAYER = 'neighbour discovery';

const OPTION = {sourceLinkLayer: 1, targetLinkLayer: 2} as const;
const OPTION_HEADER_LENGTH = 2;
const OPTION_UNIT = 8;
const MAC_OPTION_LENGTH = OPTION_HEADER_LENGTH + MAC_LENGTH;

export function encodeDiscoveryOption(option: DiscoveryOption): Uint8Array {
  if (option.type === 'other') return encodeOtherOption(option);
  const octets = new Uint8Array(MAC_OPTION_LENGTH);
  octets[0] = option.type === 'source-link-layer' ? OPTION.sourceLinkLayer : OPTION.targetLinkLayer;
  octets[1] = MAC_OPTION_LENGTH / OPTION_UNIT;
  writeMac(octets, OPTION_HEADER_LENGTH, option.mac);
  return octets;
}

function encodeOtherOption({number, data}: {number: number; data: Uint8Array}): Uint8Array {
  const length = OPTION_HEADER_LENGTH + data.length;
  const where = `${DISCOVERY_LAYER} option ${number}`;
  checkRange(where, number, 0, 0xff);
  if (isMacOption(number, length)) badArgument(where, 'a number without a type of its own', String(number));
  if (length % OPTION_UNIT !== 0 || length / OPTION_UNIT > 0xff)
    badArgument(where, 'a multiple of 8 octets up to 2040', String(length));
  const octets = new Uint8Array(length);
  octets[0] = number;
  octets[1] = length / OPTION_UNIT;
  octets.set(data, OPTION_HEADER_LENGTH);
  return octets;
}

/** @param start where the first one begins in the message */
export function decodeDiscoveryOptions(octets: Uint8Array, start: number): DiscoveryOption[] {
  const options: DiscoveryOption[] = [];
  let offset = start;
  while (offset < octets.length) {
    if (octets.length < offset + OPTION_HEADER_LENGTH)
      truncated(DISCOVERY_LAYER, offset + OPTION_UNIT, octets.length);
    const number = octets[offset] as number;
    const length = (octets[offset + 1] as number) * OPTION_UNIT;
    if (length === 0)
      malformedDiscovery(offset + 1, `option ${number}: expected a length of 1 or more, got 0`);
    if (octets.length < offset + length) truncated(DISCOVERY_LAYER, offset + length, octets.length);
    options.push(decodeOption(number, octets.subarray(offset + OPTION_HEADER_LENGTH, offset + length)));
    offset += length;
  }
  return options;
}

function decodeOption(number: number, data: Uint8Array): DiscoveryOption {
  if (!isMacOption(number, OPTION_HEADER_LENGTH + data.length)) return {type: 'other', number, data};
  const type = number === OPTION.sourceLinkLayer ? 'source-link-layer' : 'target-link-layer';
  return {type, mac: readMac(data, 0)};
}

function isMacOption(number: number, length: number): boolean {
  return (
    length === MAC_OPTION_LENGTH && (number === OPTION.sourceLinkLayer || number === OPTION.targetLinkLayer)
  );
}

export function malformedDiscovery(offset: number, problem: string): never {
  throw new DecodeError('MALFORMED', DISCOVERY_LAYER, offset, problem);
}
