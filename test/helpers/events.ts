/**
 * Hand-made events: a node's cache, the frames it saw, and a whole failover that goes as expected.
 *
 * @module
 */

import type {
  FrameEvent,
  NeighbourEvent,
  NeighbourState,
  ObservationEvent,
  Phase,
  RunEvent,
  TimelineEvent,
} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {
  type ArpPacket,
  announcementFrames,
  broadcastFrame,
  ETHER_TYPE_ARP,
  encodeArpPacket,
  encodeEthernetFrame,
  type Ipv4Address,
  type MacAddress,
  parseIpv4,
  parseMac,
} from '@vip/arp';

export const MS = 1_000_000n;
export const VIP: Ipv4Address = parseIpv4('10.3.2.200');
export const OLD: MacAddress = parseMac('02:00:00:00:00:10');
export const NEW: MacAddress = parseMac('02:00:00:00:00:11');
export const EXT: Ipv4Address = parseIpv4('10.3.2.50');
export const EXT_MAC: MacAddress = parseMac('02:00:00:00:00:50');

const {client, ext, router} = DEFAULT_SETTINGS;
const STATIONS = [client, ext, router];

/** A cache entry; `at` is in milliseconds, as everywhere here. */
export function entry(
  node: string,
  at: number,
  mac: MacAddress | undefined,
  state: NeighbourState,
): NeighbourEvent {
  const held = mac === undefined ? {} : {mac};
  return {
    at: BigInt(at) * MS,
    node,
    kind: 'neighbour',
    iface: ifaceOf(node),
    ip: VIP,
    ...held,
    state,
    source: 'announced',
  };
}

export function frame(node: string, at: number, octets: Uint8Array, own = false): FrameEvent {
  return {at: BigInt(at) * MS, node, kind: 'frame', iface: ifaceOf(node), octets, length: octets.length, own};
}

export function announced(node: string, at: number, form: 'request' | 'reply' = 'request'): FrameEvent {
  const [octets = new Uint8Array()] = announcementFrames({ip: VIP, mac: NEW, form});
  return frame(node, at, octets);
}

/** An ARP frame of the new holder: an answer, or a request for another address. */
export function said(node: string, at: number, packet: Partial<ArpPacket>, own = false): FrameEvent {
  const octets = broadcastFrame({
    operation: 'request',
    senderMac: NEW,
    senderIp: VIP,
    targetMac: parseMac('00:00:00:00:00:00'),
    targetIp: EXT,
    ...packet,
  });
  return frame(node, at, octets, own);
}

export const ANSWER: Partial<ArpPacket> = {operation: 'reply', targetMac: EXT_MAC, targetIp: EXT};

/** A node's request for the VIP and, a millisecond later, the new holder's unicast answer. */
export function ownQuestion(node: string, at: number): FrameEvent[] {
  const {mac, ip} = stationOf(node);
  const question = {senderMac: mac, senderIp: ip, targetIp: VIP};
  return [said(node, at, question, true), answerTo(node, at + 1)];
}

/** A unicast answer to a node, requested or not. */
export function answerTo(node: string, at: number): FrameEvent {
  const {mac, ip} = stationOf(node);
  const packet = {operation: 'reply', senderMac: NEW, senderIp: VIP, targetMac: mac, targetIp: ip} as const;
  const octets = encodeEthernetFrame({
    source: NEW,
    destination: mac,
    tags: [],
    etherType: ETHER_TYPE_ARP,
    payload: encodeArpPacket(packet),
  });
  return frame(node, at, octets);
}

function stationOf(node: string): {mac: MacAddress; ip: Ipv4Address} {
  const station = STATIONS.find(each => each.node === node);
  if (station === undefined) throw new Error(`no station: ${node}`);
  return {mac: station.mac, ip: station.address.address};
}

function ifaceOf(node: string): string {
  return STATIONS.find(each => each.node === node)?.iface ?? 'eth0';
}

export const STRANGER: Partial<ArpPacket> = {targetIp: parseIpv4('10.3.2.77')};

export const RUN: RunEvent = {
  at: 0n,
  node: 'lab',
  kind: 'run',
  settings: DEFAULT_SETTINGS,
  delayMs: 0,
  probeIntervalMs: 5,
  announce: {form: 'request'},
  versions: {vip: '0', node: 'v0', kernel: '0'},
  sysctls: Object.fromEntries(STATIONS.map(({node, iface}) => [node, usualSysctls(iface)])),
};

/** Linux's defaults, which the lab records for every node whose cache it watches. */
export function usualSysctls(iface: string): Record<string, string> {
  const names = ['arp_accept', 'drop_gratuitous_arp'];
  const paths = names.flatMap(name => ['all', 'default'].map(which => `net/ipv4/conf/${which}/${name}`));
  return {...Object.fromEntries(paths.map(path => [path, '0'])), [`net/ipv4/neigh/${iface}/locktime`]: '100'};
}

/** The observers by name, each with its node. */
export const OBSERVERS: readonly (readonly [name: string, node: string])[] = [
  ['mcv-client', 'host'],
  ['ext', 'ext'],
  ['router', 'router'],
  ['remote', 'remote'],
];

export function observation(
  name: string,
  node: string,
  phase: Phase,
  at: number,
  asExpected = true,
): ObservationEvent {
  return {
    at: BigInt(at) * MS,
    node,
    kind: 'observation',
    phase,
    observer: name,
    ip: VIP,
    mac: phase === 'after' ? NEW : OLD,
    state: 'REACHABLE',
    sent: 20,
    answered: phase === 'gap' ? 0 : 20,
    asExpected,
  };
}

/** A failover in which everything goes as expected. */
export function goodRun(): TimelineEvent[] {
  const caches = ['host', 'ext', 'router'];
  return [
    RUN,
    {at: 100n * MS, node: 'ns0', kind: 'step', step: 'link-down', phase: 'begun'},
    {at: 300n * MS, node: 'ns1', kind: 'announced', iface: 'mcv1', ip: VIP, mac: NEW, form: 'request'},
    ...caches.flatMap(node => [
      // Older than `locktime` when the address is claimed.
      entry(node, -2000, OLD, 'REACHABLE'),
      announced(node, 300),
      entry(node, 301, NEW, 'STALE'),
      {at: 500n * MS, node, kind: 'capture-end', iface: 'eth0', received: 9, dropped: 0} as const,
    ]),
    ...OBSERVERS.flatMap(([name, node]) => [
      observation(name, node, 'before', 50),
      observation(name, node, 'gap', 200),
      observation(name, node, 'after', 400),
    ]),
  ];
}
