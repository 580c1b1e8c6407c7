/**
 * The stages in which the holders and the client of a failover are built. Pure.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {STAGE, UPLINK} from '@vip/analysis/internal';
import {addressed, addressedWithLinkLocal, macvlan, up} from './building-blocks.js';
import {isIpv6Station} from './interface.js';
import {HOST, type IpCommand, type NodeWork, type Stage, type Sysctls} from './plan.js';
import {holderSysctls, neighbourPath, observerSysctls, usualDetection} from './sysctls.js';

/** Keeps an observer's entry from expiring while the run demonstrates that nothing else corrects it. */
export function patience(station: Station, baseReachableMs: number | undefined): Sysctls {
  const sysctls = observerSysctls([station]);
  if (baseReachableMs === undefined) return sysctls;
  return {...sysctls, [neighbourPath(station, 'base_reachable_time_ms')]: baseReachableMs};
}

/**
 * The new holder knows its peers from the start. If it had to resolve one for an answer from the VIP, its
 * broadcast "who-has peer tell VIP" would heal the caches in place of the announcement.
 */
export function knowNeighbour(holder: Station, peer: Station): IpCommand {
  return [
    'neigh',
    'replace',
    peer.address.address,
    'lladdr',
    peer.mac,
    'dev',
    holder.iface,
    'nud',
    'permanent',
  ];
}

const HOLDER_PURPOSE = {
  [STAGE.active]: `the active node: a macvlan on its parent, its own address, and the VIP`,
  [STAGE.passive]: `the passive node: the same without the VIP; its peers are preset, so it need not ask for them`,
} as const;

export function holderStage(
  name: keyof typeof HOLDER_PURPOSE,
  holder: Station,
  parent: string,
  then: readonly IpCommand[],
): Stage {
  const work =
    parent === UPLINK
      ? {sysctls: holderSysctls(holder), commands: addressedWithLinkLocal([holder])}
      : // On a real network, nothing unsolicited is sent.
        {commands: addressed([holder])};
  return {
    name,
    purpose: `${holder.node}, ${HOLDER_PURPOSE[name]}`,
    steps: [
      [{node: HOST, commands: [macvlan(holder, parent)]}],
      [{node: holder.node, ...work, commands: [...up('lo'), ...work.commands, ...then]}],
      ...(isIpv6Station(holder) ? [[{node: holder.node, sysctls: usualDetection(holder)}]] : []),
    ],
  };
}

/** How the client's interface is made, and its further settings. */
export interface ClientPlacing {
  readonly steps: readonly (readonly NodeWork[])[];
  readonly sysctls: Sysctls;
}

export function clientStages(
  client: Station,
  baseReachableMs: number | undefined,
  {steps, sysctls}: ClientPlacing,
  then: readonly IpCommand[],
): Stage[] {
  const work = {
    node: HOST,
    sysctls: {...patience(client, baseReachableMs), ...sysctls},
    commands: [...addressed([client]), ...then],
  };
  return [
    {
      name: STAGE.client,
      purpose: 'a client on the same machine: a macvlan, since a parent cannot talk to its macvlans',
      steps,
    },
    {name: STAGE.clientAddress, purpose: 'the client comes up', steps: [[work]]},
  ];
}
