/**
 * The work in the nodes of a topology whose wiring is known, by each node's role. Pure.
 *
 * @module
 */

import type {LabSettings, Station, WiredStation} from '@vip/analysis';
import {FAR, NEAR, type TopologyKind} from '@vip/analysis/internal';
import {addressed, addressedWithLinkLocal, defaultRoute, up} from './building-blocks.js';
import {holdAddress} from './hold-address.js';
import {type Interface, isIpv6Station} from './interface.js';
import {HOST, type IpCommand, type NodeWork, type Sysctls} from './plan.js';
import {
  forwardingSysctls,
  holderSysctls,
  ipv6Sysctls,
  mergeSysctls,
  observerSysctls,
  usualDetection,
} from './sysctls.js';

export interface WiredWorksOptions {
  /** Further settings of an observer's interface; none by default. */
  readonly observing?: (station: Interface) => Sysctls;
  /** Whether the active node has the VIP from the start. */
  readonly isHeld?: boolean;
}

/** The stations that can hold the VIP, or claim to. */
const CLAIMANTS = ['active', 'passive', 'rogue'] as const;

export class WiredWorks {
  readonly #gateway: Interface;
  /** Each station behind the router, and the router's side to it. */
  readonly #behind: readonly {readonly side: Interface; readonly station: Interface}[];
  readonly #at: (name: WiredStation) => Interface | undefined;

  constructor(
    readonly kind: TopologyKind,
    readonly families: readonly LabSettings[],
    readonly options: WiredWorksOptions,
  ) {
    const at = interfacesIn(kind, families);
    this.#at = at;
    this.#gateway = at('router') as Interface;
    this.#behind = FAR.flatMap(([sideName, name]) => {
      const [side, station] = [at(sideName), at(name)];
      return side === undefined || station === undefined ? [] : [{side, station}];
    });
  }

  claimants(): NodeWork[] {
    const {isHeld = false} = this.options;
    return CLAIMANTS.flatMap(name => {
      const held = isHeld && name === 'active' ? this.families.map(holdAddress) : [];
      const then = [...routes(this.#gateway), ...held];
      return this.#there([name]).map(station => holder(station, hasOwnMac(this.kind, name), then));
    });
  }

  observers(): NodeWork[] {
    return NEAR.filter(name => name !== 'router').flatMap(name => this.#patient(name, routes(this.#gateway)));
  }

  /** The router, which is an observer as well. */
  router(): NodeWork[] {
    const sides = this.#behind.flatMap(({side}) => side);
    const further = {...ipv6Of(sides), ...forwardingSysctls([...this.#gateway, ...sides])};
    const then = [
      ...this.#behind.flatMap(({side}) => addressed(side)),
      ...routesToVip(this.kind, this.families),
    ];
    return this.#patient('router', then).map(work => ({...work, sysctls: {...work.sysctls, ...further}}));
  }

  behindRouter(): NodeWork[] {
    return this.#behind.map(({side, station}) => ready(station, true, routes(side), ipv6Of(station)));
  }

  /** The interfaces of the holders for their heartbeat alone. */
  heartbeats(): NodeWork[] {
    return this.#there(['activeHeartbeat', 'passiveHeartbeat']).map(station => ({
      node: station[0].node,
      sysctls: holderSysctls(station[0]),
      commands: addressedWithLinkLocal(station),
    }));
  }

  /** Once the lab's own addresses exist, addresses that a claimant adds are checked for duplicates as usual. */
  detection(): NodeWork[] {
    return this.#there(CLAIMANTS)
      .filter(each => each.some(isIpv6Station))
      .map(([{node, iface}]) => ({node, sysctls: usualDetection({iface})}));
  }

  /** Stations with a cache entry that lasts like an observer's. */
  #patient(name: WiredStation, then: readonly IpCommand[]): NodeWork[] {
    const {observing = () => ({})} = this.options;
    return this.#there([name]).map(station =>
      ready(station, hasOwnMac(this.kind, name), then, {...observerSysctls(station), ...observing(station)}),
    );
  }

  /** The stations that the topology has. */
  #there(names: readonly WiredStation[]): Interface[] {
    return names.flatMap(name => {
      const found = this.#at(name);
      return found === undefined ? [] : [found];
    });
  }
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

/** An ipvlan has its parent's MAC, which cannot be changed. */
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
