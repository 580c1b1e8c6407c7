/**
 * A move of one or both addresses while the clients ping, and its outcome at each client.
 *
 * @module
 */

import {formatBounds, probeFates, type Station} from '@vip/analysis';
import {
  causeWords,
  findHealings,
  isAnsweredSince,
  type MoveOutage,
  moveOutage,
  neighbourWalk,
  observerName,
} from '@vip/analysis/internal';
import type {IpFamily} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {nodeAt} from '../evidence.js';
import type {Workshop} from '../workshop.js';
import type {Vips} from './vips.js';

/** Milliseconds. */
export const PROBE_INTERVAL_MS = 10;

/** How long to ping before each move, to show that all was well, and after it. Milliseconds. */
const SETTLE_MS = 150;

/** How long to wait on a busy machine for answers that should be immediate. Milliseconds. */
const PATIENCE_MS = 3000;

/** A move: its target, and its addresses. */
export interface LessonMove {
  readonly to: Station;
  /** How the address was announced, for the table. */
  readonly how: string;
  readonly families: readonly IpFamily[];
}

/** The outcome of a move at one client. */
export interface MoveSeen extends MoveOutage {
  readonly family: IpFamily;
  readonly how: string;
  readonly client: string;
  /** The states of the entry, and the node whose MAC it holds at the end. */
  readonly walk: string;
}

/** The clients' pings while an address moves. */
export interface Pings {
  /** When the move began, in nanoseconds. */
  readonly from: bigint;
  /** Whether any client got an answer to a ping that was sent in the last `withinMs` milliseconds. */
  anyAnswered(withinMs: number): boolean;
}

/** Pings while something is done, until all clients get answers again. */
export async function duringMove(
  vips: Vips,
  {to, how, families}: LessonMove,
  work: (pings: Pings) => Promise<void>,
): Promise<MoveSeen[]> {
  const {workshop, clients} = vips;
  const streams = families.flatMap(family =>
    clients.map(client => ({family, client, name: `${family} ${how}`})),
  );
  await Promise.all(
    streams.map(({family, client, name: stream}) =>
      workshop.agents
        .in(client.node)
        .call('probe', {stream, target: vips.addressOf(family), intervalMs: PROBE_INTERVAL_MS}),
    ),
  );
  await workshop.pause(SETTLE_MS);
  const from = kernelTime();
  const answeredSince = (since: bigint) =>
    streams.filter(({client, name}) => isAnsweredSince(workshop.timeline, client.node, name, since));
  const anyAnswered = (withinMs: number) =>
    answeredSince(kernelTime() - BigInt(withinMs) * 1_000_000n).length > 0;
  await work({from, anyAnswered});
  const done = kernelTime();
  await workshop.until(() => answeredSince(done).length === streams.length, PATIENCE_MS);
  await workshop.pause(SETTLE_MS);
  await Promise.all(clients.map(({node}) => workshop.agents.in(node).call('stopProbes', null)));
  return streams.map(({family, client, name}) => ({
    family,
    how: family === 'IPv4' ? 'at once' : how,
    client: observerName(client),
    ...darkness(vips, to, client, {family, stream: name, from}),
    walk: walkOf(vips, client, family, from),
  }));
}

function darkness(
  vips: Vips,
  to: Station,
  {node}: Station,
  {family, stream, from}: {family: IpFamily; stream: string; from: bigint},
): MoveOutage {
  const {timeline} = vips.workshop;
  const healings = findHealings(timeline, node, vips.addressOf(family)).filter(({at}) => at >= from);
  return moveOutage(probeFates(timeline, node, stream), healings, to.mac);
}

/** The states of the client's entry since then, including the one before, and the node whose MAC it holds now. */
function walkOf(vips: Vips, {node}: Station, family: IpFamily, from: bigint): string {
  const {workshop, settings} = vips;
  const all = neighbourWalk(workshop.timeline, node, vips.addressOf(family), 0n);
  const before = all.findLastIndex(({at}) => at < from);
  const walk = all.slice(Math.max(before, 0));
  return `${walk.map(({state}) => state).join(' > ')} ${nodeAt(settings, walk.at(-1)?.mac)}`;
}

/** All moves in one table. */
export function showMoves(workshop: Workshop, moves: readonly MoveSeen[]): void {
  workshop.table(
    `Each move, as pings every ${PROBE_INTERVAL_MS} ms and the clients' caches saw it:`,
    ['', 'announced', 'client', 'outage', 'by', 'entry'],
    moves.map(move => [
      move.family,
      move.how,
      move.client,
      formatBounds(move.outage),
      formatEnd(move),
      move.walk,
    ]),
  );
}

/** What announces an address, abbreviated. */
export const ANNOUNCEMENT_ABBREVIATIONS: Readonly<Record<IpFamily, string>> = {IPv4: 'GARP', IPv6: 'NA'};

/** The cause of recovery, abbreviated. */
export function formatEnd({family, endedBy}: MoveSeen): string {
  if (endedBy === undefined) return 'nothing';
  return causeWords(endedBy, ANNOUNCEMENT_ABBREVIATIONS[family]);
}
