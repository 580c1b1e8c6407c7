/**
 * The addresses of an instance. The first of any kind determines its family; addresses of the other family are ignored.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {keywordOf, type Statement} from '../statement.js';
import {addressOf, familyOf, hostOf, isGroup, readVip, type VipEntry} from './address.js';
import type {Given, Report} from './report.js';

export interface Addressing {
  readonly family: 4 | 6 | undefined;
  readonly vips: VipEntry[];
  /** Ignored addresses of the other family. */
  readonly wrongFamily: VipEntry[];
  readonly excluded: VipEntry[];
  readonly peers: Given<IpAddress>[];
  source: Given<IpAddress> | undefined;
  group: Given<IpAddress> | undefined;
}

type Building = {-readonly [K in keyof Addressing]: Addressing[K]};

/** In line order. */
export function readAddressing(statements: readonly Statement[], report: Report): Addressing {
  const into: Building = {
    family: undefined,
    vips: [],
    wrongFamily: [],
    excluded: [],
    peers: [],
    source: undefined,
    group: undefined,
  };
  for (const statement of statements) READERS.get(keywordOf(statement))?.(statement, into, report);
  return into;
}

type Reader = (statement: Statement, into: Building, report: Report) => void;

/** A map, because each property access with a word from a file would have to intern it. */
const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries({
    virtual_ipaddress: readVips,
    virtual_ipaddress_excluded({inside}: Statement, into: Building, report: Report) {
      for (const line of inside) {
        const vip = readVip(line, report);
        if (vip !== undefined) into.excluded.push(vip);
      }
    },
    unicast_peer({inside}: Statement, into: Building, report: Report) {
      for (const line of inside) readPeer(line, into, report);
    },
    unicast_src_ip: readSource,
    mcast_src_ip: readSource,
    mcast_dst_ip: readGroup,
    native_ipv6({place}: Statement, into: Building, report: Report) {
      if (into.family === 4) report('ignored', place, 'native_ipv6', ['native_ipv6', 'the instance is IPv4']);
      into.family ??= 6;
    },
  } satisfies Record<string, Reader>),
);

function readVips({inside}: Statement, into: Building, report: Report): void {
  for (const line of inside) {
    const vip = readVip(line, report);
    if (vip === undefined) continue;
    into.family ??= vip.family;
    if (vip.family === into.family) into.vips.push(vip);
    else {
      into.wrongFamily.push(vip);
      const [given = ''] = line.words;
      const problem = `${given} is IPv${vip.family}, the instance IPv${into.family}`;
      report('ignored', line.place, given, ['virtual_ipaddress', problem]);
    }
  }
}

function readPeer({words, place}: Statement, into: Building, report: Report): void {
  const [text = '', ...options] = words;
  const ip = hostOf(text);
  if (ip === undefined) report('value', place, text, ['unicast_peer', `expected an address, got ${text}`]);
  else if (familyOf(ip) !== (into.family ?? familyOf(ip)))
    report('ignored', place, text, [
      'unicast_peer',
      `${text} is IPv${familyOf(ip)}, the instance IPv${into.family}`,
    ]);
  else {
    into.family ??= familyOf(ip);
    into.peers.push({value: ip, place});
    checkTtl(options, place, report);
  }
}

function checkTtl(options: readonly string[], place: Statement['place'], report: Report): void {
  const limits = {min_ttl: 0, max_ttl: 255};
  for (let at = 0; at < options.length; at += 2) {
    const [option = '', text] = options.slice(at, at + 2);
    const isNumber = text !== undefined && /^\d+$/.test(text) && Number(text) <= 255;
    if (!isNumber || !Object.hasOwn(limits, option)) {
      report('rejected', place, option, [
        'unicast_peer',
        `expected min_ttl or max_ttl and 0 to 255, got ${option}`,
      ]);
      return;
    }
    limits[option as keyof typeof limits] = Number(text);
  }
  if (limits.min_ttl > limits.max_ttl)
    report('value', place, 'min_ttl', [
      'unicast_peer',
      `min_ttl ${limits.min_ttl} is above max_ttl ${limits.max_ttl}`,
    ]);
}

function readSource({words, place}: Statement, into: Building, report: Report): void {
  const [keyword = '', text] = words;
  if (text === undefined) return;
  const ip = hostOf(text);
  if (ip === undefined) report('value', place, text, [keyword, `expected an address, got ${text}`]);
  else if (familyOf(ip) !== (into.family ?? familyOf(ip))) {
    report('ignored', place, text, [
      keyword,
      `${text} is IPv${familyOf(ip)}, the instance IPv${into.family}`,
    ]);
    into.source = undefined;
  } else {
    into.family ??= familyOf(ip);
    into.source = {value: ip, place};
  }
}

function readGroup({words, place}: Statement, into: Building, report: Report): void {
  const text = words[1];
  if (text === undefined) return;
  const ip = addressOf(text);
  if (ip === undefined || !isGroup(ip)) {
    report('value', place, text, ['mcast_dst_ip', `expected a multicast address, got ${text}`]);
    return;
  }
  into.family ??= familyOf(ip);
  if (familyOf(ip) === into.family) into.group = {value: ip, place};
  else
    report('ignored', place, text, [
      'mcast_dst_ip',
      `${text} is IPv${familyOf(ip)}, the instance IPv${into.family}`,
    ]);
}
