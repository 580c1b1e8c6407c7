/**
 * What a pair of nodes advertises: what their files say, unless a mistake changes it.
 *
 * @module
 */

import {createCollector, type SeenFrame} from '@vip/analysis/internal';
import {audit, readConfig, textSource} from '@vip/analysis/internal/audit';
import {type IpAddress, isOfIpv6, type MacAddress, parseIpv4, parseIpv6, parseMac, vlanTag} from '@vip/arp';
import {type Advert, advertTelling} from '../../kinds/wire/advert.js';
import {ethernetFrame} from '../../kinds/wire/ethernet.js';
import {isAt, whoHas} from '../../kinds/wire/neighbour.js';
import type {Random} from '../random.js';
import {healthyPair, type PairSpec, render} from './pair.js';

export interface Speaking extends Advert {
  readonly source: IpAddress;
  readonly mac: MacAddress;
  readonly vlan?: number;
  /** What changes after some advertisements. */
  readonly later?: Partial<Advert>;
  /** The number of advertisements after which it falls silent. */
  readonly until?: number;
}

export interface WireSpec {
  readonly pair: PairSpec;
  readonly family: 4 | 6;
  /** Whether the files name the nodes' source addresses. */
  readonly isKnown: boolean;
  /** The nodes that are heard, each during the whole capture. */
  speaking: Speaking[];
  /** Length of the capture, in advertisement intervals. */
  length: number;
  /** The address that a client requests beforehand, and the MAC that answers, if any. */
  asked?: {readonly ip: IpAddress; readonly answerer?: MacAddress};
}

type Hosts = Pick<PairSpec, 'host'>;

const SECOND = 1_000_000_000;
const START = 1_767_225_600_000_000_000n;

/** The master of a healthy pair, in either version and family, with each authentication that both support. */
export function healthyWire(random: Random): WireSpec {
  const pair = healthyPair(random);
  const family = random.pick<4 | 6>([4, 4, 6]);
  const nodes = [pair.a, pair.b];
  if (family === 6) for (const node of nodes) makeIpv6(node);
  const version = pair.a.globals.includes('vrrp_version 3') ? 3 : 2;
  const authentication =
    version === 2 ? random.pick<Advert['authentication']>(['none', 'password', 'header']) : 'none';
  const isKnown = random.oneIn(2);
  for (const [index, node] of nodes.entries()) {
    if (authentication !== 'none') node.lines.push(...authenticationLines(authentication));
    if (isKnown) node.lines.push(`mcast_src_ip ${sourceOf(family, pair, 11 + index)}`);
  }
  const master: Speaking = {
    version,
    virtualRouterId: Number(pair.a.vrid),
    priority: Number(pair.a.priority),
    interval: Number(pair.a.advert) * SECOND,
    addresses: pair.a.vips.map(addressOf),
    sum: 'pseudo-header',
    authentication,
    ...station(family, pair, 11),
  };
  return {pair, family, isKnown, speaking: [master], length: 5 + random.below(6)};
}

/** A machine of the network. @param last the last part of its address, 10 to 99 */
export function station(family: 4 | 6, pair: Hosts, last: number): Pick<Speaking, 'source' | 'mac'> {
  return {source: sourceOf(family, pair, last), mac: parseMac(`02:00:00:00:00:${last}`)};
}

function sourceOf(family: 4 | 6, {host}: Hosts, last: number): IpAddress {
  return family === 6 ? parseIpv6(`fe80::${last}`) : parseIpv4(host(last));
}

function addressOf(text: string): IpAddress {
  const [ip = ''] = text.split('/');
  return ip.includes(':') ? parseIpv6(ip) : parseIpv4(ip);
}

function makeIpv6(node: PairSpec['a']): void {
  node.globals[0] = 'vrrp_version 3';
  node.vips = node.vips.map((_, index) => `fd00:10::${200 + index}/64`);
}

function authenticationLines(kind: string): string[] {
  return [`authentication {\nauth_type ${kind === 'password' ? 'PASS' : 'AH'}\nauth_pass secret\n}`];
}

/** The frames of the advertisements, in order of time. */
export function advertFrames({
  speaking,
  length,
  ...rest
}: Pick<WireSpec, 'speaking' | 'length'> & Partial<WireSpec>): SeenFrame[] {
  const adverts = speaking.flatMap((each, index) => said(each, index, length));
  const frames = [
    ...(rest.pair === undefined || rest.asked === undefined ? [] : questions(rest.pair, rest.asked)),
    ...adverts,
  ];
  return frames.sort((a, b) => Number(a.at - b.at));
}

/** Four requests of a client, in the twenty seconds before. */
function questions(pair: Hosts, {ip, answerer}: NonNullable<WireSpec['asked']>): SeenFrame[] {
  const client = {
    mac: parseMac('02:00:00:00:00:77'),
    ip: isOfIpv6(ip) ? parseIpv6('fe80::77') : parseIpv4(pair.host(77)),
  };
  return [0n, 1n, 2n, 3n].flatMap(turn => {
    const at = START - 20_000_000_000n + turn * 4_000_000_000n;
    const asking = {...whoHas(ip, client), source: client.mac};
    const answer = answerer === undefined ? [] : [{...isAt(ip, answerer, client), source: answerer}];
    return [asking, ...answer].map((frame, index) => {
      const bytes = ethernetFrame({...frame, tags: []});
      return {iface: 'eth0', at: at + BigInt(index) * 1_000_000n, bytes, length: bytes.length};
    });
  });
}

function said(speaking: Speaking, index: number, length: number): SeenFrame[] {
  const {source, mac, vlan, later = {}, until = length + 1, ...advert} = speaking;
  return Array.from({length: Math.min(length + 1, until)}, (_, counter) => {
    const at = START + BigInt(counter * advert.interval + index * 1e6);
    const current = counter > length / 2 ? {...advert, ...later} : advert;
    const telling = advertTelling(current, {source, counter, now: at});
    const bytes = ethernetFrame({
      ...telling,
      source: mac,
      tags: vlan === undefined ? [] : [vlanTag(vlan, 0)],
    });
    return {iface: 'eth0', at, bytes, length: bytes.length};
  });
}

/** Audits the pair as lb1.conf and lb2.conf, together with the frames. */
export function auditWire(spec: WireSpec, random: Random, only: 'both' | 'first' = 'both') {
  const {pair} = spec;
  const all = only === 'both' ? [pair.a, pair.b] : [pair.a];
  const nodes = all.map((node, index) => {
    const file = `lb${index + 1}.conf`;
    return {name: `lb${index + 1}`, config: readConfig(file, textSource(file, render(pair, node, random)))};
  });
  const collector = createCollector();
  collector.take(advertFrames(spec));
  return audit(nodes, collector.facts());
}
