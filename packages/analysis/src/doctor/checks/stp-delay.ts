/**
 * @module
 */

import {portsOf} from '../bridge.js';
import type {Check} from '../check.js';
import {asNumber, asText} from '../json.js';

/** IEEE 802.1D: before it forwards, a port listens and then learns, each for the forward delay. */
const WAITING = ['listening', 'learning'];

export const STP_DELAY: Check = {
  code: 'DOCTOR_STP_DELAY',
  roles: ['switch', 'active'],
  title: 'a port of the bridge does not forward yet',
  threads: ['acassen/keepalived#1143'],
  look: async (subject, host) => {
    const own = await host.link(subject.iface);
    const isBridge = own?.kind === 'bridge';
    const link = isBridge || own?.master === undefined ? own : await host.link(own.master);
    if (link?.kind !== 'bridge') return [];
    const ports = (await portsOf({...subject, iface: link.name}, host)).filter(
      ({state, ifname}) => WAITING.includes(asText(state)) && (isBridge || ifname === subject.iface),
    );
    if (ports.length === 0) return [];
    const delayS = (asNumber(link.data.forward_delay) ?? 0) / 100;
    return [
      {
        severity: 'error',
        evidence: `${ports.map(({ifname, state}) => `${asText(ifname)} is ${asText(state)}`).join(', ')}; the forward delay of ${link.name} is ${delayS} s, twice`,
        consequence: `a port forwards nothing for ${2 * delayS} s after coming up: announcements sent meanwhile are lost`,
        // A waiting port keeps waiting after the spanning tree is turned off.
        mend: [
          `ip link set dev ${link.name} type bridge stp_state 0`,
          ...ports.map(({ifname}) => `bridge link set dev ${asText(ifname)} state 3`),
        ],
        lasting:
          'where loops are impossible, disable the spanning tree; otherwise make it an edge port on the switch',
      },
    ];
  },
};
