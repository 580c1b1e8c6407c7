/**
 * How a run was measured, in words, from what it recorded about itself. Pure.
 *
 * @module
 */

import type {LessonEvent, RunEvent, TcpPlan, Timeline, TrialEvent} from '@vip/analysis';
import {counted, durationWord, grouped, isCluster, LATE_NS, largest, smallest} from '@vip/analysis/internal';
import {formatTcpGroup} from '../trial/tcp-plan.js';
import {clockWords, clusterProbing} from './measured-cluster.js';

type Named = readonly [name: string, value: string];

/** From the event with which a run begins. */
export function measuredOf(timeline: Timeline, record: RunEvent | TrialEvent | LessonEvent): Named[] {
  return [
    ['vip', record.versions.vip],
    ['Node', record.versions.node],
    ['kernel', `Linux ${record.versions.kernel}`],
    ...(record.versions.software === undefined ? [] : [['software', record.versions.software] as const]),
    ...(record.kind === 'lesson' ? [] : probing(record)),
    ...(record.kind === 'trial' ? [...trialWords(record), ...sessionWords(timeline, record)] : []),
    ...clockWords(timeline),
    ...captureWords(timeline),
    ...(record.kind === 'lesson' ? [] : sysctlWords(record.sysctls ?? {})),
  ];
}

function probing(record: RunEvent | TrialEvent): Named[] {
  const {probeIntervalMs} = record;
  const late = Number(LATE_NS) / 1e6;
  if (record.kind === 'trial' && isCluster(record.settings)) return clusterProbing(record);
  return [
    ['probe interval', `${probeIntervalMs} ms, each observer`],
    [
      'traffic model',
      'ICMP echo requests to the VIP from raw sockets, so that the kernel’s own neighbour cache decides where they ' +
        `go. An answer later than ${late} ms counts as lost. Such traffic keeps an entry in use without confirming it.`,
    ],
    [
      'bounds',
      'An outage lasted at least from the first lost probe to the last, at most from the last answered one before it to ' +
        'the first one after it; ± is half the difference.',
    ],
    ['clock', 'the same for all nodes: the kernel’s real-time clock; the kernel timestamps the frames'],
  ];
}

function trialWords({
  driver,
  fault,
  impairments,
  phaseMs,
  seed,
  steadyMs,
  clientSysctls,
  settings,
}: TrialEvent): Named[] {
  if (isCluster(settings)) return [['fault', fault]];
  const timers = Object.entries(clientSysctls).map(([name, value]) => `${name}=${value}`);
  return [
    ['driver', driver],
    ['fault', [fault, ...impairments].join('; ')],
    ['phase of the fault', `${Number(phaseMs.toFixed(1))} ms into the driver’s period, from seed ${seed}`],
    ...(steadyMs === undefined
      ? []
      : [
          [
            'before the fault',
            `every probe answered for ${durationWord(steadyMs)}, and one holder of each address`,
          ] as const,
        ]),
    ['observers’ neighbour timers', timers.length === 0 ? 'the kernel’s own' : timers.join(' ')],
  ];
}

/** How the sessions were used, and the kernel's settings for them before the fault. */
function sessionWords(timeline: Timeline, {tcp}: TrialEvent): Named[] {
  if (tcp === undefined) return [];
  const seen = timeline.select('session-settings');
  const congestion = [...new Set(seen.flatMap(one => one.congestion))];
  const least = smallest(seen.map(({leastRtoMs}) => leastRtoMs));
  const most = largest(seen.map(({mostRtoMs}) => mostRtoMs));
  const rto = least === most ? `${least} ms` : `${least} to ${most} ms`;
  return [
    [
      'TCP sessions',
      `at each observer ${tcp.groups.map(formatTcpGroup).join(', ')}, port ${tcp.port}${serverWords(tcp)}; kernel sockets with TCP_NODELAY, dated by the ` +
        'capture at the observer. Writers begin at phases of their own, because a single one shows a step of its retransmissions rather ' +
        `than the outage. A session that had not ended ${durationWord(tcp.deadlineMs)} after the address answered again counts as hung.`,
    ],
    [
      'TCP before the fault',
      seen.length === 0
        ? 'not known: ss printed nothing'
        : `congestion control ${congestion.join(', ')}; retransmission timeout ${rto}`,
    ],
  ];
}

function serverWords({isOwn = false, path}: TcpPlan): string {
  const what =
    path === undefined
      ? ''
      : `, GET ${path} over persistent connections without SO_KEEPALIVE and over new ones`;
  return `${isOwn ? ' of a server of your own' : ''}${what}`;
}

/** Anything lost here makes the figures incomplete. */
function captureWords(timeline: Timeline): Named[] {
  const ends = timeline.select('capture-end');
  if (ends.length === 0) return [];
  const received = ends.reduce((sum, end) => sum + end.received, 0);
  const lossy = ends.filter(({dropped}) => dropped > 0);
  const losses = lossy.map(({node, iface, dropped}) => `${node} ${iface} lost ${dropped}`);
  const words = `${counted(received, 'frame')} on ${counted(ends.length, 'interface')}, ${losses.join(', ') || 'none lost'}`;
  return [['captured', words]];
}

/** Nodes with the same settings in one row. */
function sysctlWords(sysctls: Readonly<Record<string, Readonly<Record<string, string>>>>): Named[] {
  const alike = grouped(Object.entries(sysctls), ([, settings]) =>
    Object.entries(settings)
      .map(([path, value]) => `${path.replaceAll('/', '.')}=${value}`)
      .join('\n'),
  );
  return [...alike].map(([text, nodes]) => [`sysctls of ${nodes.map(([node]) => node).join(', ')}`, text]);
}
