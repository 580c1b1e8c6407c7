/**
 * @module
 */

import {times} from '../../text/count-text.js';
import type {Check} from '../check.js';

/** Fraction of gc_thresh3. Chosen, not measured. */
const NEARLY_FULL = 0.9;

export const NEIGH_TABLE: Check = {
  code: 'DOCTOR_NEIGH_TABLE',
  roles: ['active', 'passive', 'client', 'switch'],
  title: 'the neighbour table is full',
  look: async (_, host) => {
    // Both exist in the initial network namespace only, and cover all namespaces.
    const max = await host.sysctl('net/ipv4/neigh/default/gc_thresh3');
    const text = await host.text('/proc/net/stat/arp_cache');
    if (max === undefined || text === undefined) return [];
    const {entries, overflows} = statistics(text);
    const setting = `net/ipv4/neigh/default/gc_thresh3=${4 * max}`;
    const mend = [`sysctl -w ${setting}`];
    const lasting = `put ${setting}, and gc_thresh1 and 2 in proportion, into /etc/sysctl.d/60-vip.conf`;
    const consequence =
      'hosts without an entry get none: 0 of 3 pings; entries of other namespaces count as well';
    if (entries > NEARLY_FULL * max) {
      const evidence = `${entries} entries of ${max} (gc_thresh3)`;
      return [{severity: 'error', evidence, consequence, mend, lasting}];
    }
    if (overflows === 0) return [];
    const evidence = `the table was full ${times(overflows)} since boot; now ${entries} entries of ${max}`;
    return [{severity: 'warning', evidence, consequence, mend, lasting}];
  },
};

/** /proc/net/stat/arp_cache: a line of names, then a line of hexadecimal values for each processor; `entries` is the same in all of them. */
function statistics(text: string): {entries: number; overflows: number} {
  const [names = [], ...rows] = text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  const column = (name: string) => rows.map(row => Number.parseInt(row[names.indexOf(name)] ?? '0', 16));
  return {
    entries: column('entries')[0] ?? 0,
    overflows: column('table_fulls').reduce((sum, count) => sum + count, 0),
  };
}
