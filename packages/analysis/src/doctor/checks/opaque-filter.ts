/**
 * @module
 */

import type {Check} from '../check.js';
import {asList} from '../json.js';

export const OPAQUE_FILTER: Check = {
  code: 'DOCTOR_OPAQUE_FILTER',
  roles: ['active', 'passive', 'client', 'switch'],
  title: 'a program in the kernel sees every frame, and cannot be evaluated from outside',
  look: async ({iface}, host) => {
    const found: string[] = [];
    if ((await host.link(iface))?.hasXdp === true) found.push('an XDP program');
    for (const way of ['ingress', 'egress']) {
      const {stdout, exitCode} = await host.run(['tc', '-j', 'filter', 'show', 'dev', iface, way]);
      if (exitCode === 0 && asList(parse(stdout)).length > 0) found.push(`a tc filter at ${way}`);
    }
    if (found.length === 0) return [];
    return [
      {
        severity: 'note',
        evidence: `${iface} has ${found.join(', ')}`,
        consequence:
          'it may drop ARP or the traffic of the address; only a probe on the wire shows (--probe)',
        mend: [],
        lasting: `inspect it: bpftool net show dev ${iface}, tc -s filter show dev ${iface} ingress`,
      },
    ];
  },
};

function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
