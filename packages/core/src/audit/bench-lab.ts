/**
 * The lab for two nodes whose configurations are known: their interfaces by their own names, their addresses as the
 * configurations have them. Pure.
 *
 * @module
 */

import {changeSettings, freeAddresses, type LabSettings, SWITCH} from '@vip/analysis';
import {addressesOf, type Member, type Router, type VipEntry} from '@vip/analysis/audit';
import {type IpFamily, VipError} from '@vip/arp';
import {up} from '../lab/building-blocks.js';
import {HOST, type Stage} from '../lab/plan.js';

/** Two members of a router: its owner in normal operation, and the next one. */
export type BenchPair = readonly [first: Member, second: Member];

export interface BenchLab {
  readonly settings: LabSettings;
  /** The interfaces that the lab of a trial does not have. */
  readonly furtherLinks: Stage;
}

export interface BenchOptions {
  /** Of the address that is probed; IPv4 by default. */
  readonly family?: IpFamily;
  readonly isAboutAll?: boolean;
}

/**
 * @param isAboutAll whether to probe an address that only the first has, if there is one: a failover loses it
 * @throws VipError `NOT_POSSIBLE` for a router that cannot be built in the lab
 */
export function benchLab(
  router: Router,
  pair: BenchPair,
  {family = 'IPv4', isAboutAll = false}: BenchOptions = {},
): BenchLab {
  const [first, second] = pair;
  const vip = vipOf(pair, family, isAboutAll);
  const names = namesOf(pair);
  const changes: [string, string][] = [['vip', `${vip.ip}/${vip.prefixLength}`]];
  for (const [index, member] of pair.entries()) {
    const own = nodeAddress(member, pair[1 - index] as Member, family);
    if (own !== undefined) changes.push([`ns${index}.ip`, `${own}/${vip.prefixLength}`]);
  }
  const {active, passive, ...others} = settingsOf(
    router,
    changes,
    family,
    new Set(pair.flatMap(({node}) => configuredAddresses(node))),
  );
  const settings = {
    ...others,
    active: {...active, node: names[0], iface: clientSide(first)},
    passive: {...passive, node: names[1], iface: clientSide(second)},
  };
  return {settings, furtherLinks: furtherLinks(pair, names)};
}

function configuredAddresses({config}: Member['node']): string[] {
  return config.instances.flatMap(addressesOf);
}

/** @param taken addresses of the configurations, which no station of ours may have */
function settingsOf(
  {name}: Router,
  changes: readonly [string, string][],
  family: IpFamily,
  taken: ReadonlySet<string>,
): LabSettings {
  try {
    const placed = changeSettings(changes, [], family);
    const strays = placesOf(placed).filter(
      ([setting, address]) => taken.has(address) && changes.every(([changed]) => changed !== setting),
    );
    if (strays.length === 0) return placed;
    const free = freeAddresses(placed, taken.size + strays.length).filter(address => !taken.has(address));
    const moved = strays.map(([setting], index): [string, string] => [
      setting,
      `${free[index]}/${placed.vip.prefixLength}`,
    ]);
    return changeSettings([...changes, ...moved], [], family);
  } catch (cause) {
    throw new VipError('NOT_POSSIBLE', `prove: ${name}: ${(cause as Error).message}`, {cause});
  }
}

/** The nodes on the network of the addresses, each by its own setting. keepalived never advertises from a virtual address. */
function placesOf({active, passive, client, ext, router}: LabSettings): [setting: string, address: string][] {
  const stations = {ns0: active, ns1: passive, client, ext, router};
  return Object.entries(stations).map(([name, {address}]) => [`${name}.ip`, address.address]);
}

/** One that the other has as well, or lacks. What a daemon did not understand was meant for clients, too. */
function vipOf(
  [first, second]: BenchPair,
  family: IpFamily,
  isAboutAll: boolean,
): {ip: string; prefixLength: number} {
  const {name} = first.instance;
  const own = probedAddresses(first, family);
  const usual = USUAL_PREFIX[family];
  const theirs = new Set(addressesOf(second.instance));
  const chosen =
    own.find(({ip}) => isAboutAll !== theirs.has(ip)) ?? own[0] ?? probedAddresses(second, family)[0];
  if (chosen !== undefined)
    return {ip: chosen.ip, prefixLength: chosen.prefixLength < LONGEST[family] ? chosen.prefixLength : usual};
  const stray = first.node.config.faults.flatMap(
    ({word}) => /^(\d+(?:\.\d+){3})(?:\/(\d+))?$/.exec(word) ?? [],
  );
  const [, ip, prefixLength = String(usual)] = stray;
  if (ip === undefined || family !== 'IPv4')
    throw new VipError(
      'NOT_POSSIBLE',
      `prove: ${name} has no ${family} address, and the lab probes no other`,
    );
  return {ip, prefixLength: Number(prefixLength)};
}

