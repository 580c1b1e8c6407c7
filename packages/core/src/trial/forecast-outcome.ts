/**
 * Whether the prediction of `vip audit` for a trial came true. Pure.
 *
 * @module
 */

import {
  type Bounds,
  type Forecast,
  formatBounds,
  formatDuration,
  type PredictedOutage,
  type PredictedTakeover,
  readingOf,
  type Timeline,
} from '@vip/analysis';
import type {Moment} from './moments.js';

export interface ForecastOutcome extends Forecast {
  /** Absent where the trial does not tell. */
  readonly cameTrue?: boolean;
  /** From what the prediction counts from to the first advertisement of the new owner; absent where there was none. */
  readonly takeoverNs?: bigint;
  /** What was measured of what was predicted, in a sentence. */
  readonly measured: string;
}

/** What a trial showed, as far as it can be predicted. */
export interface Shown {
  /** The fault, from when it was begun to when the nodes felt it: software that is started begins between the two. */
  readonly fault: Moment;
  /** Whether the trial ended early: then what is missing may only not have been seen. */
  readonly isCut: boolean;
  /** The nodes that had the address at the end. */
  readonly owners: readonly string[];
  /** The longest outage of any observer; absent where nothing was probed. */
  readonly outage: Bounds | undefined;
}

export function outcomeOf(forecast: Forecast, timeline: Timeline, shown: Shown): ForecastOutcome {
  const {owners, outage, takeover} = forecast;
  const takeoverNs = takeover === undefined ? undefined : measuredTakeover(timeline, takeover, shown.fault);
  const held = [
    ...(owners === undefined ? [] : [isSame(owners, shown.owners)]),
    ...(takeover === undefined
      ? []
      : [takeoverNs !== undefined && isWithin(takeover, takeoverNs, shown.fault)]),
    ...(outage === undefined || shown.outage === undefined ? [] : [couldBe(outage, shown.outage)]),
  ];
  return {
    ...forecast,
    ...(held.length === 0 || (shown.isCut && !held.every(Boolean)) ? {} : {cameTrue: held.every(Boolean)}),
    ...(takeoverNs === undefined ? {} : {takeoverNs}),
    measured: measuredText(forecast, shown, takeoverNs),
  };
}

/** `It came true: ns1 took over 3.611 s after the last advertisement, dark for 2910 ms ± 5 ms.` */
export function formatOutcome({cameTrue, measured}: ForecastOutcome): string {
  if (cameTrue === undefined) return `Measured: ${measured}.`;
  return `${cameTrue ? 'It came true' : 'It did not come true'}: ${measured}.`;
}

/** What the daemon's clock and that of the capture may differ. */
const EARLY_MS = 15;

/** A fault strikes one part of a node after the other; until the last, the address may answer. */
const STRIKE_MS = 150;

/** A timer on a busy machine is late; the address, its announcement and the clients' caches take their time as well. */
const LATE_MS = 400;

function isWithin({leastMs, mostMs, from}: PredictedTakeover, ns: bigint, fault: Moment): boolean {
  const ms = Number(ns) / 1e6;
  const sinceBegunMs = from === 'fault' ? Number(fault.feltAt - fault.begunAt) / 1e6 : 0;
  return ms + sinceBegunMs >= leastMs - EARLY_MS && ms <= mostMs + LATE_MS;
}

/** Whether an outage with these bounds can have been as long as it was predicted. */
function couldBe({leastMs, mostMs}: PredictedOutage, {leastNs, mostNs}: Bounds): boolean {
  const isLongEnough = mostNs === undefined || Number(mostNs) / 1e6 >= leastMs - STRIKE_MS;
  return isLongEnough && (mostMs === undefined || Number(leastNs) / 1e6 <= mostMs + LATE_MS);
}

function isSame(predicted: readonly string[], measured: readonly string[]): boolean {
  return predicted.length === measured.length && predicted.every(node => measured.includes(node));
}

function measuredText({takeover}: Forecast, {owners, outage}: Shown, takeoverNs: bigint | undefined): string {
  const from = takeover?.from === 'fault' ? 'the fault' : 'the last advertisement';
  const moved =
    takeover === undefined
      ? []
      : [
          takeoverNs === undefined
            ? `${takeover.by} never advertised`
            : `${takeover.by} took over ${formatDuration(takeoverNs)} after ${from}`,
        ];
  const dark = outage === undefined ? [] : [`dark for ${formatBounds(outage)}`];
  return [...moved, ...dark, `held by ${owners.join(' and ') || 'no node'} at the end`].join(', ');
}

interface Advertised {
  readonly at: bigint;
  readonly own: boolean;
}

/** As it was captured at the node that took over: one that is cut off goes on for a while, unheard. */
function measuredTakeover(
  timeline: Timeline,
  {vrid, by, from}: PredictedTakeover,
  {begunAt, feltAt}: Moment,
): bigint | undefined {
  const heard = advertised(timeline, by, vrid);
  const first = heard.find(({at, own}) => own && at > begunAt);
  if (first === undefined) return undefined;
  const origin = from === 'fault' ? feltAt : heard.findLast(({at, own}) => !own && at < first.at)?.at;
  return origin === undefined ? undefined : first.at - origin;
}

function advertised(timeline: Timeline, node: string, vrid: number): Advertised[] {
  return timeline.select('frame', node).flatMap(event => {
    const told = readingOf(event).advertisement?.advertisement;
    return told?.protocol === 'vrrp' && told.packet.virtualRouterId === vrid
      ? [{at: event.at, own: event.own}]
      : [];
  });
}
