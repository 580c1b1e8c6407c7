/**
 * What one prediction of `vip audit` says about a trial: which node has the address in the end, and how long it is dark. Pure.
 *
 * @module
 */

import type {Forecast, PredictedOutage, PredictedTakeover} from '@vip/analysis';
import {type DurationRange, type Prediction, predictService} from '@vip/analysis/internal/audit';
import type {IpFamily} from '@vip/arp';
import type {PredictedFault} from './predicted-fault.js';

/** For one address. */
export type Said = Omit<Forecast, 'ips'>;

/** Between two with the same priority, their addresses decide. */
export function startForecast(start: Prediction): Said {
  const {owner, margin, text, unanswered} = start;
  const takeover = takeoverOf(start, 'fault');
  return {
    text,
    ...(margin === 0 || owner === undefined ? {} : {owners: [owner]}),
    ...(unanswered === true ? {outage: {leastMs: takeover?.leastMs ?? 0}} : {}),
    ...(takeover === undefined || margin === 0 ? {} : {takeover}),
  };
}

interface Loss {
  readonly own: readonly Prediction[];
  /** The node that has the address before the fault. */
  readonly first: string;
  readonly fault: PredictedFault;
}

export function lossForecast({own, first, fault}: Loss, durationMs: number | undefined): Said {
  const {event, isKept, isEverywhere, back} = fault;
  if (event === 'check-fails') return checkForecast(own, first, isEverywhere === true);
  const of = (wanted: Prediction['event']) =>
    own.find(prediction => prediction.event === wanted && prediction.on[0] === first);
  const loss = of(event);
  if (loss?.owner === undefined)
    return {
      text: `no other node takes over from ${first}`,
      owners: isKept === true || back !== undefined ? [first] : [],
    };
  // The time of a crash is counted from the last advertisement, and clients go dark at the crash.
  const dark = (event === 'crash' ? of('interface-down') : loss)?.after;
  const outage = dark === undefined ? undefined : spanOf(dark);
  if (outage !== undefined && durationMs !== undefined && durationMs < outage.leastMs)
    return unnoticed(first, loss.owner, durationMs);
  const takeover = takeoverOf(loss, event === 'crash' ? 'last-advertisement' : 'fault');
  const returned = back === undefined ? undefined : of(back);
  const more = isKept ? `; ${first} keeps the address` : returned === undefined ? '' : `; ${returned.text}`;
  return {
    text: `${loss.text}${more}`,
    ...ownersAfter(loss.owner, first, fault, returned),
    ...(outage === undefined || isKept
      ? {}
      : {outage: isOpenEnded(fault, returned) ? openEnded(outage) : outage}),
    ...(takeover === undefined ? {} : {takeover}),
  };
}

/** All checks of a node fail at once; with several, no time is predicted. */
function checkForecast(own: readonly Prediction[], first: string, isEverywhere: boolean): Said {
  const start = own.find(({event}) => event === 'start');
  const failed = start === undefined ? undefined : predictService(start.router, first, isEverywhere);
  if (failed === undefined)
    return {text: `no check decides about ${first}: it keeps the address`, owners: [first]};
  const takeover = failed.moves ? takeoverOf(failed, 'fault') : undefined;
  return {
    text: failed.text,
    owners: failed.owner === undefined ? [] : [failed.owner],
    ...(takeover === undefined ? {} : {takeover}),
  };
}

function unnoticed(first: string, heir: string, durationMs: number): Said {
  return {
    text: `${heir} does not notice within ${durationMs} ms that ${first} is gone`,
    owners: [first],
    outage: {leastMs: durationMs, mostMs: durationMs},
  };
}

function ownersAfter(
  heir: string,
  first: string,
  {isKept, back}: PredictedFault,
  returned: Prediction | undefined,
): Pick<Forecast, 'owners'> {
  if (isKept) return {owners: [first, heir]};
  if (back === undefined) return {owners: [heir]};
  return returned?.owner === undefined ? {} : {owners: [returned.owner]};
}

/** An unannounced return may be the longer outage. */
function isOpenEnded({back}: PredictedFault, returned: Prediction | undefined): boolean {
  return back === 'freeze' && returned?.silent !== false;
}

export function openEnded({leastMs}: PredictedOutage): PredictedOutage {
  return {leastMs};
}

function takeoverOf(
  {router, owner, after}: Prediction,
  from: PredictedTakeover['from'],
): PredictedTakeover | undefined {
  const heir = router.members.find(({node}) => node.name === owner)?.instance;
  if (owner === undefined || after === undefined || heir?.vrid === undefined) return undefined;
  return {vrid: heir.vrid, family: FAMILY[heir.family], by: owner, from, ...spanOf(after)};
}

const FAMILY: Readonly<Record<4 | 6, IpFamily>> = {4: 'IPv4', 6: 'IPv6'};

function spanOf({least, most}: DurationRange): {leastMs: number; mostMs: number} {
  return {leastMs: least, mostMs: most};
}
