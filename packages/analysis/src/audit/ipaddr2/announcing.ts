/**
 * The announcement that results from the parameters.
 *
 * @module
 */

import {times} from '../../text/count-text.js';
import {formatSeconds} from '../calculations/timing.js';
import {type IpResource, isInBackground, isOfIpv6Family, monitorOf, parameterOf} from './resource.js';

/** Milliseconds between announcements, if the configuration determines it: send_ua uses arp_interval, iputils' arping its own. */
export function paceOf(resource: IpResource): number | undefined {
  if (isOfIpv6Family(resource)) return Number(parameterOf(resource, 'arp_interval'));
  return parameterOf(resource, 'arp_sender') === 'iputils_arping' ? 1000 : undefined;
}

/** Milliseconds that a start waits for the announcement. send_ua also sleeps after the last one. */
export function startWaitOf(resource: IpResource): number | undefined {
  const pace = paceOf(resource);
  if (isInBackground(resource)) return 0;
  const count = Number(parameterOf(resource, 'arp_count'));
  return pace === undefined ? undefined : pace * (isOfIpv6Family(resource) ? count : count - 1);
}

/** One line for the resource, and one for its announcements. */
export function formatResource(resource: IpResource): string[] {
  const netmask = parameterOf(resource, 'cidr_netmask');
  const nic = parameterOf(resource, 'nic');
  const where = nic === '' ? "the routing table's interface" : nic;
  return [
    `${resource.id}: IPaddr2, ${parameterOf(resource, 'ip')}${netmask === '' ? '' : `/${netmask}`} on ${where}`,
    `  announced ${times(Number(parameterOf(resource, 'arp_count')))} at the start, ${paceText(resource)}, ${waitText(resource)}; ${refreshText(resource)}`,
  ];
}

function paceText(resource: IpResource): string {
  const pace = paceOf(resource);
  if (pace !== undefined) return `every ${formatSeconds(pace)}`;
  const interval = formatSeconds(Number(parameterOf(resource, 'arp_interval')));
  const sender = parameterOf(resource, 'arp_sender') || 'send_arp';
  return sender === 'send_arp'
    ? `every second, or in pairs every ${interval} where send_arp was built with libnet`
    : `as ${sender} does`;
}

function waitText(resource: IpResource): string {
  const wait = startWaitOf(resource);
  if (isInBackground(resource)) return 'in the background';
  return wait === undefined
    ? 'and the start waits for it'
    : `and the start waits ${formatSeconds(wait)} for it`;
}

function refreshText(resource: IpResource): string {
  const count = Number(parameterOf(resource, 'arp_count_refresh'));
  const interval = monitorOf(resource)?.settings.get('interval');
  return count > 0 && interval !== undefined
    ? `${count} more at each monitor (${interval})`
    : 'not again afterwards';
}
