/**
 * How a trial of a cluster was measured, in words: what each of its sources can know, and what it cannot. Pure.
 *
 * @module
 */

import type {Timeline, TrialEvent} from '@vip/analysis';
import {formatDuration, LATE_NS} from '@vip/analysis/internal';

type Named = readonly [name: string, value: string];

export function clusterProbing({machines = []}: TrialEvent): Named[] {
  const late = Number(LATE_NS) / 1e6;
  return [
    ...machines.map(({node, where, kernel, asker, intervalMs}): Named => {
      const asks = asker === undefined ? '' : `, ${asker} every ${intervalMs} ms`;
      return [`machine ${node}`, `${where}, ${kernel}: tcpdump, ip monitor${asks}`];
    }),
    [
      'probes',
      `Pings of the observers; when each was sent and answered is read from tcpdump there, with the kernel’s timestamps. An answer later than ${late} ms ` +
        'counts as lost. A ping that its own kernel never sent, because the address did not resolve, is known from what ping reports, ' +
        'and has its time. While nothing is answered, ping asks no more often than every 10 ms; vip, where it is installed, keeps to its interval.',
    ],
    [
      'bounds',
      'An outage lasted at least from the first lost probe to the last, at most from the last answered one before it to the first one ' +
        'after it; ± is half the difference. One observer’s clock is all it needs.',
    ],
    [
      'captures',
      'tcpdump shows what passes an interface of a machine, not what a switch dropped on the way to it. In two captures, a frame is ' +
        'the same if its octets are the same.',
    ],
    [
      'caches and addresses',
      'ip monitor dates a change when it reads it, about a millisecond late, and does not announce the state DELAY. The existing entry was ' +
        'read once, at the beginning.',
    ],
    [
      'the fault',
      'It begins when its command does; times count from the kernel’s own report about the link or the address on the machine that held it, ' +
        'or else from the end of the command.',
    ],
  ];
}

export function clockWords(timeline: Timeline): Named[] {
  return timeline.select('clock').map(({node, offsetNs, errorNs, trips}): Named => {
    const size = formatDuration(offsetNs < 0n ? -offsetNs : offsetNs);
    const where = `${size} ${offsetNs < 0n ? 'ahead of' : 'behind'} ours`;
    return [
      `clock of ${node}`,
      `${where} ± ${formatDuration(errorNs)}, from ${trips} round trips; its times are converted`,
    ];
  });
}
