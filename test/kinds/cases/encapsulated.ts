/**
 * The whole story is inside a tunnel, which is not examined: nothing may be concluded from the absence of
 * frames.
 */

import {ETHER_TYPE_IPV4, type MacAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {Places} from '../sim/places.js';
import {macOctets} from '../wire/octets.js';
import {ipPacket} from '../wire/packet.js';
import {handover} from './handover.js';

const UDP = 17;
const GRE = 47;
const ETHERNET_TYPE = 0x6558;

interface Tunnel {
  readonly protocol: number;
  readonly wrap: (frame: Uint8Array) => Uint8Array;
}

/** VXLAN (RFC 7348), Geneve (RFC 8926) and GRE (RFC 2784) with an Ethernet frame inside. */
const TUNNELS: readonly [Tunnel, ...Tunnel[]] = [
  {protocol: UDP, wrap: frame => datagram(4789, [0x08, 0, 0, 0, 0, 0, 100, 0], frame)},
  {
    protocol: UDP,
    wrap: frame => datagram(6081, [0, 0, ETHERNET_TYPE >> 8, ETHERNET_TYPE & 0xff, 0, 0, 100, 0], frame),
  },
  {protocol: GRE, wrap: frame => joined([0, 0, ETHERNET_TYPE >> 8, ETHERNET_TYPE & 0xff], frame)},
];

export const encapsulated = kind('encapsulated', (random, addresses) => {
  const {frames, truth} = handover.make(random.below(1e6), random.below(1e6));
  const tunnel = random.pick(TUNNELS);
  const places = new Places(addresses);
  const asked = truth.addresses.map(({ip}) => ip);
  const outer = () => {
    for (;;) {
      const ip = places.ip(4);
      if (!asked.includes(ip)) return ip;
    }
  };
  const macs = [places.mac(), places.mac()] as const;
  const ends = {source: outer(), destination: outer()};
  return {
    frames: frames.map(({at, bytes}, index) => {
      const payload = ipPacket({
        ...ends,
        protocol: tunnel.protocol,
        payload: tunnel.wrap(bytes),
        id: index & 0xffff,
      });
      return {at, bytes: ethernet(macs, payload)};
    }),
    truth: {
      exit: 3,
      addresses: asked.map(ip => ({ip, verdict: 'CANNOT_TELL', changes: 0, outages: []}) as const),
      present: [/carry others, which are not examined/],
      absent: [/is not in this capture/, /HEALTHY/],
    },
    ask: asked,
  };
});

function datagram(port: number, header: readonly number[], frame: Uint8Array): Uint8Array {
  const length = 8 + header.length + frame.length;
  return joined([0xc0, 0, port >> 8, port & 0xff, length >> 8, length & 0xff, 0, 0, ...header], frame);
}

function ethernet([source, destination]: readonly [MacAddress, MacAddress], payload: Uint8Array): Uint8Array {
  const type = [ETHER_TYPE_IPV4 >> 8, ETHER_TYPE_IPV4 & 0xff];
  return joined([...macOctets(destination), ...macOctets(source), ...type], payload);
}

function joined(head: readonly number[], tail: Uint8Array): Uint8Array {
  return Uint8Array.from([...head, ...tail]);
}
