/**
 * Not measured here. The thresholds are chosen.
 *
 * @module
 */

import type {Check} from '../check.js';
import {managersOf} from '../daemons.js';
import type {Host} from '../host/host.js';

/** Percentage of the last ten seconds in which some task waited for a processor. */
const PRESSURE = 50;

/** Fraction of the time since boot that the hypervisor gave to other guests. */
const STEAL = 0.05;

export const STALL: Check = {
  code: 'DOCTOR_STALL',
  roles: ['active', 'passive'],
  title: 'the machine does not get the CPU time it needs to send advertisements in time',
  look: async (_, host) => {
    const pressure = Number(
      /^some avg10=([\d.]+)/m.exec((await host.text('/proc/pressure/cpu')) ?? '')?.[1] ?? 0,
    );
    const times = (/^cpu +(.*)$/m.exec((await host.text('/proc/stat')) ?? '')?.[1] ?? '')
      .split(' ')
      .map(Number);
    const total = times.slice(0, 8).reduce((sum, time) => sum + time, 0);
    const steal = total === 0 ? 0 : (times[7] ?? 0) / total;
    const evidence = [
      ...(pressure > PRESSURE ? [`tasks waited for a CPU during ${pressure} % of the last ten seconds`] : []),
      ...(steal > STEAL ? [`${(100 * steal).toFixed(1)} % of the time was stolen by the hypervisor`] : []),
    ];
    const frozen = await frozenManagers(host);
    if (frozen.length > 0)
      return [
        {
          severity: 'note',
          evidence: `${frozen.join(' and ')} is in a control group that is frozen`,
          consequence: 'it advertises nothing but keeps the address: both nodes own it',
          mend: [],
          lasting: 'thaw it (docker unpause, cgroup.freeze 0)',
        },
      ];
    if (evidence.length === 0) return [];
    return [
      {
        severity: 'note',
        evidence: evidence.join('; '),
        consequence: 'advertisements are late, and the other node takes over needlessly',
        mend: [],
        lasting:
          'give the daemon priority (keepalived: vrrp_priority, vrrp_rt_priority), or a longer advert_int',
      },
    ];
  },
};

/** `keepalived (process 7)` for each whose control group (version 2) is frozen, as by `docker pause`. */
async function frozenManagers(host: Host): Promise<string[]> {
  const processes = (await managersOf(host)).flatMap(manager => manager.processes);
  const found = await Promise.all(
    processes.map(async ({name, pid}) => {
      const group = /^0::(.*)$/m.exec((await host.text(`/proc/${pid}/cgroup`)) ?? '')?.[1];
      const events =
        group === undefined ? undefined : await host.text(`/sys/fs/cgroup${group}/cgroup.events`);
      return /^frozen 1$/m.test(events ?? '') ? [`${name} (process ${pid})`] : [];
    }),
  );
  return found.flat();
}
