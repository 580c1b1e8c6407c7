/**
 * The probes of a node, and when it was in the dark. Pure.
 *
 * @module
 */

import type {Timeline} from '@vip/analysis';
import {formatBounds, type Outage, outageBounds, type ProbeFate, probeFates, STREAM} from '@vip/analysis';
import {wasAnswered} from '@vip/analysis/internal';
import type {OutageData, ProbesData} from './lane-data.js';
import {packProbes} from './probe-pack.js';
import type {Span} from './span.js';

/** The fates of a node's dense stream, or of whatever stream it has. */
export function fatesAt(timeline: Timeline, node: string, stream: string = STREAM.measure): ProbeFate[] {
  const measured = probeFates(timeline, node, stream);
  return measured.length > 0 ? measured : probeFates(timeline, node, STREAM.read);
}

export function probesOf(fates: readonly ProbeFate[], span: Span): ProbesData | undefined {
  if (fates.length === 0) return undefined;
  const packed = packProbes(
    fates.map(fate => ({
      sentAt: span.of(fate.sentAt),
      ...(fate.answeredAt === undefined ? {} : {rtt: Number(fate.answeredAt - fate.sentAt)}),
      isLate: fate.answeredAt !== undefined && !wasAnswered(fate),
    })),
  );
  return {packed, sent: fates.length, lost: fates.filter(fate => !wasAnswered(fate)).length};
}

export function drawnOutage(outage: Outage, span: Span): OutageData {
  const {lastBefore, firstLost, lastLost, firstAfter} = outage;
  return {
    mostFrom: span.of((lastBefore ?? firstLost).sentAt),
    leastFrom: span.of(firstLost.sentAt),
    leastTo: span.of(lastLost.sentAt),
    mostTo: firstAfter === undefined ? span.to : span.of(firstAfter.sentAt),
    text: formatBounds(outageBounds(outage)),
  };
}
