/**
 * The verdicts on IPv6, where neighbour advertisements announce and solicitations ask.
 */

import {
  ETHER_TYPE_IPV6,
  encodeEthernetFrame,
  encodeIcmpv6,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type Ipv6Address,
  type MacAddress,
  multicastMac,
  type NeighbourMessage,
  PROTOCOL_ICMPV6,
  parseIpv6,
  solicitedNodeAddress,
  unsolicitedNa,
} from '@vip/arp';
import test from 'ava';
import {A, B, CLIENT, Scene} from '../../helpers/scene.js';

const VIP = parseIpv6('fd00:3:2::200');
const CLIENT_IP = parseIpv6('fd00:3:2::50');

class Ipv6Scene extends Scene {
  packet(ms: number, from: MacAddress, to: MacAddress, path: Path, payload: Uint8Array): this {
    const packet = {
      ...path,
      trafficClass: 0,
      flowLabel: 0,
      protocol: PROTOCOL_ICMPV6,
      hopLimit: 255,
      payload,
    };
    const frame = {destination: to, source: from, tags: [], etherType: ETHER_TYPE_IPV6};
    return this.frame(ms, encodeEthernetFrame({...frame, payload: encodeIpv6Packet(packet)}));
  }

  discovery(ms: number, from: MacAddress, to: MacAddress, path: Path, message: NeighbourMessage): this {
    return this.packet(ms, from, to, path, encodeNeighbourMessage(message, path));
  }

  announces(ms: number, mac: MacAddress): this {
    return this.frame(ms, unsolicitedNa({ip: VIP, mac}));
  }

  /** The client asks, and this MAC answers. */
  resolves(ms: number, mac: MacAddress): this {
    const group = solicitedNodeAddress(VIP);
    this.discovery(
      ms,
      CLIENT,
      multicastMac(group),
      {source: CLIENT_IP, destination: group},
      {
        type: 'solicitation',
        target: VIP,
        options: [{type: 'source-link-layer', mac: CLIENT}],
      },
    );
    return this.discovery(
      ms + 0.1,
      mac,
      CLIENT,
      {source: VIP, destination: CLIENT_IP},
      {
        ...{type: 'advertisement', target: VIP, router: false, solicited: true, override: true},
        options: [{type: 'target-link-layer', mac}],
      },
    );
  }

  pings(fromMs: number, untilMs: number, mac: MacAddress, answered = true): this {
    const there = {source: CLIENT_IP, destination: VIP};
    const back = {source: VIP, destination: CLIENT_IP};
    const echo = {identifier: 7, sequence: 1, data: new Uint8Array(8)};
    for (let ms = fromMs; ms < untilMs; ms += 100) {
      this.packet(ms, CLIENT, mac, there, encodeIcmpv6({type: 'echo-request', ...echo}, there));
      if (!answered) continue;
      this.packet(ms + 1, mac, CLIENT, back, encodeIcmpv6({type: 'echo-reply', ...echo}, back));
    }
    return this;
  }

  only() {
    const [explanation, ...others] = this.explain([VIP]);
    if (explanation === undefined || others.length > 0) throw new Error('expected one address');
    return explanation;
  }
}

interface Path {
  readonly source: Ipv6Address;
  readonly destination: Ipv6Address;
}

const steady = () => new Ipv6Scene().resolves(0, A).pings(1, 3000, A);

test('an unsolicited advertisement that the client follows is healthy', t => {
  const {finding, handovers, address} = steady().announces(5000, B).pings(5001, 8000, B).only();
  t.is(finding.code, 'HEALTHY', finding.evidence);
  t.is(address.ip, VIP);
  t.deepEqual(
    handovers.map(({handover}) => [handover.from, handover.to, handover.sets.map(({forms}) => forms.join())]),
    [[A, B, ['na-override']]],
  );
});

test('if nothing is announced, the client finds out by itself: NO_ANNOUNCEMENT', t => {
  const {finding} = steady().pings(5000, 9000, A, false).resolves(9000, B).pings(9001, 11_000, B).only();
  t.is(finding.code, 'NO_ANNOUNCEMENT', finding.evidence);
});

test('an advertisement that the client does not follow is ANNOUNCED_BUT_IGNORED', t => {
  const scene = steady()
    .announces(5000, B)
    .pings(5001, 9000, A, false)
    .resolves(9000, B)
    .pings(9001, 11_000, B);
  t.is(scene.only().finding.code, 'ANNOUNCED_BUT_IGNORED');
});

test('two machines that advertise it in turn are TWO_OWNERS', t => {
  const scene = steady().announces(5000, B).announces(5100, A).announces(5200, B).announces(5300, A);
  t.is(scene.pings(5301, 8000, A).only().finding.code, 'TWO_OWNERS');
});

test('a duplicate address detection is a probe', t => {
  const path = {source: parseIpv6('::'), destination: solicitedNodeAddress(VIP)};
  const scene = steady().discovery(4000, B, multicastMac(path.destination), path, {
    ...{type: 'solicitation', target: VIP, options: []},
  });
  const {finding, address} = scene.only();
  t.is(finding.code, 'HEALTHY');
  t.deepEqual(
    address.probes.map(({mac}) => mac),
    [B],
  );
});
