/**
 * Waiting until the clients of a round are answered again, and telling how it goes.
 *
 * @module
 */

import {latestMs, neighbourWalk} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {Workshop} from '../workshop.js';
import {FULL_WALK} from './timed-walk.js';
import {signed} from './times.js';

/** Name of the clients' ping streams. */
export const CLIENT_STREAM = 'client';

/** How often the states of all are printed when nothing changes. Milliseconds. */
const COUNT_EVERY_MS = 5000;

/** How long a change may be held back, so that changes are printed in the order of their dates. Milliseconds. */
const TOLD_AFTER_MS = 150;

/** Beyond what the timers allow. Milliseconds. */
const PATIENCE_MS = 5000;

export interface RoundOptions {
  readonly settings: LessonSettings;
  readonly clients: readonly LessonStation[];
  /** Milliseconds, as the next. */
  readonly pingIntervalMs: number;
  /** How long the clients ping before the VIP moves. */
  readonly warmUpMs: number;
  /** Whether each state of the first client is printed as it comes; otherwise those of all are counted now and then. */
  readonly tellsSteps: boolean;
}

interface Waiting {
  /** When the first ping was sent, and when the VIP had moved; in nanoseconds. */
  readonly from: bigint;
  readonly movedAt: bigint;
  /** When the timers say that the last client is healed, in milliseconds after the move. */
  readonly lastMs: number;
}

/** Waits until each client has an answer again, or until its timers cannot explain the dark any more. */
export async function untilHealed(
  workshop: Workshop,
  {settings, clients, tellsSteps}: RoundOptions,
  {from, movedAt, lastMs}: Waiting,
): Promise<ReadonlyMap<string, bigint>> {
  const healedAt = new Map<string, bigint>();
  const deaf = workshop.timeline.listen(event => {
    if (event.kind !== 'probe-answered' || event.stream !== CLIENT_STREAM || event.sentAt < movedAt) return;
    if (healedAt.has(event.node)) return;
    healedAt.set(event.node, event.at);
    // An agent that ended by itself ends the lesson, with its own reason.
    workshop.agents
      .in(event.node)
      .call('stopProbes', null)
      .catch(() => {});
  });
  const latest = latestMs(lastMs) + PATIENCE_MS;
  const sinceMove = () => Number(kernelTime() - movedAt) / 1e6;
  const stepsOf = ({node}: LessonStation) =>
    neighbourWalk(workshop.timeline, node, settings.vip.address, from);
  let told = 0;
  let nextCount = COUNT_EVERY_MS;
  const tell = (until: bigint) => {
    const [client] = clients;
    if (tellsSteps && client !== undefined) {
      const steps = stepsOf(client).filter(({at}) => at <= until);
      for (const {at, state, mac} of steps.slice(told)) {
        const holds = mac === undefined ? '' : ` ${mac}`;
        workshop.progress(`${signed(Number(at - movedAt) / 1e6)}  ${state.padEnd(10)}${holds}`.trimEnd());
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
    const healed = clients.length === 1 ? '' : `; ${healedAt.size} answered again`;
    workshop.progress(`${signed(reached)}  ... ${counts.join(', ')}${healed}`);
  };
  while (healedAt.size < clients.length && sinceMove() < latest) {
    tell(kernelTime() - BigInt(TOLD_AFTER_MS * 1e6));
    await workshop.pause(100);
  }
  await workshop.pause(TOLD_AFTER_MS);
  await Promise.all(clients.map(({node}) => workshop.agents.in(node).call('stopProbes', null)));
  tell(kernelTime());
  deaf();
  return healedAt;
}
