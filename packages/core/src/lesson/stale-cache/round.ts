/**
 * One failover without an announcement, seen by several clients at once, each with an entry of its own.
 *
 * @module
 */

import type {Healing} from '@vip/analysis';
import {
  findHealings,
  largest,
  type NeighbourTimers,
  neighbourWalk,
  parseNeighbourTimers,
  predictDarkMs,
  smallest,
  type WalkStep,
} from '@vip/analysis/internal';
import type {IpAddress, MacAddress} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {takeAddress} from '../addresses.js';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import type {RoundOptions} from './round-options.js';
import type {RoundBegin} from './round-progress.js';
import {DATING_MS, type TimedStep, timedWalk} from './timed-walk.js';
import {seconds} from './times.js';
import {CLIENT_STREAM, untilHealed} from './waiting.js';

/** The outcome at one client. */
export interface ClientRun {
  readonly client: LessonStation;
  readonly timers: NeighbourTimers;
  /** How old its entry was when the VIP moved, in milliseconds. */
  readonly ageMs: number;
  readonly predictedMs: number;
  /** From the move to the next answer; absent when none came. */
  readonly darkMs?: number;
  /** The states of its entry from the first ping on. */
  readonly walk: readonly TimedStep[];
  /** When the VIP had moved, in nanoseconds. */
  readonly movedAt: bigint;
  /** The cause of the entry's new MAC. */
  readonly healing?: Healing;
  /** Whether the kernel redrew the time while the entry was reachable, as it does for all entries every five minutes. */
  readonly drewAnew: boolean;
}

export async function runRound(workshop: Workshop, options: RoundOptions): Promise<ClientRun[]> {
  const {settings, clients, warmUpMs} = options;
  const {vip, active, passive} = settings;
  const from = kernelTime();
  await startPings(workshop, options);
  await workshop.pause(warmUpMs);
  const before = await readAllTimers(workshop, clients);
  workshop.tell(`${active.node} fails; ${passive.node} takes over the VIP and announces nothing:`);
  await workshop.configure(active.node, [['link', 'set', active.iface, 'down']]);
  await takeAddress(workshop, passive, vip);
  const begin = {from, movedAt: kernelTime()};
  const expected = clients.map((client, index) =>
    predictOne(workshop, client, before[index] as NeighbourTimers, vip.address, begin),
  );
  tellPrediction(workshop, expected, options);
  const lastMs = largest(expected.map(({predictedMs}) => predictedMs));
  const healedAt = await untilHealed(workshop, options, {...begin, lastMs});
  const after = await readAllTimers(workshop, clients);
  return expected.map((prediction, index) =>
    clientRun(workshop, prediction, after[index] as NeighbourTimers, settings, {
      ...begin,
      healedAt: healedAt.get(prediction.client.node),
    }),
  );
}

async function startPings(
  workshop: Workshop,
  {clients, settings: {vip}, pingIntervalMs: intervalMs}: RoundOptions,
): Promise<void> {
  const probe = {stream: CLIENT_STREAM, target: vip.address, intervalMs};
  await Promise.all(clients.map(({node}) => workshop.agents.in(node).call('probe', probe)));
}

/** The prediction from the current timers and the age of the client's entry. */
function predictOne(
  {timeline}: Workshop,
  client: LessonStation,
  timers: NeighbourTimers,
  vip: IpAddress,
  {from, movedAt}: RoundBegin,
): Expected {
  const walk = neighbourWalk(timeline, client.node, vip, from);
  const confirmed = walk.find(({state}) => state === 'REACHABLE');
  const ageMs = Number(movedAt - (confirmed?.at ?? movedAt)) / 1e6;
  return {client, timers, ageMs, predictedMs: predictDarkMs(timers, ageMs)};
}

/** @param last the timers at the end: the kernel may have drawn anew meanwhile */
function clientRun(
  {timeline}: Workshop,
  {client, timers: first, ageMs, predictedMs: predictedAtFirst}: Expected,
  last: NeighbourTimers,
  {vip, passive}: LessonSettings,
  {from, movedAt, healedAt}: RoundBegin & {readonly healedAt: bigint | undefined},
): ClientRun {
  const walk = untilMac(neighbourWalk(timeline, client.node, vip.address, from), passive.mac);
  const timers = {...first, reachableMs: rulingDraw(first.reachableMs, last.reachableMs, walk)};
  const predictedMs = predictDarkMs(timers, ageMs);
  const healing = findHealings(timeline, client.node, vip.address).find(({at}) => at >= movedAt);
  return {
    client,
    timers,
    ageMs,
    predictedMs,
    ...(healedAt === undefined ? {} : {darkMs: Number(healedAt - movedAt) / 1e6}),
    walk: timedWalk(walk, timers),
    movedAt,
    ...(healing === undefined ? {} : {healing}),
    drewAnew: predictedMs !== predictedAtFirst,
  };
}

/** States after the new MAC do not matter here. */
function untilMac(walk: readonly WalkStep[], mac: MacAddress): readonly WalkStep[] {
  const end = walk.findIndex(step => step.mac === mac);
  return end < 0 ? walk : walk.slice(0, end + 1);
}

/**
 * Every five minutes the kernel redraws the time for all entries. A running timer is not changed, but if the time
 * has become longer when it fires, it continues until then (`neigh_timer_handler()`).
 */
function rulingDraw(first: number, last: number, walk: readonly WalkStep[]): number {
  const [reachable, next] = walk.slice(walk.findIndex(({state}) => state === 'REACHABLE'));
  if (last <= first || reachable === undefined || next === undefined) return first;
  return Number(next.at - reachable.at) / 1e6 >= last - DATING_MS ? last : first;
}

type Expected = Pick<ClientRun, 'client' | 'timers' | 'ageMs' | 'predictedMs'>;

function readAllTimers(workshop: Workshop, clients: readonly LessonStation[]): Promise<NeighbourTimers[]> {
  return Promise.all(clients.map(client => readTimers(workshop, client)));
}

async function readTimers(workshop: Workshop, {node, iface}: LessonStation): Promise<NeighbourTimers> {
  const {stdout} = await workshop.quietly(node, ['ip', '-json', 'ntable', 'show', 'dev', iface]);
  return parseNeighbourTimers(stdout, iface);
}

function tellPrediction(workshop: Workshop, expected: readonly Expected[], {tellsSteps}: RoundOptions): void {
  const [one] = expected;
  if (one === undefined) return;
  if (tellsSteps) {
    const {timers, ageMs, predictedMs} = one;
    workshop.tell(
      `The kernel drew ${seconds(timers.reachableMs)} for reachable_time, and the entry is ${seconds(ageMs)} old. ` +
        `By its timers the outage will last ${seconds(timers.reachableMs)} - ${seconds(ageMs)} + ` +
        `${seconds(timers.delayFirstProbeMs)} + ${timers.unicastSolicit} x ${seconds(timers.retransMs)} = ` +
        `${seconds(predictedMs)}.`,
    );
    return;
  }
  const all = expected.map(({predictedMs}) => predictedMs);
  workshop.tell(
    `The kernel drew a time for each client. By these timers the outages will last ${seconds(smallest(all))} to ${seconds(largest(all))}.`,
  );
}
