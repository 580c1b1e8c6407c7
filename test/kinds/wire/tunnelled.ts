/**
 * A datagram as a packet of a tunnel: what follows the IP header is taken to be the tunnel's.
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

/** Any other frame stays as it is. */
export function tunnelled(frame: Uint8Array, protocol: number): Uint8Array {
  const typeIn = (at: number) => ((frame[at] as number) << 8) | (frame[at + 1] as number);
  let typeAt = 12;
  while (typeIn(typeAt) === TAG) typeAt += 4;
  const start = typeAt + 2;
  const type = typeIn(typeAt);
  if (type !== IPV4 && type !== IPV6) return frame;
  const at = start + (type === IPV4 ? 9 : 6);
  if (frame[at] !== UDP) return frame;
  const changed = frame.slice();
  changed[at] = protocol;
  if (type === IPV6) return changed;
  const header = changed.subarray(start, start + IPV4_HEADER);
  setWord(header, 10, 0);
  setWord(header, 10, internetChecksum(header));
  return changed;
}
