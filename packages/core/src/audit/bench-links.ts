/**
 * The interfaces of a node under test beyond the one with the virtual address.
 *
 * @module
 */

import {SWITCH} from '@vip/analysis/internal';
import type {Member} from '@vip/analysis/internal/audit';
import {up} from '../lab/building-blocks.js';
import {HOST, type IpCommand, type Stage} from '../lab/plan.js';
import {type BenchPair, clientSide} from './bench-pair.js';

/** The first of the interface numbers that no other station uses. */
const FIRST_INDEX = 40;

/** An interface of a node beyond the one with the virtual address. */
interface End {
  readonly node: string;
  readonly iface: string;
  /** Which of the two nodes has it: 0 or 1. */
  readonly at: number;
  /** The number of its network. */
  readonly network: number;
}

/** The other interfaces that each node tracks or advertises on: a separate network, shared if both nodes have the interface. */
export function furtherLinks(pair: BenchPair, names: readonly [string, string]): Stage {
  const owns = pair.map(member => interfacesOf(member).filter(name => name !== clientSide(member)));
  const ifaces = [...new Set(owns.flat())];
  const ends = names.flatMap((node, at) =>
    (owns[at] ?? []).map((iface): End => ({node, iface, at, network: ifaces.indexOf(iface)})),
  );
  const bridges = ifaces.map((_, network) => bridgeOf(network));
  return {
    name: 'further interfaces',
    steps: [
      [
        {node: SWITCH, commands: bridges.map(bridge => ['link', 'add', bridge, 'type', 'bridge'])},
        {node: HOST, commands: ends.map(cable)},
      ],
      [
        {node: SWITCH, commands: [...ends.flatMap(plugIn), ...bridges.flatMap(up)]},
        ...names.map(node => ({node, commands: ends.filter(end => end.node === node).flatMap(address)})),
      ],
    ],
  };
}

function bridgeOf(network: number): string {
  return `further${network}`;
}

/** The end of the cable in the switch. */
function portOf({network, at}: End): string {
  return `f${network}-${at}`;
}

function cable(end: End, number: number): IpCommand {
  const index = FIRST_INDEX + 2 * number;
  return [
    ...['link', 'add', 'name', end.iface, 'index', String(index), 'netns', end.node],
    ...['type', 'veth', 'peer', 'name', portOf(end), 'index', String(index + 1), 'netns', SWITCH],
  ];
}

function plugIn(end: End): IpCommand[] {
  return [['link', 'set', portOf(end), 'master', bridgeOf(end.network)], ...up(portOf(end))];
}

/** keepalived advertises from an address of the interface (TEST-NET-2, RFC 5737). */
function address({iface, network, at}: End): IpCommand[] {
  return [['addr', 'add', `198.51.100.${16 * network + at + 1}/28`, 'dev', iface], ...up(iface)];
}

/** The interfaces named by any instance of a node. */
function interfacesOf({node}: Member): string[] {
  const names = node.config.instances.flatMap(({iface, vips, excluded, tracks}) => [
    iface,
    ...[...vips, ...excluded].map(({dev}) => dev),
    ...tracks.filter(({kind}) => kind === 'interface').map(({name}) => name),
  ]);
  return [...new Set(names.filter(name => name !== undefined))];
}