/** Those of an instance that clients can use; a virtual router of IPv6 has a link-local one before them (RFC 9568 §5.2.9). */
export function probedAddresses({instance}: Member, family: IpFamily): readonly VipEntry[] {
  const {vips, excluded, wrongFamily} = instance;
  const number = family === 'IPv4' ? 4 : 6;
  return [...vips, ...excluded, ...wrongFamily].filter(
    ({ip, ...each}) => each.family === number && !/^fe[89ab]/i.test(ip),
  );
}

/** Of an address that is given without one. */
const USUAL_PREFIX = {IPv4: 24, IPv6: 64} as const;
/** A network with this prefix, or a longer one, has no room for the other stations. */
const LONGEST = {IPv4: 31, IPv6: 127} as const;

/** Where its clients are: the interface of its addresses. */
export function clientSide({instance}: Member): string {
  return instance.vips[0]?.dev ?? instance.iface ?? 'eth0';
}

/** Its source address, unless that was copied from its peer: then the peer's destination. The lab's own if neither is given. */
function nodeAddress({instance}: Member, {instance: other}: Member, family: IpFamily): string | undefined {
  const own = instance.source?.value;
  const isCopied = own !== undefined && own === other.source?.value;
  const peer = other.peers.find(({value}) => value !== other.source?.value)?.value;
  const address = own === undefined || (isCopied && peer !== undefined) ? peer : own;
  return address === undefined || address.includes(':') !== (family === 'IPv6') ? undefined : address;
}

/** What a port of the switch can be called after; longer names do not fit (IFNAMSIZ). */
const NODE_NAME = /^[A-Za-z][\w-]{0,11}$/;

/** What other stations of the lab are called. */
const TAKEN = new Set(['lab', 'host', SWITCH, 'ext', 'router', 'remote', 'rogue']);

function namesOf(pair: BenchPair): readonly [string, string] {
  const names = pair.map(({node}) => node.name) as [string, string];
  return names.every(name => NODE_NAME.test(name) && !TAKEN.has(name)) ? names : ['ns0', 'ns1'];
}

/** Numbers of interfaces that no other station has. */
const FIRST_INDEX = 40;

/** What else each node tracks or advertises on: a network of its own, in which both are if both have the interface. */
function furtherLinks(pair: BenchPair, names: readonly [string, string]): Stage {
  const owns = pair.map(member => interfacesOf(member).filter(name => name !== clientSide(member)));
  const ifaces = [...new Set(owns.flat())];
  const ends = names.flatMap((node, at) =>
    (owns[at] ?? []).map(iface => ({node, iface, at, network: ifaces.indexOf(iface)})),
  );
  const bridges = ifaces.map((_, network) => `further${network}`);
  return {
    name: 'further interfaces',
    steps: [
      [
        {node: SWITCH, commands: bridges.map(bridge => ['link', 'add', bridge, 'type', 'bridge'])},
        {
          node: HOST,
          commands: ends.map(({node, iface, at, network}, index) => [
            ...['link', 'add', 'name', iface, 'index', String(FIRST_INDEX + 2 * index), 'netns', node],
            ...['type', 'veth', 'peer', 'name', `f${network}-${at}`],
            ...['index', String(FIRST_INDEX + 2 * index + 1), 'netns', SWITCH],
          ]),
        },
      ],
      [
        {
          node: SWITCH,
          commands: [
            ...ends.flatMap(({at, network}) => {
              const port = `f${network}-${at}`;
              return [['link', 'set', port, 'master', `further${network}`], ...up(port)];
            }),
            ...bridges.flatMap(up),
          ],
        },
        ...names.map((node, at) => ({
          node,
          commands: ends
            .filter(end => end.at === at)
            .flatMap(({iface, network}) => [
              // keepalived advertises from an address of the interface (TEST-NET-2, RFC 5737).
              ['addr', 'add', `198.51.100.${16 * network + at + 1}/28`, 'dev', iface],
              ...up(iface),
            ]),
        })),
      ],
    ],
  };
}

/** Those that any instance of a node names. */
export function interfacesOf({node}: Member): string[] {
  const names = node.config.instances.flatMap(({iface, vips, excluded, tracks}) => [
    iface,
    ...[...vips, ...excluded].map(({dev}) => dev),
    ...tracks.filter(({kind}) => kind === 'interface').map(({name}) => name),
  ]);
  return [...new Set(names.filter(name => name !== undefined))];
}
