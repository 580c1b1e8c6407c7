/**
 * Parsing what `ip` prints about neighbour caches, addresses and links. Pure.
 *
 * `ip monitor` has no JSON, so its lines are read here, and only lines that fit exactly:
 *
 *     [2026-11-23T01:52:06.256317] 10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 STALE
 *     [2026-11-23T01:52:06.256317] Deleted 10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 STALE
 *     [2026-11-23T01:52:06.256317] 2: mcv1    inet 10.3.2.200/8 scope global secondary mcv1
 *     [2026-11-23T01:52:06.256317] fd00:3:2::200 dev ext0 lladdr 02:00:00:00:00:11 router STALE
 *     [2026-11-23T01:52:06.256317] 2: mcv1    inet6 fd00:3:2::200/64 scope global dadfailed tentative
 *     [2026-11-23T01:52:06.256317] 3: mcv0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
 *         link/ether 02:00:00:00:00:11 brd ff:ff:ff:ff:ff:ff protodown on
 *
 * @module
 */

import type {AddressEvent, LinkEvent, NeighbourEvent, NeighbourState} from '@vip/analysis';
import {isIpv4, isIpv6, type MacAddress, parseIp, parseMac, VipError} from '@vip/arp';

const STATES: ReadonlySet<string> = new Set<NeighbourState>([
  'NONE',
  'INCOMPLETE',
  'REACHABLE',
  'STALE',
  'DELAY',
  'PROBE',
  'FAILED',
  'NOARP',
  'PERMANENT',
]);

const TIME = String.raw`\[(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.(\d{6})\] (Deleted )?`;
const NEIGHBOUR = new RegExp(`^${TIME}(\\S+) dev (\\S+)(?: +lladdr (\\S+))? +(?:\\S+ +)*?([A-Z]+) *$`);
const ADDRESS = new RegExp(`^${TIME}\\d+: (\\S+) +inet6? (\\S+?)(?:/\\d+)? (.*)$`);
const LINK = new RegExp(`^${TIME}\\d+: ([^\\s@:]+)(?:@\\S+)?: <([^>]*)> `);

/** A line of `ip -tshort monitor neigh address link` run with TZ=UTC; undefined for anything else. */
export function parseMonitorLine(
  line: string,
  node: string,
): NeighbourEvent | AddressEvent | LinkEvent | undefined {
  try {
    return parseAddressLine(line, node) ?? parseLinkLine(line, node) ?? parseNeighbourLine(line, node);
  } catch (error) {
    // An invalid date or address: a line of something else, whatever it looks like.
    if (error instanceof VipError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether the second line of a link says that a program holds it down; undefined for any other line. */
export function parseProtodown(line: string): boolean | undefined {
  return /^ +link\/\S+ /.test(line) ? / protodown on\b/.test(line) : undefined;
}

function parseNeighbourLine(line: string, node: string): NeighbourEvent | undefined {
  const [, date, micros, deleted, ip, iface, lladdr, state] = NEIGHBOUR.exec(line) ?? [];
  if (date === undefined || ip === undefined || !isIp(ip) || iface === undefined) return undefined;
  const at = monitorTime(date, micros as string);
  if (deleted !== undefined) {
    return {at, node, kind: 'neighbour', iface, ip: parseIp(ip), state: 'NONE', source: 'announced'};
  }
  if (state === undefined || !STATES.has(state)) return undefined;
  return {
    at,
    node,
    kind: 'neighbour',
    iface,
    ip: parseIp(ip),
    ...heldMac(lladdr),
    state: state as NeighbourState,
    source: 'announced',
  };
}

function parseAddressLine(line: string, node: string): AddressEvent | undefined {
  const [, date, micros, deleted, iface, ip, flags = ''] = ADDRESS.exec(line) ?? [];
  if (date === undefined || ip === undefined || !isIp(ip) || iface === undefined) return undefined;
  return {
    at: monitorTime(date, micros as string),
    node,
    kind: 'address',
    iface,
    ip: parseIp(ip),
    change: deleted === undefined ? 'added' : 'removed',
    ...(deleted === undefined ? detectionOf(flags.split(' ')) : {}),
  };
}

function parseLinkLine(line: string, node: string): LinkEvent | undefined {
  const [, date, micros, deleted, iface, flagList = ''] = LINK.exec(line) ?? [];
  if (date === undefined || iface === undefined) return undefined;
  const flags = flagList.split(',');
  // A lower device that is down shows as M-DOWN in place of LOWER_UP.
  const carries = ['UP', 'LOWER_UP'].every(flag => flags.includes(flag)) && !flags.includes('NO-CARRIER');
  const state = deleted === undefined && carries ? 'up' : 'down';
  return {at: monitorTime(date, micros as string), node, kind: 'link', iface, state};
}

/** A failed one is marked as tentative as well. */
function detectionOf(flags: readonly string[]): Pick<AddressEvent, 'detection'> {
  if (flags.includes('dadfailed')) return {detection: 'failed'};
  return flags.includes('tentative') ? {detection: 'tentative'} : {};
}

function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** An entry as `ip -j neigh show to IP dev IFACE` has it; `NONE` when it has none. */
export function parseNeighbourJson(json: string): {mac?: MacAddress; state: NeighbourState} {
  const [entry] = JSON.parse(json) as {lladdr?: string; state?: string[]}[];
  const state = entry?.state?.[0];
  if (entry === undefined || state === undefined || !STATES.has(state)) return {state: 'NONE'};
  return {...heldMac(entry.lladdr), state: state as NeighbourState};
}

function heldMac(lladdr: string | undefined): {mac?: MacAddress} {
  return lladdr === undefined ? {} : {mac: parseMac(lladdr)};
}

function monitorTime(date: string, micros: string): bigint {
  return BigInt(Date.parse(`${date}Z`)) * 1_000_000n + BigInt(micros) * 1000n;
}
