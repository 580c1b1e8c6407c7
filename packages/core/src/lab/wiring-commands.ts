/**
 * Cables, trunks, links between switches and interfaces on an uplink, as commands. Pure.
 *
 * @module
 */

import type {LabSettings, Plug, Station, Wiring} from '@vip/analysis';
import {hasUplink, plugsOf, UPLINK} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {cable, ipvlan, macvlan, portTo, switchCommands, up, type VethEnd} from './building-blocks.js';
import {HOST, type IpCommand, type NodeWork} from './plan.js';

type Plugged = Plug & {readonly at: Station};

/** What is created in the host: every cable, and the interfaces on its uplink. */
export function cableCommands(wiring: Wiring, settings: LabSettings): IpCommand[] {
  const plugs = plugsOf(wiring, settings);
  const ends: (readonly [VethEnd, VethEnd])[] = [
    ...(hasUplink(wiring)
      ? [
          [
            [HOST, UPLINK],
            [uplinkSwitch(wiring), portTo(HOST)],
          ] as const,
        ]
      : []),
    ...plugs.filter(({shares}) => shares === undefined).map(plugEnds),
    ...(wiring.links ?? []).map(
      ([a, b]) =>
        [
          [a, portTo(b)],
          [b, portTo(a)],
        ] as const,
    ),
    ...wiring.cables.map(([a, b]) => [endOf(settings[a]), endOf(settings[b])] as const),
  ];
  return [
    ...ends.map(([a, b], index) => cable(index, a, b)),
    ...(hasUplink(wiring) ? uplinkCommands(settings, plugs) : []),
  ];
}

/** The switches, each with its ports. */
export function switchWorks(wiring: Wiring, settings: LabSettings): NodeWork[] {
  const plugs = plugsOf(wiring, settings);
  return wiring.switches.map(node => {
    const own = plugs.filter(({into, shares}) => into === node && shares === undefined);
    const ports = [
      ...own.map(({at}) => portTo(at.node)),
      ...(wiring.links ?? []).flatMap(([a, b]) => (a === node ? portTo(b) : b === node ? portTo(a) : [])),
      ...(hasUplink(wiring) && node === uplinkSwitch(wiring) ? [portTo(HOST)] : []),
    ];
    return {node, commands: [...own.flatMap(trunkPort), ...switchCommands(ports)]};
  });
}

/** The VLAN interfaces of the stations that have a trunk. */
export function trunkWorks(wiring: Wiring, settings: LabSettings): NodeWork[] {
  return plugsOf(wiring, settings).flatMap(({at, vlan}) => {
    if (vlan === undefined) return [];
    const trunk = trunkOf(at, vlan);
    return [{node: at.node, commands: [...up(trunk), vlanInterface(trunk, at.iface, vlan)]}];
  });
}

/** In the switch, the port is the untagged end of a trunk's VLAN. */
function trunkPort({at, vlan}: Plugged): IpCommand[] {
  if (vlan === undefined) return [];
  return [...up(trunkPortTo(at.node)), vlanInterface(trunkPortTo(at.node), portTo(at.node), vlan)];
}

function vlanInterface(on: string, name: string, vlan: number): IpCommand {
  return ['link', 'add', 'link', on, 'name', name, 'type', 'vlan', 'id', String(vlan)];
}

/** `mcv0` of `mcv0.10`. */
function trunkOf({iface}: Station, vlan: number): string {
  return iface.replace(new RegExp(`\\.${vlan}$`), '');
}

function trunkPortTo(node: string): string {
  return `trunk-${node}`;
}

function plugEnds({at, into, vlan}: Plugged): readonly [VethEnd, VethEnd] {
  if (vlan === undefined) return [endOf(at), [into, portTo(at.node)]];
  return [
    [at.node, trunkOf(at, vlan)],
    [into, trunkPortTo(at.node)],
  ];
}

function endOf(station: Station | undefined): VethEnd {
  if (station === undefined)
    throw new VipError('BAD_ARGUMENT', 'topology: a cable to a station that is not there');
  return [station.node, station.iface];
}

function uplinkSwitch({plugs, switches}: Wiring): string {
  return plugs.find(({shares}) => shares !== undefined)?.into ?? String(switches[0]);
}

/** The stations with an interface on the uplink; all ipvlans have its MAC. */
function uplinkCommands({active}: LabSettings, plugs: readonly Plugged[]): IpCommand[] {
  const sharing = plugs.filter(({shares}) => shares !== undefined);
  const isIpvlan = sharing.some(({shares}) => shares === 'ipvlan');
  return [
    ...(isIpvlan ? [['link', 'set', UPLINK, 'address', active.mac]] : []),
    ...up(UPLINK),
    ...sharing.map(({at, shares}) => (shares === 'ipvlan' ? ipvlan(at, UPLINK) : macvlan(at, UPLINK))),
  ];
}
