/**
 * The outcomes of a run's probes, and the outages that they show. Pure.
 *
 * @module
 */

import type {Timeline} from '../events/timeline.js';
import {type Bounds, LATE_NS, type Outage, type ProbeFate, worseOf} from './outage.js';
import {OutageFold} from './outage-fold.js';

/** The probes of one stream in sending order. A refused probe counts as unanswered. */
export function probeFates(timeline: Timeline, node: string, stream: string): ProbeFate[] {
  const fates = new Map<number, ProbeFate>();
  for (const kind of ['probe-sent', 'probe-refused'] as const) {
    for (const {stream: of, sequence, at} of timeline.select(kind, node)) {
      if (of === stream && !fates.has(sequence)) fates.set(sequence, {sequence, sentAt: at});
    }
  }
  for (const {stream: of, sequence, sentAt, at} of timeline.select('probe-answered', node)) {
    if (of !== stream || fates.get(sequence)?.answeredAt !== undefined) continue;
    fates.set(sequence, {sequence, sentAt, answeredAt: at});
  }
  return [...fates.values()].sort((a, b) => a.sequence - b.sequence);
}

/**
 * The probes whose outcome is known: those sent just before observation stopped may have been
 * answered afterwards, unless a later one had been answered already.
 */
export function settledFates(fates: readonly ProbeFate[]): ProbeFate[] {
  const lastAnswered = fates.findLast(wasAnswered)?.sentAt ?? 0n;
  const lastSent = fates.at(-1)?.sentAt ?? 0n;
  return fates.filter(({sentAt}) => sentAt <= lastAnswered || lastSent - sentAt > LATE_NS);
}

/** Whether the path worked when the probe was sent. */
export function wasAnswered({sentAt, answeredAt}: ProbeFate): boolean {
  return answeredAt !== undefined && answeredAt - sentAt <= LATE_NS;
}

/** Whether a probe of the stream that was sent since then, in nanoseconds, was answered. */
export function isAnsweredSince(timeline: Timeline, node: string, stream: string, since: bigint): boolean {
  const last = timeline.select('probe-answered', node).findLast(answer => answer.stream === stream);
  return last !== undefined && last.sentAt >= since;
}

/** All gaps in the stream, oldest first. */
export function findOutages(fates: readonly ProbeFate[]): Outage[] {
  const fold = new OutageFold<ProbeFate>();
  for (const fate of fates) fold.take(fate, wasAnswered(fate));
  return fold.outages();
}

/** The worst outage of a stream, the outcome of whose last probes is unknown; undefined if none was lost. */
export function outageOfStream(fates: readonly ProbeFate[]): Outage | undefined {
  const fold = new OutageFold<ProbeFate>();
  for (const fate of settledFates(fates)) fold.take(fate, wasAnswered(fate));
  return fold.worst;
}

/** The outage that had not ended, if there is one; otherwise the longest. */
export function worstOutage(outages: readonly Outage[]): Outage | undefined {
  return outages.reduce<Outage | undefined>((worst, outage) => worseOf(worst, outage), undefined);
}

/** The two numbers of "no outage": an outage may have gone unnoticed in the widest gap between two answered probes. */
export function noOutageBounds(fates: readonly ProbeFate[]): Bounds {
  let widest = 0n;
  for (let index = 1; index < fates.length; index++) {
    const gap = (fates[index] as ProbeFate).sentAt - (fates[index - 1] as ProbeFate).sentAt;
    if (gap > widest) widest = gap;
  }
  return {leastNs: 0n, mostNs: widest};
}
