/**
 * Hand-made events of a trial, and its report.
 *
 * @module
 */

import {decodeEvent, Timeline} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import {announcementFrames, encodeIcmp, type Ipv4Address, type MacAddress, PROTOCOL_ICMP} from '@vip/arp';
import {reportTrial, type TrialReport, trialOf} from '@vip/core';
import {Scene} from './scene.js';

const {vip, active, ext} = DEFAULT_SETTINGS;

/** An event, with its time in milliseconds from the start of the trial. */
export type Row = readonly [atMs: number, node: string, fields: Readonly<Record<string, unknown>>];

/** @param trial fields of its record that are not the usual ones */
export function timelineOf(rows: readonly Row[], trial: Readonly<Record<string, unknown>> = {}): Timeline {
  const first: Row = [
    0,
    'lab',
    {
      ...{
        kind: 'trial',
        driver: 'keepalived',
        fault: 'freeze:1s',
        impairments: [],
        settings: DEFAULT_SETTINGS,
      },
      ...{probeIntervalMs: 10, phaseMs: 0, seed: 1, clientSysctls: {}},
      ...{versions: {vip: '0', node: '0', kernel: '0'}, ...trial},
    },
  ];
  const sorted = [first, ...rows].sort(([a], [b]) => a - b);
  return Timeline.of(
    sorted.map(([atMs, node, fields]) =>
      decodeEvent(JSON.stringify({at: String(Math.round(atMs * 1e6)), node, ...fields})),
    ),
  );
}

export function reportOf(rows: readonly Row[], trial?: Readonly<Record<string, unknown>>): TrialReport {
  const timeline = timelineOf(rows, trial);
  const event = trialOf(timeline);
  if (event === undefined) throw new Error('no trial');
  return reportTrial(timeline, event);
}

/** The beginning of a step. */
export const step = (atMs: number, name: string): Row => [
  atMs,
  active.node,
  {kind: 'step', step: name, phase: 'begun'},
];
/** The VIP being added to a node or removed from it. */
export const address = (atMs: number, node: string, change: 'added' | 'removed'): Row => [
  atMs,
  node,
  {kind: 'address', iface: 'x', ip: vip.address, change},
];
/** A change of the MAC in ext's cache. */
export const believes = (atMs: number, mac: MacAddress): Row => [
  atMs,
  ext.node,
  {kind: 'neighbour', iface: ext.iface, ip: vip.address, mac, state: 'STALE', source: 'announced'},
];

/** The announcement of a MAC, as seen at a node. */
export function garp(atMs: number, node: string, mac: MacAddress, own = false): Row {
  const [frame] = announcementFrames({ip: vip.address, mac, form: 'request'});
  const octets = Buffer.from(frame ?? []).toString('hex');
  return [atMs, node, {kind: 'frame', iface: 'x', octets, length: 42, own}];
}

/** An advertisement of VRID 51, as seen at a node. @param addresses of its list, the VIP alone by default */
export function advertisement(
  atMs: number,
  node: string,
  own: boolean,
  addresses?: readonly Ipv4Address[],
): Row {
  const scene = new Scene().vrrp(0, active.mac, active.address.address, 100, active.mac, addresses);
  const [frame] = scene.frames;
  const octets = Buffer.from(frame?.bytes ?? []).toString('hex');
  return [atMs, node, {kind: 'frame', iface: 'x', octets, length: octets.length / 2, own}];
}

/** An echo request of ext's to the address at this MAC, as seen at a node; its sequence number is a tenth of its milliseconds. */
export function ping(atMs: number, node: string, mac: MacAddress, own: boolean): Row {
  const sequence = Math.round(atMs / 10);
  const {mac: source, address} = ext;
  const payload = encodeIcmp({type: 'echo-request', identifier: 1, sequence, data: new Uint8Array(8)});
  const octets = Buffer.from(
    new Scene().ip(0, [source, address.address], [mac, vip.address], PROTOCOL_ICMP, payload).frames[0]
      ?.bytes ?? [],
  ).toString('hex');
  return [atMs, node, {kind: 'frame', iface: 'x', octets, length: octets.length / 2, own}];
}

/** A probe of ext every 10 ms, answered after 1 ms except in the holes. */
export function probes(
  untilMs: number,
  ...holes: readonly (readonly [fromMs: number, toMs: number])[]
): Row[] {
  const rows: Row[] = [];
  for (let atMs = 500; atMs < untilMs; atMs += 10) {
    const common = {stream: 'probe', sequence: atMs / 10};
    rows.push([atMs, ext.node, {kind: 'probe-sent', ...common}]);
    if (holes.some(([from, to]) => atMs >= from && atMs < to)) continue;
    const sentAt = String(atMs * 1e6);
    rows.push([
      atMs + 1,
      ext.node,
      {kind: 'probe-answered', ...common, from: vip.address, size: 64, ttl: 64, sentAt},
    ]);
  }
  return rows;
}
