/**
 * The predictions of `vip audit` for a trial, for the addresses of each instance: the owner at the end, and the length of the outage. Pure.
 *
 * @module
 */

import {
  type Forecast,
  grouped,
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
import type {IpAddress, IpFamily} from '@vip/arp';
import type {Driver} from './driver.js';
import {type Fault, kindOf} from './fault.js';
import type {PredictedFault} from './predicted-fault.js';

/** The predictions of `vip audit` for a trial of this driver. @param moving each address with its stations, the first one first */
export function trialForecasts(
  driver: Driver,
  moving: readonly LabSettings[],
  fault: Fault,
  {offers}: TopologyKind = TOPOLOGIES.switch,
): Forecast[] {
  // What it says of an interface is about the one that VRRP is on, and the address is on another.
  if (offers.includes('heartbeat-network') && kindOf(fault).predicted?.event === 'interface-down') return [];
  const [first] = moving;
  const nodes = first === undefined ? undefined : driver.auditNodes?.(first);
  if (nodes === undefined) return [];
  return forecastsOf(
    nodes,
    moving.map(({vip}) => vip.address),
    fault,
  );
}

/**
 * What is the same for several addresses of one instance is said once. None for an address that no instance has, nor for a fault of
 * which nothing is predicted.
 *
 * @param nodes as the lab calls them, the one that has the addresses first
 */
export function forecastsOf(
  nodes: readonly AuditNode[],
  ips: readonly IpAddress[],
  fault: Fault,
): Forecast[] {
  const {predictions} = audit(nodes);
  const each = ips.flatMap(ip => {
    const own = predictions.filter(({router}) => hasAddress(router, ip));
    const said = forecastOf(nodes, own, ip, fault);
    return said === undefined ? [] : [{ip, said, router: own[0]?.router.name}];
  });
  const alike = grouped(each, ({said, router}) => JSON.stringify([router, said]));
  return [...alike.values()].flatMap(those =>
    those.slice(0, 1).map(({said}) => ({ips: those.map(({ip}) => ip), ...said})),
  );
}

/** For one address. */
type Said = Omit<Forecast, 'ips'>;

/** @param own the predictions for the instances that have the address */
function forecastOf(
  nodes: readonly AuditNode[],
  own: readonly Prediction[],
  vip: string,
  fault: Fault,
): Said | undefined {
  const start = own.find(({event}) => event === 'start');
  const predicted = kindOf(fault).predicted;
  if (start === undefined) return undefined;
  const {owner, on, margin, text} = start;
  if (start.twoOwners === true || owner === undefined)
    return {text, owners: start.twoOwners === true ? on : []};
  if (predicted?.event === 'start') return startForecast(start);
  const [first] = nodes as [AuditNode];
  if (owner !== first.name && margin !== 0)
    return {text: `${text}; but a trial waits for ${first.name} to have the address`, owners: [owner]};
  if (predicted === undefined) return undefined;
  const forecast = lossForecast({own, first: first.name, fault: predicted}, fault.durationMs);
  return predicted.back === undefined ? withoutThose(forecast, start.router, vip) : forecast;
}

/** A node that takes over without this address leaves it on no node. */
function withoutThose(forecast: Said, {members}: Router, vip: string): Said {
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
function startForecast(start: Prediction): Said {
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

function lossForecast({own, first, fault}: Loss, durationMs: number | undefined): Said {
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

function openEnded({leastMs}: PredictedOutage): PredictedOutage {
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

function spanOf({least, most}: Span): {leastMs: number; mostMs: number} {
  return {leastMs: least, mostMs: most};
}
