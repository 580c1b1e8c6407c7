/**
 * The number by which the programs at both ends match a UDP answer with its request, for protocols that carry one at a known place.
 *
 * @module
 */

import {UDP_HEADER_OCTETS} from '../../capture/seen-view.js';

/** A datagram that is not a request, or, from the address, not an answer. */
export const NEITHER = -1;

/**
 * @param data the octets after the UDP header, as far as they were captured
 * @param isAnswer whether the address sent it
 * @returns the identifier, `NEITHER`, or undefined if it was cut off
 */
export type ReadIdentifier = (data: Uint8Array, isAnswer: boolean) => number | undefined;

/** The identifier in a datagram with its header; NaN if it was cut off. */
export function identifierIn(datagram: Uint8Array, read: ReadIdentifier, isAnswer: boolean): number {
  return read(datagram.subarray(UDP_HEADER_OCTETS), isAnswer) ?? Number.NaN;
}
