/**
 * One failover without an announcement, seen by several clients at once, each with an entry of its own.
 *
 * @module
 */

import {formatIpv4Interface, type MacAddress} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {findHealings, type Healing} from '../../analysis/healing.js';
import {
  latestMs,
  type NeighbourTimers,
  parseNeighbourTimers,
  predictDarkMs,
} from '../../analysis/neighbour-timers.js';
import {neighbourWalk, type WalkStep} from '../../analysis/neighbour-walk.js';
import type {LabSettings, Station} from '../../lab/settings.js';
import type {Workshop} from '../workshop.js';
import {DATING_MS, FULL_WALK, type TimedStep, timedWalk} from './timed-walk.js';

/** What became of one client. */
export interface ClientRun {
  readonly client: Station;
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
  /** What gave the entry the new MAC. */
  readonly healing?: Healing;
  /** The kernel drew anew while the entry was reachable, as it does for all every five minutes. */
  readonly drewAnew: boolean;
}

/** Milliseconds. */
export interface RoundOptions {
  readonly settings: LabSettings;
  readonly clients: readonly Station[];
  readonly pingIntervalMs: number;
  /** How long the clients ping before the VIP moves. */
  readonly warmUpMs: number;
  /** Told of each state of a client as it comes; left out, and the states of all are counted now and then. */
  readonly tellsSteps: boolean;
}

/** How often the states of all are told when nothing changes. Milliseconds. */
const COUNT_EVERY_MS = 5000;

/** How long a change may take to be told, so that what is dated before another is told before it. Milliseconds. */
const TOLD_AFTER_MS = 150;

/** Beyond what the timers allow. Milliseconds. */
const PATIENCE_MS = 5000;

const STREAM = 'client';

export async function runRound(workshop: Workshop, options: RoundOptions): Promise<ClientRun[]> {
  const {settings, clients, pingIntervalMs, warmUpMs} = options;
  const {vip, active, passive} = settings;
  const from = kernelTime();
  await Promise.all(
    clients.map(({node}) =>
      workshop.crew
        .agent(node)
        .call('probe', {stream: STREAM, target: vip.address, intervalMs: pingIntervalMs}),
    ),
  );
  await workshop.pause(warmUpMs);
  const timersBefore = await Promise.all(clients.map(client => readTimers(workshop, client)));
  workshop.tell(`${active.node} fails, ${passive.node} takes the VIP, and announces nothing:`);
  await workshop.configure(active.node, [['link', 'set', active.iface, 'down']]);
  await workshop.configure(passive.node, [['addr', 'add', formatIpv4Interface(vip), 'dev', passive.iface]]);
  const movedAt = kernelTime();
  const expected = clients.map((client, index) => {
    const timers = timersBefore[index] as NeighbourTimers;
    const [confirmed] = neighbourWalk(workshop.timeline, client.node, vip.address, from).filter(
      ({state}) => state === 'REACHABLE',
    );
    const ageMs = Number(movedAt - (confirmed?.at ?? movedAt)) / 1e6;
    return {client, timers, ageMs, predictedMs: predictDarkMs(timers, ageMs)};
  });
  tellPrediction(workshop, expected, options);
  const healedAt = await untilHealed(workshop, options, {from, movedAt, expected});
  const timersAfter = await Promise.all(clients.map(client => readTimers(workshop, client)));
  return expected.map(({client, timers: first, ageMs, predictedMs}, index) => {
    const last = timersAfter[index] as NeighbourTimers;
    const at = healedAt.get(client.node);
    const walk = untilMac(neighbourWalk(workshop.timeline, client.node, vip.address, from), passive.mac);
    const timers = {...first, reachableMs: rulingDraw(first.reachableMs, last.reachableMs, walk)};
    const healing = findHealings(workshop.timeline, client.node, vip.address).filter(
      found => found.at >= movedAt,
    )[0];
    return {
      client,
      timers,
      ageMs,
      predictedMs: predictDarkMs(timers, ageMs),
      ...(at === undefined ? {} : {darkMs: Number(at - movedAt) / 1e6}),
      walk: timedWalk(walk, timers),
      movedAt,
      ...(healing === undefined ? {} : {healing}),
      drewAnew: predictedMs !== predictDarkMs(timers, ageMs),
    };
  });
}

/** What comes after the new MAC is another story. */
function untilMac(walk: readonly WalkStep[], mac: MacAddress): readonly WalkStep[] {
  const end = walk.findIndex(step => step.mac === mac);
  return end < 0 ? walk : walk.slice(0, end + 1);
}

