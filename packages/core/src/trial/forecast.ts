/**
 * The prediction of `vip audit` for a trial: the owner at the end, and the length of the outage. Pure.
 *
 * @module
 */

import {
  type Forecast,
  type LabSettings,
  type PredictedOutage,
  type PredictedTakeover,
  TOPOLOGIES,
  type TopologyKind,
} from '@vip/analysis';
import {
  type AuditNode,
  addressesOf,
  audit,
  type Prediction,
  predictService,
  type Router,
  type Span,
} from '@vip/analysis/audit';
import type {Driver} from './driver.js';
import type {Fault} from './fault.js';
import {kindOf} from './faults/registry.js';
import type {PredictedFault} from './predicted-fault.js';

/** The prediction of `vip audit` for a trial of this driver; undefined if there is none. */
export function trialForecast(
  driver: Driver,
  settings: LabSettings,
  fault: Fault,
  {offers}: TopologyKind = TOPOLOGIES.switch,
): Forecast | undefined {
  // What it says of an interface is about the one that VRRP is on, and the address is on another.
  if (offers.includes('heartbeat-network') && kindOf(fault.name).predicted?.event === 'interface-down')
    return undefined;
  const nodes = driver.auditNodes?.(settings);
  return nodes === undefined ? undefined : forecastOf(nodes, settings.vip.address, fault);
}

/**
 * Undefined if no instance has the address, or nothing is predicted for such a fault.
 *
 * @param nodes as the lab calls them, the one that has the address first
 */
export function forecastOf(
  nodes: readonly AuditNode[],
  vip: string,
  {name, durationMs}: Fault,
): Forecast | undefined {
  const {predictions} = audit(nodes);
  const own = predictions.filter(({router}) => hasAddress(router, vip));
  const start = own.find(({event}) => event === 'start');
  const predicted = kindOf(name).predicted;
  if (start === undefined) return undefined;
  const {owner, on, margin, text} = start;
  if (start.twoOwners === true || owner === undefined)
    return {text, owners: start.twoOwners === true ? on : []};
  if (predicted?.event === 'start') return startForecast(start);
  const [first] = nodes as [AuditNode];
  if (owner !== first.name && margin !== 0)
    return {text: `${text}; but a trial waits for ${first.name} to have the address`, owners: [owner]};
  if (predicted === undefined) return undefined;
  const forecast = lossForecast({own, first: first.name, fault: predicted}, durationMs);
  return predicted.back === undefined ? withoutThose(forecast, start.router, vip) : forecast;
}

/** A node that takes over without this address leaves it on no node. */
function withoutThose(forecast: Forecast, {members}: Router, vip: string): Forecast {
  const lacking = members
    .filter(({instance}) => !addressesOf(instance).includes(vip))
    .map(({node}) => node.name);
  const owners = forecast.owners?.filter(name => !lacking.includes(name));
  if (owners === undefined || owners.length === forecast.owners?.length) return forecast;
  const {outage, ...rest} = forecast;
  return {
    ...rest,
    text: `${forecast.text}; ${vip} is not among the addresses of ${lacking.join(' and ')}`,
    owners,
    ...(outage === undefined ? {} : {outage: openEnded(outage)}),
  };
}

function hasAddress({members}: Router, vip: string): boolean {
  return members.some(({instance}) => addressesOf(instance).includes(vip));
}

/** Of two with the same priority the addresses decide. */
function startForecast(start: Prediction): Forecast {
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

function lossForecast({own, first, fault}: Loss, durationMs: number | undefined): Forecast {
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

/** All checks of a node fail at once; of several no time is said. */
function checkForecast(own: readonly Prediction[], first: string, isEverywhere: boolean): Forecast {
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

function unnoticed(first: string, heir: string, durationMs: number): Forecast {
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

function openEnded({leastMs}: PredictedOutage): PredictedOutage {
  return {leastMs};
}

function takeoverOf(
  {router, owner, after}: Prediction,
  from: PredictedTakeover['from'],
): PredictedTakeover | undefined {
  const vrid = router.members.find(({node}) => node.name === owner)?.instance.vrid;
  if (owner === undefined || after === undefined || vrid === undefined) return undefined;
  return {vrid, by: owner, from, ...spanOf(after)};
}

function spanOf({least, most}: Span): {leastMs: number; mostMs: number} {
  return {leastMs: least, mostMs: most};
}
