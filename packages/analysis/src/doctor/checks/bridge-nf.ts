/**
 * @module
 */

import {isOfIpv6} from '@vip/arp';
import {aboutAddress, type Check, keepSysctl, setSysctl} from '../check.js';
import {fateAt} from '../firewall/evaluate.js';
import {echoTo} from '../firewall/packets.js';

export const BRIDGE_NF: Check = {
  code: 'DOCTOR_BRIDGE_NF',
  roles: ['switch'],
  title: "bridged traffic goes through the host's own rules, which drop it",
  threads: ['moby/moby#16391'],
  look: aboutAddress(async ({vip, iface}, host) => {
    const word = isOfIpv6(vip) ? 'ip6tables' : 'iptables';
    const setting = `net/bridge/bridge-nf-call-${word}`;
    const isAll = (await host.sysctl(setting)) === 1;
    const isOwn = (await host.link(iface))?.data[`nf_call_${word}`] === 1;
    if (!isAll && !isOwn) return [];
    const packet = {...echoTo(vip, iface), oif: iface};
    const {fate, rule, chain} = fateAt(await host.ruleset(), packet, 'forward');
    if (fate === 'passes') return [];
    const where = rule === undefined ? `the policy of chain ${chain?.name}` : `a rule of chain ${rule.chain}`;
    return [
      {
        severity: fate === 'dropped' ? 'error' : 'note',
        evidence: `${isAll ? `bridge-nf-call-${word}` : `nf_call_${word} of ${iface}`} is 1, and ${where} ${fate === 'dropped' ? 'drops' : 'may drop'} traffic from ${iface} to ${iface}`,
        consequence: 'only ARP is answered between the ports: 0 of 3 pings',
        mend: isAll
          ? [setSysctl([`${setting}=0`])]
          : [`ip link set dev ${iface} type bridge nf_call_${word} 0`],
        lasting: `${keepSysctl([`${setting}=0`])}, or accept ${iface} to ${iface} in the forward chain (Docker: DOCKER-USER)`,
      },
    ];
  }),
};
