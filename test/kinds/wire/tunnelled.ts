/**
 * A datagram as a packet of a tunnel: what follows the IP header becomes the tunnel's, with a header that another dissector understands.
 *
 * @module
 */

import {internetChecksum} from '@vip/arp';
import {setWord} from './octets.js';

const TAG = 0x8100;
const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const UDP = 17;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
/** For experiments: an EtherType (IEEE 802), a protocol (RFC 3692), and "no next header" (RFC 8200 §4.7). */
const [EXPERIMENTAL_TYPE, EXPERIMENTAL, NOTHING] = [0x88b5, 253, 59];

/** Writes the beginning of a tunnel's packet, by its IANA protocol number; ESP is opaque. At least 48 octets. */
const HEADERS: ReadonlyMap<number, (body: Uint8Array) => void> = new Map([
  [
    4,
    body => {
      body.set([0x45, 0, 0, 0, 0, 0, 0, 0, 64, EXPERIMENTAL, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]);
      setWord(body, 2, body.length);
      setWord(body, 10, internetChecksum(body.subarray(0, IPV4_HEADER)));
    },
  ],
  [
    41,
    body => {
      body.set([0x60, 0, 0, 0, 0, 0, NOTHING, 64]);
      setWord(body, 4, body.length - IPV6_HEADER);
    },
  ],
  [
    47,
    body => {
      setWord(body, 0, 0);
      setWord(body, 2, EXPERIMENTAL_TYPE);
    },
  ],
]);

/** Any other frame stays as it is, and so does what a bystander says to a group. */
export function tunnelled(frame: Uint8Array, protocol: number): Uint8Array {
  const typeIn = (at: number) => ((frame[at] as number) << 8) | (frame[at + 1] as number);
  let typeAt = 12;
  while (typeIn(typeAt) === TAG) typeAt += 4;
  const start = typeAt + 2;
  const type = typeIn(typeAt);
  const isToGroup = ((frame[0] as number) & 1) !== 0;
  if (isToGroup || (type !== IPV4 && type !== IPV6)) return frame;
  const at = start + (type === IPV4 ? 9 : 6);
  if (frame[at] !== UDP) return frame;
  const changed = frame.slice();
  changed[at] = protocol;
  const body = changed.subarray(start + (type === IPV4 ? IPV4_HEADER : IPV6_HEADER));
  HEADERS.get(protocol)?.(body);
  if (type === IPV6) return changed;
  const header = changed.subarray(start, start + IPV4_HEADER);
  setWord(header, 10, 0);
  setWord(header, 10, internetChecksum(header));
  return changed;
}
