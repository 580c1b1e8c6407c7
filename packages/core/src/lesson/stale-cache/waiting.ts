/**
 * Waiting until the clients of a round are answered again.
 *
 * @module
 */

import {latestMs} from '@vip/analysis/internal';
import {kernelTime} from '@vip/arp/link';
import type {Workshop} from '../workshop.js';
import type {RoundOptions} from './round-options.js';
import {type RoundBegin, RoundProgress} from './round-progress.js';

/** Name of the clients' ping streams. */
export const CLIENT_STREAM = 'client';

/** How long a change may be held back so that changes are printed in order of time. Milliseconds. */
const TOLD_AFTER_MS = 150;

/** Beyond what the timers allow. Milliseconds. */
const PATIENCE_MS = 5000;

interface Waiting extends RoundBegin {
  /** When the last client recovers by its timers, in milliseconds after the move. */
  readonly lastMs: number;
}

/** Waits until each client gets an answer again, or until its timers can no longer explain the outage. */
export async function untilHealed(
  workshop: Workshop,
  options: RoundOptions,
  {lastMs, ...begin}: Waiting,
): Promise<ReadonlyMap<string, bigint>> {
  const {clients} = options;
  const healedAt = new Map<string, bigint>();
  const deaf = noteFirstAnswers(workshop, begin.movedAt, healedAt);
  const progress = new RoundProgress(workshop, options, begin, healedAt);
  const latest = latestMs(lastMs) + PATIENCE_MS;
  const sinceMove = () => Number(kernelTime() - begin.movedAt) / 1e6;
  while (healedAt.size < clients.length && sinceMove() < latest) {
    progress.tell(kernelTime() - BigInt(TOLD_AFTER_MS * 1e6));
    await workshop.pause(100);
  }
  await workshop.pause(TOLD_AFTER_MS);
  await Promise.all(clients.map(({node}) => workshop.agents.in(node).call('stopProbes', null)));
  progress.tell(kernelTime());
  deaf();
  return healedAt;
}

/** Starts the pings; a client stops once it gets an answer. Returns a function that ends them. */
function noteFirstAnswers(workshop: Workshop, movedAt: bigint, healedAt: Map<string, bigint>): () => void {
  return workshop.timeline.listen(event => {
    if (event.kind !== 'probe-answered' || event.stream !== CLIENT_STREAM || event.sentAt < movedAt) return;
    if (healedAt.has(event.node)) return;
    healedAt.set(event.node, event.at);
    // An agent that ended by itself ends the lesson, with its own reason.
    workshop.agents
      .in(event.node)
      .call('stopProbes', null)
      .catch(() => {});
  });
}
