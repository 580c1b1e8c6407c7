/**
 * Whether a prediction of `vip audit` for a trial came true, for each of its addresses. Pure.
 *
 * @module
 */

import {
  type Bounds,
  type Forecast,
  formatBounds,
  type PredictedOutage,
  type PredictedTakeover,
  type Timeline,
} from '@vip/analysis';
import {formatDuration, readingOf} from '@vip/analysis/internal';
import {type IpAddress, ipFamilyOf} from '@vip/arp';
import type {Moment} from './moments.js';

/** A prediction for a trial, and what became of it. */
export interface ForecastOutcome extends Forecast {
  /** Nanoseconds from what the prediction counts from to the first advertisement of the new owner; absent where there was none. */
  readonly takeoverNs?: bigint;
  /** What became of it at each of its addresses. */
  readonly addresses: readonly AddressOutcome[];
}

/** What became of a prediction at one address. */
export interface AddressOutcome {
  readonly ip: IpAddress;
  /** Absent if the trial does not show it. */
  readonly cameTrue?: boolean;
  /** The measured counterpart of the prediction, in a sentence. */
  readonly measured: string;
}

/** What a trial showed about one address, as far as it can be predicted. */
export interface Shown {
  readonly ip: IpAddress;
  /** Whether the trial ended early: then something missing may merely not have been seen. */
  readonly isCut: boolean;
  /** The nodes that had it at the end. */
  readonly owners: readonly string[];
  /** The longest outage of any observer; absent where nothing was probed. */
  readonly outage: Bounds | undefined;
}

/** @param fault from when it was begun to when the nodes felt it: software that is started begins between the two */
export function outcomeOf(
  forecast: Forecast,
  timeline: Timeline,
  fault: Moment,
  shown: readonly Shown[],
): ForecastOutcome {
  const {ips, takeover} = forecast;
  const takeoverNs = takeover === undefined ? undefined : measuredTakeover(timeline, takeover, fault);
  return {
    ...forecast,
    ...(takeoverNs === undefined ? {} : {takeoverNs}),
    addresses: shown
      .filter(({ip}) => ips.includes(ip))
      .map(one => addressOutcome(forecast, fault, one, takeoverNs)),
  };
}

function addressOutcome(
  forecast: Forecast,
  fault: Moment,
  shown: Shown,
  takeoverNs: bigint | undefined,
): AddressOutcome {
  const {owners, outage, takeover} = forecast;
  const held = [
    ...(owners === undefined ? [] : [isSame(owners, shown.owners)]),
    ...(takeover === undefined ? [] : [takeoverNs !== undefined && isWithin(takeover, takeoverNs, fault)]),
    ...(outage === undefined || shown.outage === undefined ? [] : [couldBe(outage, shown.outage)]),
  ];
  return {
    ip: shown.ip,
    ...(held.length === 0 || (shown.isCut && !held.every(Boolean)) ? {} : {cameTrue: held.every(Boolean)}),
    measured: measuredText(forecast, shown, takeoverNs),
  };
}

/** By how much the daemon's clock and the capture's may differ. */
const EARLY_MS = 15;

/** A fault strikes the parts of a node one after another; until the last of them, the address may answer. */
const STRIKE_MS = 150;

/** Timers on a busy machine fire late, and the address, its announcement and the clients' caches take time as well. */
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

/** As captured at the node that took over, because a node that is cut off goes on advertising for a while, unheard. */
function measuredTakeover(
  timeline: Timeline,
  {vrid, family, by, from}: PredictedTakeover,
  {begunAt, feltAt}: Moment,
): bigint | undefined {
  const heard = advertised(timeline, by, {vrid, family});
  const first = heard.find(({at, own}) => own && at > begunAt);
  if (first === undefined) return undefined;
  const origin = from === 'fault' ? feltAt : heard.findLast(({at, own}) => !own && at < first.at)?.at;
  return origin === undefined ? undefined : first.at - origin;
}

function advertised(
  timeline: Timeline,
  node: string,
  {vrid, family}: Pick<PredictedTakeover, 'vrid' | 'family'>,
): Advertised[] {
  return timeline.select('frame', node).flatMap(event => {
    const {advertisement, packet} = readingOf(event);
    const told = advertisement?.advertisement;
    if (told?.protocol !== 'vrrp' || told.packet.virtualRouterId !== vrid) return [];
    return packet !== undefined && ipFamilyOf(packet.source) === family
      ? [{at: event.at, own: event.own}]
      : [];
  });
}
