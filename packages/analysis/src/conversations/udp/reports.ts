/**
 * Reports on a stream, which both ends send every few seconds, and which answer nothing: RTCP (RFC 3550 §6), on whatever port.
 *
 * @module
 */

import {UDP_HEADER_OCTETS} from '../../capture/seen-view.js';

/** RFC 3550 §6.4.1: version 2 in the two highest bits. */
const VERSION = 2;
/** RFC 5761 §4: these types of RTCP are no payload types of RTP. */
const FIRST_TYPE = 192;
const LAST_TYPE = 223;

/** @param datagram with its header */
export function isStreamReport(datagram: Uint8Array): boolean {
  const [first = 0, type = 0] = [datagram[UDP_HEADER_OCTETS], datagram[UDP_HEADER_OCTETS + 1]];
  return first >> 6 === VERSION && type >= FIRST_TYPE && type <= LAST_TYPE;
}
