/**
 * Events made by hand: a node's cache, the frames it saw, and a whole failover as it should be.
 *
 * @module
 */

import {
  DEFAULT_SETTINGS,
  type FrameEvent,
  type NeighbourEvent,
  type NeighbourState,
  type ObservationEvent,
  type Phase,
  type RunEvent,
  type TimelineEvent,
} from '@vip/analysis';
import {
  type ArpPacket,
  announcementFrames,
  broadcastFrame,
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

/** `at` in milliseconds, as everywhere here. */
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
    iface: 'eth0',
    ip: VIP,
    ...held,
    state,
    source: 'announced',
  };
}

export function frame(node: string, at: number, octets: Uint8Array, own = false): FrameEvent {
  return {at: BigInt(at) * MS, node, kind: 'frame', iface: 'eth0', octets, length: octets.length, own};
}

export function announced(node: string, at: number, form: 'request' | 'reply' = 'request'): FrameEvent {
  const [octets = new Uint8Array()] = announcementFrames({ip: VIP, mac: NEW, form});
  return frame(node, at, octets);
}

/** The new holder answers, or asks for somebody. */
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
};

/** Observers by name, and the node each is in. */
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

/** A failover in which everything is as it should be. */
export function goodRun(): TimelineEvent[] {
  const caches = ['host', 'ext', 'router'];
  return [
    RUN,
    {at: 100n * MS, node: 'ns0', kind: 'step', step: 'link-down', phase: 'begun'},
    {at: 300n * MS, node: 'ns1', kind: 'announced', iface: 'mcv1', ip: VIP, mac: NEW, form: 'request'},
    ...caches.flatMap(node => [
      entry(node, 10, OLD, 'REACHABLE'),
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
