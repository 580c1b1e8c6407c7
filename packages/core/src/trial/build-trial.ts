/**
 * Builds the lab of a trial: its nodes and links, what watches and captures there, and the servers of its sessions.
 *
 * @module
 */

import type {Station} from '@vip/analysis';
import {publicSwitches, type TopologyRole} from '@vip/analysis/internal';
import {BRIDGE} from '../lab/building-blocks.js';
import type {LabTopology} from '../lab/lab-topology.js';
import type {Session} from '../session/session.js';
import type {ObserversSessions} from './observers-sessions.js';
import type {TrialPlan} from './options.js';
import type {Wire} from './wire.js';

interface TrialGround extends Pick<TrialPlan, 'furtherLinks'> {
  readonly session: Session;
  readonly topology: LabTopology;
  readonly wire: Wire;
  /** Undefined for a trial without TCP. */
  readonly sessions: ObserversSessions | undefined;
}

/** Resolves when the two nodes can be left to a driver; the agents of the others get ready meanwhile. */
export async function buildTrial(ground: TrialGround): Promise<{watching: Promise<unknown>}> {
  const {session, topology, furtherLinks, wire, sessions} = ground;
  const {lab, agents} = session;
  const {stations, stages, kind} = topology;
  const of = (...roles: readonly TopologyRole[]) => stations.filter(({role}) => roles.includes(role));
  const holders = of('holder', 'candidate');
  const switches = publicSwitches(kind.wiring).map(node => ({node, iface: BRIDGE}));
  const others = [...of('observer', 'gateway', 'remote'), ...switches];
  await lab.addNodes(topology);
  agents.start(holders.map(({node}) => node));
  for (const stage of [...stages, ...(furtherLinks === undefined ? [] : [furtherLinks])])
    await lab.build(stage);
  await agents.watch([...holders, ...of('heartbeat')], {bySide: true});
  const watching = Promise.all([
    wire.open(),
    watchOthers(ground, others),
    agents.watch(of('rogue'), {bySide: true}),
  ]);
  watching.catch(session.fail);
  await sessions?.serve([...holders, ...of('rogue')]);
  return {watching};
}

/** Observers with sessions to the address capture those sessions as well. */
async function watchOthers(
  {session, topology, sessions}: TrialGround,
  stations: readonly Pick<Station, 'node' | 'iface'>[],
): Promise<void> {
  const filters = sessions?.filters ?? new Map<string, string>();
  // If the holders and a client share a MAC, a frame's MAC does not show which of them sent it.
  const bySide = !topology.kind.offers.includes('two-holders');
  const placeOf = ({node, iface}: Pick<Station, 'node' | 'iface'>) => `${node} ${iface}`;
  await Promise.all(
    stations.map(station => session.agents.watch([station], {filter: filters.get(placeOf(station)), bySide})),
  );
}
