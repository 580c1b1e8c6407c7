/**
 * Other traffic on the wire: neighbours that resolve each other, pings between others, spanning tree, name
 * services.
 */

import {ETHER_TYPE_IPV4, type IpAddress, type MacAddress, parseIp, parseMac, type VlanTag} from '@vip/arp';
import {hex} from '../../helpers/hex.js';
import type {Random} from '../../helpers/random.js';
import {isAt, whoHas} from '../wire/neighbour.js';
import {ipPacket} from '../wire/packet.js';
import {datagramMessage, echoMessage} from '../wire/transport.js';
import {between, magnitude} from './chance.js';
import {MS} from './clock.js';
import type {Device, Outgoing} from './frame.js';
import type {Network} from './network.js';
import type {Places} from './places.js';

interface Stranger {
  readonly mac: MacAddress;
  readonly ip: IpAddress;
}

/** Traffic of other machines, which never mentions the addresses of the story. */
export function makeNoise(
  network: Network,
  random: Random,
  places: Places,
  tags: readonly VlanTag[],
  until: number,
): void {
  const device: Device = {name: 'strangers', tags, hears: () => false, receive: () => {}};
  const machines = Array.from({length: 3}, (): Stranger => ({mac: places.mac(), ip: places.ip(4)}));
  const strangers: Strangers = {machines: machines as [Stranger, ...Stranger[]], unanswered: 0};
  const every = magnitude(random, until / 60, until / 4);
  network.plug(device);
  network.clock.at(between(random, 0, every), () =>
    network.clock.repeat(
      () => between(random, every / 2, every * 1.5),
      () => {
        for (const [delay, frame] of random.pick([resolution, pinging, spanningTree, nameService])(
          random,
          strangers,
        )) {
          network.clock.after(delay, () => network.send(device, frame));
        }
        return network.clock.now < until;
      },
    ),
  );
}

type Frames = readonly (readonly [number, Outgoing])[];
interface Strangers {
  readonly machines: readonly [Stranger, ...Stranger[]];
  /** The pings that nobody answered so far. */
  unanswered: number;
}
const body = {type: 'other'} as const;

function pair(random: Random, {machines}: Strangers): readonly [Stranger, Stranger] {
  const one = random.pick(machines);
  return [one, machines.find(other => other !== one) ?? one];
}

function resolution(random: Random, strangers: Strangers): Frames {
  const [one, other] = pair(random, strangers);
  return [
    [0, {source: one.mac, ...whoHas(other.ip, one), body}],
    [0.2 * MS, {source: other.mac, ...isAt(other.ip, other.mac, one), body}],
  ];
}

function pinging(random: Random, strangers: Strangers): Frames {
  const [one, other] = pair(random, strangers);
  const echo = {identifier: random.below(0x10000), sequence: random.below(0x10000), data: random.octets(16)};
  const packet = (from: Stranger, to: Stranger, reply: boolean): Outgoing => {
    const ends = {source: from.ip, destination: to.ip};
    const payload = ipPacket({...ends, ...echoMessage(ends, {...echo, reply}), id: random.below(0x10000)});
    return {source: from.mac, destination: to.mac, etherType: ETHER_TYPE_IPV4, payload, body};
  };
  const question = [0, packet(one, other, false)] as const;
  // Occasionally one of them is absent, but never three times: three in a row would be an outage of its address.
  if (strangers.unanswered < 2 && random.oneIn(4)) {
    strangers.unanswered++;
    return [question];
  }
  return [question, [0.3 * MS, packet(other, one, true)]];
}

/** A configuration message of IEEE 802.1D, whose EtherType is a length. */
function spanningTree(_: Random, {machines: [{mac}]}: Strangers): Frames {
  const bridge = `8000${mac.replaceAll(':', '')}`;
  const payload = hex(
    `424203 0000 00 00 00 ${bridge} 00000000 ${bridge} 8001 0000 1400 0200 0f00 0000000000000000`,
  );
  const destination = parseMac('01:80:c2:00:00:00');
  return [[0, {source: mac, destination, etherType: 38, payload, body}]];
}

/** A multicast DNS query. */
function nameService(random: Random, {machines}: Strangers): Frames {
  const {mac, ip: source} = random.pick(machines);
  const destination = parseIp('224.0.0.251');
  const question = hex('0000 0000 0001 0000 0000 0000 04 68 6f 73 74 05 6c 6f 63 61 6c 00 0001 0001');
  const datagram = {sourcePort: 5353, destinationPort: 5353, data: question};
  const message = datagramMessage({source, destination}, datagram);
  const payload = ipPacket({source, destination, ...message, ttl: 255, id: random.below(0x10000)});
  return [
    [0, {source: mac, destination: parseMac('01:00:5e:00:00:fb'), etherType: ETHER_TYPE_IPV4, payload, body}],
  ];
}
