/**
 * The number by which the programs at both ends match a UDP answer with its request, for protocols that carry one at a known place.
 *
 * @module
 */

/** A datagram that asks nothing, or, of the address, answers nothing. */
export const NEITHER = -1;

/**
 * @param data what follows the UDP header, as far as it was captured
 * @param isAnswer whether the address sent it
 * @returns `NEITHER`, or undefined where it was cut off
 */
export type ReadIdentifier = (data: Uint8Array, isAnswer: boolean) => number | undefined;

const UDP_HEADER_OCTETS = 8;

/** Of a datagram with its header; NaN where it was cut off. */
export function identifierIn(datagram: Uint8Array, read: ReadIdentifier, isAnswer: boolean): number {
  return read(datagram.subarray(UDP_HEADER_OCTETS), isAnswer) ?? Number.NaN;
}
