/**
 * Claims of either family in one machine; proxies, probes and virtual routers.
 */

import {
  decodeDiscoveryPacket,
  decodeEthernetFrame,
  encodeIpv6Packet,
  encodeNeighbourMessage,
  type IpAddress,
  type MacAddress,
  type NeighbourMessage,
  PROTOCOL_ICMPV6,
  parseIpv4,
  parseIpv6,
  parseMac,
  unsolicitedNa,
} from '@vip/arp';
import {type Claim, claimOfDiscovery, discoveryProbeOf, trackOwnership} from '@vip/arp/ownership';
import test from 'ava';

const VIP = parseIpv6('fd00:3:2::200');
const PEER = parseIpv6('fd00:3:2::50');
const A = parseMac('02:00:00:00:00:10');
const B = parseMac('02:00:00:00:00:11');
const PROXY = parseMac('02:00:00:00:00:01');
const ASKER = parseMac('02:00:00:00:00:50');
const SECOND = 1_000_000_000n;

function announced(at: bigint, mac: MacAddress): Claim {
  const {payload, destination} = decodeEthernetFrame(unsolicitedNa({ip: VIP, mac}));
  const claim = claimOfDiscovery(decodeDiscoveryPacket(payload), at, '', destination);
  if (claim === undefined) throw new Error('no claim');
  return claim;
}

function discovery(source: string, destination: string, message: NeighbourMessage) {
  const path = {source: parseIpv6(source), destination: parseIpv6(destination)};
  const payload = encodeNeighbourMessage(message, path);
  const packet = encodeIpv6Packet({
    ...path,
    trafficClass: 0,
    flowLabel: 0,
    protocol: PROTOCOL_ICMPV6,
    hopLimit: 255,
    payload,
  });
  return decodeDiscoveryPacket(packet);
}

function answer(ip: IpAddress, mac: MacAddress, at: bigint): Claim {
  return {at, network: '', ip, mac, what: 'answer', asker: ASKER};
}

test('a multicast advertisement is an announcement, and moves an IPv6 address', t => {
  const ownership = trackOwnership();
  t.is(announced(0n, A).what, 'announcement');
  t.is(ownership.claim(announced(0n, A)), undefined);
  t.like(ownership.claim(announced(10n * SECOND, B)), {kind: 'moved', ip: VIP, from: A, to: B});
  t.like(ownership.claim(announced(10n * SECOND + 1n, A)), {kind: 'conflict', evidence: 'both-speak'});
});

test('a solicitation claims its source, an answer its target; without a MAC neither claims anything', t => {
  const question = discovery(VIP, PEER, {
    type: 'solicitation',
    target: PEER,
    options: [{type: 'source-link-layer', mac: A}],
  });
  t.like(claimOfDiscovery(question, 0n, '', undefined), {ip: VIP, mac: A, what: 'question'});
  const flags = {router: false, solicited: true, override: true};
  const reply = discovery(VIP, PEER, {
    type: 'advertisement',
    target: VIP,
    ...flags,
    options: [{type: 'target-link-layer', mac: A}],
  });
  t.like(claimOfDiscovery(reply, 0n, '', ASKER), {ip: VIP, mac: A, what: 'answer', asker: ASKER});
  const mute = discovery(VIP, PEER, {type: 'advertisement', target: VIP, ...flags, options: []});
  t.is(claimOfDiscovery(mute, 0n, '', ASKER), undefined);
});

test('a duplicate address detection is a probe and claims nothing', t => {
  const probe = discovery('::', 'ff02::1:ff00:200', {type: 'solicitation', target: VIP, options: []});
  t.is(claimOfDiscovery(probe, 0n, '', undefined), undefined);
  const ownership = trackOwnership();
  ownership.claim(announced(0n, A));
  const seen = discoveryProbeOf(probe, 1n, '', B);
  t.deepEqual(seen && ownership.probe(seen), {kind: 'probe', ip: VIP, owner: A, prober: B});
  t.is(ownership.probe({at: 2n, network: '', ip: VIP, mac: A}), undefined);
});

test('a MAC that answers besides three different owners is a proxy, and owns none of the addresses', t => {
  const ownership = trackOwnership();
  const kinds = [1, 2, 3, 4].map(last => {
    const ip = parseIpv4(`10.3.2.${last}`);
    const owner = parseMac(`02:00:00:00:01:0${last}`);
    ownership.claim(answer(ip, owner, BigInt(last) * 10n * SECOND));
    return ownership.claim(answer(ip, PROXY, BigInt(last) * 10n * SECOND + 1000n))?.kind;
  });
  t.deepEqual(kinds, ['conflict', 'conflict', 'proxy', 'proxy']);
  const last = parseIpv4('10.3.2.4');
  t.is(ownership.claim(answer(last, parseMac('02:00:00:00:01:04'), 90n * SECOND)), undefined);
});

test('two nodes that both hold five addresses are not proxies', t => {
  const ownership = trackOwnership();
  for (const last of [1, 2, 3, 4, 5]) {
    const ip = parseIpv4(`10.3.2.${last}`);
    ownership.claim(answer(ip, A, BigInt(last) * 10n * SECOND));
    t.is(ownership.claim(answer(ip, B, BigInt(last) * 10n * SECOND + 1000n))?.kind, 'conflict');
  }
});

test('two masters for one advertisement interval are no conflict', t => {
  const ownership = trackOwnership();
  const master = (at: bigint, mac: MacAddress): Claim => {
    return {at, network: '', ip: VIP, mac, what: 'advertisement'};
  };
  ownership.claim(master(0n, A));
  t.is(ownership.claim(master(5n * SECOND, B))?.kind, 'moved');
  t.is(ownership.claim(master(5n * SECOND + 1000n, A))?.kind, 'returned');
});
