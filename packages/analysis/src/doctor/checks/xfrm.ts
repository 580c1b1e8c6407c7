/**
 * @module
 */

import {aboutAddress, type Check} from '../check.js';
import {Blind} from '../host/reader.js';
import {isInDestination} from '../network.js';

export const XFRM: Check = {
  code: 'DOCTOR_XFRM',
  roles: ['active'],
  title: 'an IPsec policy blocks traffic to the address',
  look: aboutAddress(async ({vip}, host) => {
    const {stdout, stderr, exitCode} = await host.run(['ip', 'xfrm', 'policy']);
    if (/not supported/i.test(stderr)) return []; // a kernel without IPsec
    if (exitCode !== 0) throw new Blind(`ip xfrm policy: ${reasonIn(stderr)}`);
    return policies(stdout)
      .filter(({to, isBlocking, direction}) => direction === 'in' && isBlocking && isInDestination(vip, to))
      .map(({from, to}) => ({
        severity: 'error' as const,
        evidence: `ip xfrm policy: src ${from} dst ${to} dir in action block`,
        consequence: 'only ARP is answered: 0 of 3 pings',
        mend: [`ip xfrm policy delete src ${from} dst ${to} dir in`],
        lasting: 'find out what installs it (strongSwan: a connection of type drop)',
      }));
  }),
};

/** `src A dst B` and, on the next line, `dir in action block ...`. */
function policies(printed: string) {
  const pattern = /^src (\S+) dst (\S+)[^\n]*\n\s+dir (\S+)([^\n]*)/gm;
  return [...printed.matchAll(pattern)].map(([, from = '', to = '', direction = '', rest = '']) => ({
    from,
    to,
    direction,
    isBlocking: /\baction block\b/.test(rest),
  }));
}

/** `Dump terminated` follows it. */
function reasonIn(stderr: string): string {
  return stderr.trim().split('\n')[0] ?? '';
}
