/**
 * Datagrams that need no answer although the other end may send some of its own: media (RTP, RFC 3550), and the data of a tunnel (WireGuard, §5.4.6
 * of its paper). A call on hold, an upload and the death of the other end look alike.
 *
 * @module
 */

import {UDP_HEADER_OCTETS} from '../../capture/seen-view.js';

/** What shows it: a version or a type, and the number of the packet. */
const SHOWN = 4;

/** RFC 3550 §5.1: version 2 in the two highest bits, and 16 bits that count packets, from the third octet on. */
const VERSION = 2;
const COUNT_AT = 2;
/** Packets that may be missing between two, lost or suppressed. */
const MOST_MISSING = 32;

/** The type, and three octets that are zero, little-endian. */
const TUNNEL_DATA = 4;

/** Whether a datagram, with its header, carries data of a tunnel, as far as can be told. */
export function isTunnelData(datagram: Uint8Array): boolean {
  const at = UDP_HEADER_OCTETS;
  if (datagram.length < at + SHOWN || datagram[at] !== TUNNEL_DATA) return false;
  return datagram[at + 1] === 0 && datagram[at + 2] === 0 && datagram[at + 3] === 0;
}

export class StreamReader {
  #count = Number.NaN;

  /** Whether a datagram without an identifier, with its header, belongs to a stream, as far as can be told. @param length octets of its data */
  streams(datagram: Uint8Array, length: number): boolean {
    const at = UDP_HEADER_OCTETS;
    if (datagram.length < at + SHOWN) return length >= SHOWN;
    const first = datagram[at] as number;
    const count = ((datagram[at + COUNT_AT] as number) << 8) | (datagram[at + COUNT_AT + 1] as number);
    if (first === TUNNEL_DATA) return isTunnelData(datagram);
    if (first >> 6 !== VERSION) return false;
    const before = this.#count;
    this.#count = count;
    return ((count - before) & 0xffff) <= MOST_MISSING && !Number.isNaN(before);
  }
}
