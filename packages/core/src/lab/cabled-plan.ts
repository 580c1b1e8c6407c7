/**
 * A lab described as nodes and the cables between them. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {formatIpInterface} from '@vip/arp';
import {cable, switchCommands, up} from './building-blocks.js';
import {HOST, type IpCommand, type LabPlan, type NodeWork, type Sysctls} from './plan.js';
import {QUIET_DEFAULTS} from './sysctls.js';

/** An end of a cable: a station, or an interface without an address or a MAC of our choice. */
export type CableEnd = Pick<Station, 'node' | 'iface'> & Partial<Station>;

/** The layout of a lab. */
export interface Drawing {
  /** Up to nine. */
  readonly cables: readonly (readonly [CableEnd, CableEnd])[];
  /** Nodes without a cable. */
  readonly others?: readonly string[];
  /** Nodes that are switches, with all their cable ends in one bridge. */
  readonly switches?: readonly string[];
  /** Nodes in which `lo` stays down, as the kernel leaves it. */
  readonly withoutLoopback?: readonly string[];
  /** Further settings of a node, once its interfaces exist. */
  readonly sysctls?: Readonly<Record<string, Sysctls>>;
  /** Further commands of a node, once its interfaces are up. */
  readonly commands?: Readonly<Record<string, readonly IpCommand[]>>;
}

/**
 * The whole lab as one stage.
 *
 * @param name the stage's name, for the narration
 */
export function cabledPlan(name: string, drawing: Drawing): LabPlan {
  const {cables, others = []} = drawing;
  const plugs = cables.flat();
  const all = [...new Set([...plugs.map(({node}) => node), ...others])];
  const nodes = all.filter(node => node !== HOST);
  const ends = ([a, b]: readonly [CableEnd, CableEnd], index: number) =>
    cable(index + 1, [a.node, a.iface], [b.node, b.iface]);
  return {
    nodes,
    defaults: QUIET_DEFAULTS,
    stages: [
      {
        name,
        steps: [
          [{node: HOST, sysctls: QUIET_DEFAULTS, commands: cables.map(ends)}],
          all.map(node => nodeWork(node, plugs, drawing)),
        ],
      },
    ],
  };
}

function nodeWork(node: string, plugs: readonly CableEnd[], drawing: Drawing): NodeWork {
  const {switches = [], withoutLoopback = [], sysctls = {}, commands = {}} = drawing;
  const own = plugs.filter(plug => plug.node === node);
  const links = switches.includes(node) ? switchCommands(own.map(({iface}) => iface)) : own.flatMap(plugIn);
  return {
    node,
    sysctls: sysctls[node] ?? {},
    commands: [...(withoutLoopback.includes(node) ? [] : up('lo')), ...links, ...(commands[node] ?? [])],
  };
}

function plugIn({iface, mac, address}: CableEnd): IpCommand[] {
  return [
    ...(mac === undefined ? [] : [['link', 'set', iface, 'address', mac]]),
    ...up(iface),
    ...(address === undefined ? [] : [['addr', 'add', formatIpInterface(address), 'dev', iface]]),
  ];
}
