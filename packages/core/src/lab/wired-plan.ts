/**
 * The plan of a topology whose wiring is known: every switch, cable and address of it. Pure.
 *
 * @module
 */

import {
  FAR,
  familiesOf,
  type LabSettings,
  NEAR,
  type Station,
  type TopologyKind,
  type TrialEvent,
  topologyOf,
  type WiredStation,
} from '@vip/analysis';
import {addressed, addressedWithLinkLocal, defaultRoute, up} from './building-blocks.js';
import {holdAddress} from './hold-address.js';
import {type Interface, isIpv6Station} from './interface.js';
import type {LabTopology} from './lab-topology.js';
import {HOST, type IpCommand, type NodeWork, type Sysctls} from './plan.js';
import {
  forwarding,
  holderSysctls,
  ipv6Sysctls,
  mergeSysctls,
  observerSysctls,
  QUIET_DEFAULTS,
  usualDetection,
} from './sysctls.js';
import {cableCommands, switchWorks, trunkWorks} from './wiring-commands.js';

export interface WiredPlanOptions {
  /** Further settings of an observer's interface; none by default. */
  readonly observing?: (station: Interface) => Sysctls;
  /** Whether the active node has the VIP from the start. */
  readonly isHeld?: boolean;
}

/** The addresses of each family of a lab, and how its nodes are connected. */
export interface LabPlace extends Pick<TrialEvent, 'topology'> {
  readonly settings: LabSettings;
  readonly second?: LabSettings;
  /** With several VIPs of a family: those beyond the first. The stations are the same ones. */
  readonly more?: readonly LabSettings[];
}

/** The stations that can have the VIP, or claim to. */
const CLAIMANTS = ['active', 'passive', 'rogue'] as const;

export function wiredTopology(
  record: LabPlace,
  {observing = () => ({}), isHeld = false}: WiredPlanOptions = {},
): LabTopology {
  const topology = topologyOf({kind: 'trial', ...record});
  const {kind} = topology;
  const families = familiesOf(record);
  const at = interfacesIn(kind, families);
  const router = at('router') as Interface;
  const behind = FAR.flatMap(([side, name]) => {
    const [gateway, station] = [at(side), at(name)];
    return gateway === undefined || station === undefined ? [] : [{gateway, station}];
  });
  const sides = behind.flatMap(({gateway}) => gateway);
  const patient = (name: WiredStation, then: readonly IpCommand[]): NodeWork[] =>
    only(at(name)).map(station =>
      ready(station, hasOwnMac(kind, name), then, {...observerSysctls(station), ...observing(station)}),
    );
  const holding = CLAIMANTS.flatMap(name => {
    const held = isHeld && name === 'active' ? families.map(holdAddress) : [];
    return only(at(name)).map(station =>
      holder(station, hasOwnMac(kind, name), [...routes(router), ...held]),
    );
  });
  const heartbeats = (['activeHeartbeat', 'passiveHeartbeat'] as const).flatMap(name => only(at(name)));
  const gateway = patient('router', [
    ...behind.flatMap(({gateway: side}) => addressed(side)),
    ...routesToVip(kind, families),
  ]);
  const works: NodeWork[] = [
    ...switchWorks(kind.wiring, record.settings),
    ...holding,
    ...NEAR.filter(name => name !== 'router').flatMap(name => patient(name, routes(router))),
    ...gateway.map(work => ({
      ...work,
      sysctls: {...work.sysctls, ...ipv6Of(sides), ...forwarding([...router, ...sides])},
    })),
    ...behind.map(({gateway: side, station}) => ready(station, true, routes(side), ipv6Of(station))),
  ];
  return {
    ...topology,
    nodes: [...new Set(works.map(({node}) => node))].filter(node => node !== HOST),
    defaults: QUIET_DEFAULTS,
    stages: [
      {
        name: 'trial',
        purpose: kind.means,
        steps: [
          [{node: HOST, sysctls: QUIET_DEFAULTS, commands: cableCommands(kind.wiring, record.settings)}],
          // A setting is of an interface that is there.
          trunkWorks(kind.wiring, record.settings),
          works,
          heartbeats.map(([station, ...more]) => ({
            node: station.node,
            sysctls: holderSysctls(station),
            commands: addressedWithLinkLocal([station, ...more]),
          })),
          CLAIMANTS.flatMap(name => only(at(name)))
            .filter(each => each.some(isIpv6Station))
            .map(([{node, iface}]) => ({node, sysctls: usualDetection({iface})})),
        ],
      },
    ],
  };
}

/** The interface of a station with its address of each family; undefined where the topology does not have it. */
function interfacesIn(
  {wiring}: TopologyKind,
  families: readonly LabSettings[],
): (name: WiredStation) => Interface | undefined {
  const wired = new Set<WiredStation>([...wiring.plugs.map(({station}) => station), ...wiring.cables.flat()]);
  return name => {
    const [first, ...others] = families.flatMap(settings => (wired.has(name) ? (settings[name] ?? []) : []));
    return first === undefined ? undefined : [first, ...others];
  };
}

function only(found: Interface | undefined): Interface[] {
  return found === undefined ? [] : [found];
}

/** An ipvlan has its parent's, and takes no other. */
function hasOwnMac({wiring}: TopologyKind, name: WiredStation): boolean {
  return wiring.plugs.find(({station}) => station === name)?.shares !== 'ipvlan';
}

function ready(station: Interface, ownMac: boolean, then: readonly IpCommand[], sysctls: Sysctls): NodeWork {
  const [{node}] = station;
  return {
    node,
    sysctls,
    commands: [...(node === HOST ? [] : up('lo')), ...addressed(station, ownMac), ...then],
  };
}

function holder(station: Interface, ownMac: boolean, then: readonly IpCommand[]): NodeWork {
  const [first] = station;
  return {
    node: first.node,
    sysctls: holderSysctls(first),
    commands: [...up('lo'), ...addressedWithLinkLocal(station, ownMac), ...then],
  };
}

/** A default route for each family. */
function routes(gateway: Interface): IpCommand[] {
  return gateway.map(({address}) => defaultRoute('add', address.address));
}

/** A routed VIP may be in no network of the router's. */
function routesToVip({isRouted}: TopologyKind, families: readonly LabSettings[]): IpCommand[] {
  if (isRouted !== true) return [];
  return families.map(({vip, router}) => ['route', 'add', vip.address, 'dev', router.iface]);
}

function ipv6Of(stations: readonly Station[]): Sysctls {
  return mergeSysctls(stations.filter(isIpv6Station).map(ipv6Sysctls));
}