/**
 * Every five minutes the kernel draws anew for all. An entry's timer is set already then; when it fires and the
 * time has become longer, it goes on until that (`neigh_timer_handler()`), and when it was later it does not.
 */
function rulingDraw(first: number, last: number, walk: readonly WalkStep[]): number {
  const [reachable, next] = walk.slice(walk.findIndex(({state}) => state === 'REACHABLE'));
  if (last <= first || reachable === undefined || next === undefined) return first;
  return Number(next.at - reachable.at) / 1e6 >= last - DATING_MS ? last : first;
}

type Expected = Pick<ClientRun, 'client' | 'timers' | 'ageMs' | 'predictedMs'>;

async function readTimers(workshop: Workshop, {node, iface}: Station): Promise<NeighbourTimers> {
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
        `By its timers it will be ${seconds(timers.reachableMs)} - ${seconds(ageMs)} + ` +
        `${seconds(timers.delayFirstProbeMs)} + ${timers.unicastSolicit} x ${seconds(timers.retransMs)} = ` +
        `${seconds(predictedMs)} in the dark.`,
    );
    return;
  }
  const all = expected.map(({predictedMs}) => predictedMs);
  workshop.tell(
    `The kernel drew a time for each client. By them they will be in the dark for ${seconds(Math.min(...all))} to ${seconds(Math.max(...all))}.`,
  );
}

interface Waiting {
  readonly from: bigint;
  readonly movedAt: bigint;
  readonly expected: readonly Expected[];
}

/** Waits until each client has an answer again, or until its timers cannot explain the dark any more. */
async function untilHealed(
  workshop: Workshop,
  {settings, clients, tellsSteps}: RoundOptions,
  {from, movedAt, expected}: Waiting,
): Promise<ReadonlyMap<string, bigint>> {
  const healedAt = new Map<string, bigint>();
  const deaf = workshop.timeline.listen(event => {
    if (event.kind !== 'probe-answered' || event.stream !== STREAM || event.sentAt < movedAt) return;
    if (healedAt.has(event.node)) return;
    healedAt.set(event.node, event.at);
    void workshop.crew.agent(event.node).call('stopProbes', null);
  });
  const latest = Math.max(...expected.map(({predictedMs}) => latestMs(predictedMs))) + PATIENCE_MS;
  const sinceMove = () => Number(kernelTime() - movedAt) / 1e6;
  const stepsOf = ({node}: Station) => neighbourWalk(workshop.timeline, node, settings.vip.address, from);
  let told = 0;
  let nextCount = COUNT_EVERY_MS;
  const tell = (until: bigint) => {
    const [client] = clients;
    if (tellsSteps && client !== undefined) {
      const steps = stepsOf(client).filter(({at}) => at <= until);
      for (const {at, state, mac} of steps.slice(told)) {
        const holds = mac === undefined ? '' : ` ${mac}`;
        workshop.progress(`${signed(Number(at - movedAt) / 1e6)}  ${state.padEnd(10)}${holds}`);
        nextCount = Number(until - movedAt) / 1e6 + COUNT_EVERY_MS;
      }
      told = steps.length;
    }
    const reached = Number(until - movedAt) / 1e6;
    if (reached < nextCount || healedAt.size === clients.length) return;
    nextCount += COUNT_EVERY_MS;
    const dark = clients.filter(({node}) => !healedAt.has(node));
    const states = dark.map(each => stepsOf(each).findLast(({at}) => at <= until)?.state ?? 'NONE');
    const counts = [...new Set(FULL_WALK)].flatMap(state => {
      const many = states.filter(other => other === state).length;
      if (many === 0) return [];
      return clients.length === 1 ? state : `${many} ${state}`;
    });
    const healed = clients.length === 1 ? '' : `; ${healedAt.size} healed`;
    workshop.progress(`${signed(reached)}  ... ${counts.join(', ')}${healed}`);
  };
  while (healedAt.size < clients.length && sinceMove() < latest) {
    tell(kernelTime() - BigInt(TOLD_AFTER_MS * 1e6));
    await workshop.pause(100);
  }
  await workshop.pause(TOLD_AFTER_MS);
  await Promise.all(clients.map(({node}) => workshop.crew.agent(node).call('stopProbes', null)));
  tell(kernelTime());
  deaf();
  return healedAt;
}

/** `12.3 s`; times as people say them. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
}

/** `+12.34 s`, seconds after the move; all of the same width. */
export function signed(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1000).toFixed(2)} s`.padStart(9);
}
