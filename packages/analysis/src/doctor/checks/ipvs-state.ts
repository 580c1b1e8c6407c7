/**
 * @module
 */

import {type Check, keepSysctl, setSysctl} from '../check.js';

/** The heading lines of /proc/net/ip_vs. */
const HEADINGS = 3;

export const IPVS_STATE: Check = {
  code: 'DOCTOR_IPVS_STATE',
  roles: ['active', 'passive'],
  title: "a director that takes over resets the other one's sessions",
  look: async (_, host) => {
    const services = ((await host.text('/proc/net/ip_vs')) ?? '').trim().split('\n').length - HEADINGS;
    if (services <= 0 || (await host.sysctl('net/ipv4/vs/sloppy_tcp')) !== 0) return [];
    const setting = 'net/ipv4/vs/sloppy_tcp=1';
    return [
      {
        severity: 'note',
        evidence: 'IPVS has services, and sloppy_tcp is 0',
        consequence:
          "when this director takes over, the other one's sessions are reset (after 2.1 s); with sloppy_tcp 1, they continue",
        mend: [setSysctl([setting])],
        lasting: keepSysctl([setting]),
      },
    ];
  },
};
