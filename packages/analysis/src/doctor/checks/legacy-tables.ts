/**
 * @module
 */

import type {Check} from '../check.js';

const TABLES = ['ip', 'ip6', 'arp'] as const;

export const LEGACY_TABLES: Check = {
  code: 'DOCTOR_LEGACY_TABLES',
  roles: ['active', 'passive', 'client', 'switch'],
  title: 'legacy iptables rules are in force, which nft does not show',
  look: async (_, host) => {
    const used: string[] = [];
    for (const family of TABLES) {
      const names = (await host.text(`/proc/net/${family}_tables_names`)) ?? '';
      if (names.trim() !== '') used.push(`${family}tables-legacy -S`);
    }
    if (used.length === 0) return [];
    return [
      {
        severity: 'note',
        evidence: '/proc/net/*_tables_names is not empty: iptables-legacy or arptables-legacy is in use',
        consequence: 'these rules were not evaluated',
        mend: [],
        lasting: `inspect them: ${used.join(', ')}`,
      },
    ];
  },
};
