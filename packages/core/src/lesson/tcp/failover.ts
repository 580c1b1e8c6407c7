/**
 * The sessions of all clients, and the failover that they go through.
 *
 * @module
 */

import type {SessionEvent, SessionUse} from '@vip/analysis';
import {parseSessions} from '@vip/analysis/internal/tickle';
import type {TcpSession} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {CAPTURE_FILTER} from '../../session/agents.js';
import {readTcpSettings} from '../../trial/session-settings.js';
import {announceTo, takeAddress} from '../addresses.js';
import type {LessonSettings} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {Moved} from './measured.js';
import type {OutageTimes} from './predictions.js';
import type {Client} from './variants.js';

export const SERVICE_PORT = 7000;
export const WRITE_MS = 100;
/** How many sessions of each use are kept open. */
export const SESSIONS_PER_CLIENT = 3;
export const CONNECT_MS = 250;
/**
 * How long no node has the address. Longer than `tcp_retries2=2` lasts (3.3 s), between two rungs of the default's ladder (6.8 and
 * 13 s), and before ten probes of keepalive are up (11 s). Milliseconds.
 */
export const OUTAGE_MS = 8000;
/** Enough for every writer to have a measured round trip. Milliseconds. */
const WARM_UP_MS = 1000;

const GROUPS = [
  {use: 'idle', count: SESSIONS_PER_CLIENT},
  {use: 'read', count: SESSIONS_PER_CLIENT, intervalMs: WRITE_MS},
  {use: 'write', count: SESSIONS_PER_CLIENT, intervalMs: WRITE_MS},
  {use: 'connect', count: 1, intervalMs: CONNECT_MS},
] as const;

export const USES: readonly SessionUse[] = GROUPS.map(({use}) => use);

/** Watches all nodes, serves at both holders, and opens every client's sessions. */
export async function converse(
  workshop: Workshop,
  {vip, active, passive}: LessonSettings,
  clients: readonly Client[],
): Promise<void> {
  const {agents, session} = workshop;
  const stations = clients.map(({station}) => station);
  await workshop.watch([active, passive]);
  await workshop.watch(stations, `${CAPTURE_FILTER} or (tcp port ${SERVICE_PORT} and host ${vip.address})`);
  await Promise.all([active, passive].map(({node}) => agents.in(node).call('serve', {port: SERVICE_PORT})));
  await Promise.all(
    clients.map(({station: {node}, variant: {keepAliveMs}}) =>
      agents
        .in(node)
        .call('converse', {target: vip.address, port: SERVICE_PORT, groups: GROUPS, keepAliveMs}),
    ),
  );
  await workshop.pause(WARM_UP_MS);
  await Promise.all(stations.map(({node}) => readTcpSettings(session, node, SERVICE_PORT)));
}

/** On a link without delay, the kernel's minimum and a little more. */
const USUAL_RTO_MS = 204;

/** As reported by the kernel before the fault. */
export function timeoutsOf(
  {timeline}: Workshop,
  node: string,
): Pick<OutageTimes, 'leastRtoMs' | 'mostRtoMs'> {
  const [settings] = timeline.select('session-settings', node);
  return settings ?? {leastRtoMs: USUAL_RTO_MS, mostRtoMs: USUAL_RTO_MS};
}

/** The old owner dies. After a while the new one takes the address, announces it, and tickles its clients. */
export async function failOver(
  workshop: Workshop,
  {vip, active, passive}: LessonSettings,
  clients: readonly Client[],
): Promise<Moved> {
  const sessions = await sessionsOf(workshop, active.node, vip.address, clients);
  const diedAt = kernelTime();
  await workshop.configure(active.node, [['link', 'set', active.iface, 'down']]);
  const deadAt = kernelTime();
  await workshop.pause(OUTAGE_MS - Number(kernelTime() - diedAt) / 1e6);
  await takeAddress(workshop, passive, vip);
  const announcedAt = await announceTo(
    clients.map(({station}) => station),
    workshop,
    passive,
    vip.address,
  );
  await workshop.agents.in(passive.node).call('tickle', {sessions, iface: passive.iface});
  return {diedAt, deadAt, announcedAt};
}

/** The sessions of the clients that are tickled, as the old owner's kernel lists them before it dies. */
async function sessionsOf(
  workshop: Workshop,
  node: string,
  vip: LessonSettings['vip']['address'],
  clients: readonly Client[],
): Promise<TcpSession[]> {
  const {stdout} = await workshop.quietly(node, ['ss', '-Htn', 'src', vip]);
  const tickled = clients
    .filter(({variant}) => variant.isTickled)
    .map(({station}) => station.address.address as string);
  return [...parseSessions(stdout, [vip], 'ss').sessions].filter(({remote}) =>
    tickled.includes(remote.address),
  );
}

/** Whether every session of these uses that was open at the death has ended, and those begun during the outage are established. */
export function areOver(
  events: readonly SessionEvent[],
  ending: readonly SessionUse[],
  {deadAt, announcedAt}: Moved,
): boolean {
  const has = (phase: SessionEvent['phase'], session: number) =>
    events.some(event => event.session === session && event.phase === phase);
  return events.every(({use, phase, session, at, after}) => {
    if (!ending.includes(use) || after !== undefined) return true;
    if (use !== 'connect') return phase !== 'open' || has('ended', session);
    const isBegunInOutage = phase === 'connecting' && at >= deadAt && at < announcedAt;
    return !isBegunInOutage || has('open', session);
  });
}
