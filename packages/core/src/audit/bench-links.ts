/**
 * The interfaces of a node under test beyond the one with the virtual address.
 *
 * @module
 */

import {SWITCH} from '@vip/analysis';
import type {Member} from '@vip/analysis/audit';
import {up} from '../lab/building-blocks.js';
import {HOST, type Stage} from '../lab/plan.js';
import {type BenchPair, clientSide} from './bench-pair.js';

/** Numbers of interfaces that no other station has. */
const FIRST_INDEX = 40;

/** What else each node tracks or advertises on: a network of its own, in which both are if both have the interface. */
export function furtherLinks(pair: BenchPair, names: readonly [string, string]): Stage {
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
function interfacesOf({node}: Member): string[] {
  const names = node.config.instances.flatMap(({iface, vips, excluded, tracks}) => [
    iface,
    ...[...vips, ...excluded].map(({dev}) => dev),
    ...tracks.filter(({kind}) => kind === 'interface').map(({name}) => name),
  ]);
  return [...new Set(names.filter(name => name !== undefined))];
}
