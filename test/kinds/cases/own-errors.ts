/**
 * `tcpdump -i any` on the owner: what it sends to a client that is gone comes back to itself as an ICMP error at the loopback interface. The address
 * was not seen there.
 */

import {internetChecksum} from '@vip/arp';
import {kind} from '../kind.js';
import {between} from '../sim/chance.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';
import {ping} from '../traffic/ping.js';
import {setWord} from '../wire/octets.js';
import {ipPacket} from '../wire/packet.js';
import {cookedFrame} from '../write.js';

const ICMP = 1;
const UDP = 17;
const LOOPBACK = 1;
const INTERFACE_AT = 7;

/** Destination unreachable: host (RFC 792), with the packet that it is about. */
function unreachable(quoted: Uint8Array): Uint8Array {
  const message = Uint8Array.from([3, 1, 0, 0, 0, 0, 0, 0, ...quoted]);
  setWord(message, 2, internetChecksum(message));
  return message;
}

export const ownErrors = kind('own-errors', (random, addresses) => {
  const stage = new Stage(random, addresses, {family: 4, whole: true, length: between(random, 6, 14)});
  const {a, vip, client} = stage;
  a.hold(vip);
  if (random.oneIn(2)) a.announce(vip, stage.anyAnnouncement());
  const pace = {every: between(random, 0.1, 0.9) * SECOND, from: between(random, 0.1, 0.5) * SECOND};
  ping(stage.asker(client), vip, {...pace, until: stage.askUntil});
  const gone = stage.newClient('gone');
  const made = stage.tell(() => ({
    exit: 0,
    addresses: [stage.about('HEALTHY', {changes: 0, outages: []})],
    absent: [/CANNOT_TELL/, /is not in this capture/],
    ask: [vip],
  }));
  const quoted = ipPacket({source: vip, destination: gone.ip, protocol: UDP, payload: random.octets(40)});
  const payload = ipPacket({source: a.ip, destination: vip, protocol: ICMP, payload: unreachable(quoted)});
  const error = Uint8Array.from([...new Array(12).fill(0), 8, 0, ...payload]);
  const on = (index: number, bytes: Uint8Array) => {
    const cooked = cookedFrame(bytes, 'sll2');
    cooked[INTERFACE_AT] = index;
    return cooked;
  };
  const at = made.frames.at(-1)?.at ?? 0n;
  const seen = made.frames.map(frame => ({...frame, linkType: 276, bytes: on(2, frame.bytes)}));
  return {...made, frames: [...seen, {at: at + 1_000_000n, linkType: 276, bytes: on(LOOPBACK, error)}]};
});
