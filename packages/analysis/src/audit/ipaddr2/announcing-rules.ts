/** Rules about announcements and monitoring of IPaddr2. */

import {formatSeconds} from '../calculations/timing.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import {startWaitOf} from './announcing.js';
import {AGENT} from './placing-rules.js';
import {
  type IpResource,
  isOfIpv6Family,
  monitorOf,
  parameterOf,
  placeOfParameter,
  resourceSubject,
} from './resource.js';

type Ipaddr2Rule = RuleOf<readonly IpResource[]>;

export const ipaddr2StartTimeout: Ipaddr2Rule = {
  code: 'IPADDR2_START_TIMEOUT',
  severity: 'error',
  title: 'the announcement takes longer than the start timeout',
  thread: AGENT,
  find: each(resource => {
    const timeout = timeoutMs(
      resource.operations.find(({name}) => name === 'start')?.settings.get('timeout'),
    );
    const wait = startWaitOf(resource);
    if (timeout === undefined || wait === undefined || wait < timeout) return undefined;
    return {
      subject: resourceSubject(resource),
      where: [placeOfParameter(resource, 'arp_count')],
      evidence: `resource ${resource.id} announces in the foreground for ${formatSeconds(wait)}, but its start times out after ${formatSeconds(timeout)}`,
      consequence: 'every start times out and counts as failed',
      remedy: 'use arp_bg=true, a smaller arp_count, or a longer timeout for start',
    };
  }),
};

export const ipaddr2AnnouncedOnce: Ipaddr2Rule = {
  code: 'IPADDR2_ANNOUNCED_ONCE',
  severity: 'warning',
  title: 'the move is announced only once',
  thread: AGENT,
  find: each(resource => {
    const isRefreshed =
      Number(parameterOf(resource, 'arp_count_refresh')) > 0 && monitorOf(resource) !== undefined;
    if (Number(parameterOf(resource, 'arp_count')) !== 1 || isRefreshed) return undefined;
    return {
      subject: resourceSubject(resource),
      where: [placeOfParameter(resource, 'arp_count')],
      evidence: `resource ${resource.id} has arp_count=1, and no arp_count_refresh with a monitor to send it`,
      consequence: `a neighbour that misses it sends to the old node until it revalidates its own entry for ${parameterOf(resource, 'ip')}`,
      remedy: 'omit arp_count, which then is 5',
    };
  }),
};

export const ipaddr2NoMonitor: Ipaddr2Rule = {
  code: 'IPADDR2_NO_MONITOR',
  severity: 'warning',
  title: 'nothing checks whether the address is still there',
  thread:
    'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/10/administer-resource_monitoring_operations',
  find: each(resource => {
    if (monitorOf(resource) !== undefined) return undefined;
    const refresh = Number(parameterOf(resource, 'arp_count_refresh'));
    return {
      subject: resourceSubject(resource),
      where: [refresh > 0 ? placeOfParameter(resource, 'arp_count_refresh') : resource.place],
      evidence: `resource ${resource.id} has no monitor with an interval`,
      consequence: `${parameterOf(resource, 'ip')} is not restored when something removes it${refresh > 0 ? ', and arp_count_refresh has no effect' : ''}`,
      remedy: 'add op monitor interval=10s timeout=20s',
    };
  }),
};

export const ipaddr2IntervalIgnored: Ipaddr2Rule = {
  code: 'IPADDR2_INTERVAL_IGNORED',
  severity: 'note',
  title: 'arp_interval has no effect with this arp_sender',
  thread: AGENT,
  find: each(resource => {
    const sender = parameterOf(resource, 'arp_sender');
    const heeds = sender === '' || sender === 'send_arp' || isOfIpv6Family(resource);
    if (heeds || !resource.parameters.has('arp_interval')) return undefined;
    return {
      subject: resourceSubject(resource),
      where: [placeOfParameter(resource, 'arp_interval')],
      evidence: `resource ${resource.id} has arp_interval=${parameterOf(resource, 'arp_interval')} with arp_sender=${sender}`,
      consequence: 'the interval is not passed on',
      remedy: 'omit arp_interval, or use send_arp_opts',
    };
  }),
};

function each(find: (resource: IpResource) => FindingDraft | undefined) {
  return (resources: readonly IpResource[]): FindingDraft[] =>
    resources.flatMap(resource => find(resource) ?? []);
}

/** `20s`, `20`, `1min`, `500ms`. */
function timeoutMs(text = ''): number | undefined {
  const [, amount, unit = 's'] = /^(\d+)(ms|msec|s|sec|m|min|h|hr)?$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNITS[unit] ?? 1000);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  msec: 1,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
};
