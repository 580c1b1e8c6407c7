/**
 * The events that a run begins with, and what was planned for it, field by field.
 *
 * @module
 */

import type {EventOfKind} from '../../events/timeline.js';
import type {ClusterMachine, TcpPlan} from '../../events/timeline-event.js';
import {MILLISECONDS, SETTINGS, SYSCTLS, TRIAL_SETTINGS, VERSIONS} from '../common.js';
import {FORECAST} from '../forecast.js';
import {BOOLEAN, COUNT, field, listOf, mapOf, NUMBER, object, optional, TEXT} from '../shape.js';
import {type EventsOfKind, event, FORM} from './event.js';
import {SESSION_USE} from './session-use.js';

const VERSIONS_FIELD = field(VERSIONS, 'versions of the software used');
const COMMAND = optional(
  listOf(TEXT),
  'the words after `vip`; absent if it was not started from the command line',
);

const SYSCTLS_FIELD = optional(SYSCTLS, 'kernel settings made by the lab, by node and path below /proc/sys');
const SETTINGS_FIELD = field(SETTINGS, 'the addresses of the lab');
const TCP_PLAN = object<TcpPlan>('tcp-plan', {
  port: field(COUNT, 'port of the VIP'),
  isOwn: optional(BOOLEAN, 'whether the server is the user’s own (`--tcp-port`)'),
  path: optional(TEXT, 'path of the HTTP requests (`--http`)'),
  groups: field(
    listOf(
      object<TcpPlan['groups'][number]>('session-group', {
        use: field(SESSION_USE, 'what the sessions do'),
        count: field(COUNT, 'number of sessions at each observer'),
        intervalMs: optional(MILLISECONDS, 'interval between writes, requests or connections'),
      }),
    ),
    'sessions of each observer',
  ),
  deadlineMs: field(MILLISECONDS, 'how long they may take to end once the VIP answers again'),
});

const CLUSTER_MACHINE = object<ClusterMachine>('cluster-machine', {
  node: field(TEXT, 'its name'),
  where: field(TEXT, 'how it was reached, as in ssh://root@lb1'),
  kernel: field(TEXT, 'its kernel'),
  asker: optional(TEXT, 'the program with which it pinged; absent if it did not ping'),
  intervalMs: optional(MILLISECONDS, 'interval between its pings'),
});

const ANNOUNCE = object<NonNullable<EventOfKind<'run'>['announce']>>('announce', {
  form: optional(FORM, 'form of the frames; absent for IPv6'),
  override: optional(BOOLEAN, 'IPv6 only: false if the advertisement leaves the Override flag clear'),
  targetMac: optional(TEXT, '`broadcast`, `zero`, `self` or an address, if not the default'),
});

/** By kind. */
export const PLAN_EVENTS = {
  run: event('run', 'a failover begins: the first event of its timeline', {
    settings: SETTINGS_FIELD,
    delayMs: field(MILLISECONDS, 'countdown before the failover and the announcement'),
    probeIntervalMs: field(MILLISECONDS, 'interval between probes of an observer'),
    announce: optional(ANNOUNCE, 'how the VIP is announced; absent if it is not'),
    parent: optional(TEXT, 'the machine’s interface on which the lab is built, with `--parent`'),
    versions: VERSIONS_FIELD,
    command: COMMAND,
    sysctls: SYSCTLS_FIELD,
  }),
  trial: event('trial', 'a trial begins: the first event of its timeline', {
    driver: field(TEXT, 'the software that moves the VIP'),
    fault: field(TEXT, 'as given on the command line'),
    impairments: field(listOf(TEXT), 'impairments of the network, in sentences'),
    settings: field(TRIAL_SETTINGS, 'the addresses of the lab, or of the cluster'),
    second: optional(SETTINGS, 'both families only: the IPv6 addresses of the same nodes'),
    topology: optional(TEXT, 'name of the topology; absent for `switch`'),
    more: optional(
      listOf(TRIAL_SETTINGS),
      'with several VIPs of one family: the settings of those after the first, held by the same machines',
    ),
    probeIntervalMs: field(MILLISECONDS, 'interval between probes of an observer'),
    phaseMs: field(MILLISECONDS, 'offset of the fault within the driver’s period'),
    seed: field(COUNT, 'seed from which the phase was drawn'),
    steadyMs: optional(
      NUMBER,
      'how long everything must be healthy before the fault, in milliseconds (`--steady`)',
    ),
    tcp: optional(TCP_PLAN, 'the TCP sessions of each observer with the VIP'),
    machines: optional(
      listOf(CLUSTER_MACHINE),
      'the machines of a cluster, and the programs that watched each; absent in a lab',
    ),
    clientSysctls: field(
      mapOf(TEXT),
      'neighbour settings of the observers that differ from the kernel’s defaults',
    ),
    configurations: optional(mapOf(TEXT), 'configuration of the software, by node; without passwords'),
    forecasts: optional(
      listOf(FORECAST),
      'what `vip audit` predicts for the addresses of each instance; absent if it predicts nothing',
    ),
    versions: VERSIONS_FIELD,
    command: COMMAND,
    sysctls: SYSCTLS_FIELD,
  }),
  lesson: event('lesson', 'a lesson begins: the first event of its timeline', {
    name: field(TEXT, 'name of the lesson'),
    question: field(TEXT, 'the question that it answers'),
    settings: SETTINGS_FIELD,
    versions: VERSIONS_FIELD,
    command: COMMAND,
  }),
} satisfies EventsOfKind;
