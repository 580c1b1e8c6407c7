/**
 * The predictions of `vip audit` for a trial, for the addresses of each instance: the owner at the end, and the length of the outage. Pure.
 *
 * @module
 */

import type {Forecast, LabSettings} from '@vip/analysis';
import {grouped, TOPOLOGIES, type TopologyKind} from '@vip/analysis/internal';
import {type AuditNode, addressesOf, audit, type Prediction, type Router} from '@vip/analysis/internal/audit';
import type {IpAddress} from '@vip/arp';
import type {Driver} from './driver.js';
import {type Fault, faultKindOf} from './fault.js';
import {lossForecast, openEnded, type Said, startForecast} from './loss-forecast.js';

/** The predictions of `vip audit` for a trial of this driver. @param moving each address with its stations, the first one first */
export function trialForecasts(
  driver: Driver,
  moving: readonly LabSettings[],
  fault: Fault,
  {offers}: TopologyKind = TOPOLOGIES.switch,
): Forecast[] {
  // Predictions about an interface concern the one that VRRP is on; the address is on another.
  if (offers.includes('heartbeat-network') && faultKindOf(fault).predicted?.event === 'interface-down')
    return [];
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
 * Predictions that several addresses of one instance share are made once. None for an address that no instance has, nor for a fault
 * without predictions.
 *
 * @param nodes with the lab's names, the one that has the addresses first
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

/** @param own the predictions for the instances that have the address */
function forecastOf(
  nodes: readonly AuditNode[],
  own: readonly Prediction[],
  vip: string,
  fault: Fault,
): Said | undefined {
  const start = own.find(({event}) => event === 'start');
  const predicted = faultKindOf(fault).predicted;
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

/** If the node that takes over does not have this address, no node holds it. */
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
