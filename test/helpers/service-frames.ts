/**
 * Frames of a client that pings an address every second and connects to its ports, some of which are silent
 * for a while. Times in seconds.
 */

import {parseIpv4, parseMac} from '@vip/arp';
import type {MadeFrame} from '../kinds/kind.js';
import {ethernetFrame} from '../kinds/wire/ethernet.js';
import {ipPacket} from '../kinds/wire/packet.js';
import {echoMessage, type Message, segmentMessage} from '../kinds/wire/transport.js';

export const SERVED = parseIpv4('10.3.2.200');
export const START_NS = 1_795_411_000_000_000_000n;
const OWNER_MAC = parseMac('02:00:00:00:00:10');
const CLIENT_MAC = parseMac('02:00:00:00:00:50');
const ANSWERED_S = 0.001;

export interface Port {
  readonly port: number;
  /** The number of the client that asks; the first if undefined. */
  readonly client?: number;
  /** The periods in which a connection is opened every second. */
  readonly asked: readonly (readonly [from: number, to: number])[];
  /** The periods in which it does not answer. */
  readonly dark: readonly (readonly [from: number, to: number])[];
}

const isIn = (second: number, all: Port['asked']) => all.some(([from, to]) => second >= from && second < to);

export function serviceFrames(seconds: number, ports: readonly Port[]): MadeFrame[] {
  const frames: MadeFrame[] = [];
  let id = 0;
  const put = (
    s: number,
    client: number,
    isQuestion: boolean,
    message: (ends: {source: never; destination: never}) => Message,
  ) => {
    const asker = parseIpv4(`10.3.2.${50 + client}`);
    const [source, destination] = isQuestion ? [asker, SERVED] : [SERVED, asker];
    const ends = {source, destination} as never;
    id = (id + 1) % 65_536;
    const payload = ipPacket({source, destination, id, ...message(ends)});
    const [from, to] = isQuestion ? [CLIENT_MAC, OWNER_MAC] : [OWNER_MAC, CLIENT_MAC];
    const bytes = ethernetFrame({source: from, destination: to, tags: [], etherType: 0x0800, payload});
    frames.push({at: START_NS + BigInt(Math.round(s * 1e6)) * 1000n, bytes});
  };
  for (let second = 0; second < seconds; second++) {
    const echo = {identifier: 7, sequence: second % 65_536, data: new Uint8Array(8)};
    put(second, 0, true, ends => echoMessage(ends, {reply: false, ...echo}));
    put(second + ANSWERED_S, 0, false, ends => echoMessage(ends, {reply: true, ...echo}));
    for (const [index, {port, client = 0, asked, dark}] of ports.entries()) {
      if (!isIn(second, asked)) continue;
      const at = second + 0.1 + index / 1000;
      const sourcePort = 10_000 + (second % 50_000);
      const syn = {
        sourcePort,
        destinationPort: port,
        sequence: 1000,
        acknowledgment: 0,
        flags: 'S',
        length: 0,
      };
      put(at, client, true, ends => segmentMessage(ends, syn));
      if (isIn(second, dark)) continue;
      const answer = {sourcePort: port, destinationPort: sourcePort, sequence: 1, acknowledgment: 1001};
      put(at + 0.0005, client, false, ends => segmentMessage(ends, {...answer, flags: 'SA', length: 0}));
      const reset = {sourcePort, destinationPort: port, sequence: 1001, acknowledgment: 2};
      put(at + 0.0007, client, true, ends => segmentMessage(ends, {...reset, flags: 'RA', length: 0}));
    }
  }
  return frames;
}
