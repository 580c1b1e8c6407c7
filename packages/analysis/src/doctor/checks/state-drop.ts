/**
 * @module
 */

import {type AddressSubject, aboutAddress, type Check} from '../check.js';
import {fateComing} from '../firewall/evaluate.js';
import {symptomsOf} from '../firewall/judgement.js';
import {tcpTo} from '../firewall/packets.js';
import type {Host} from '../host/host.js';
import {isForAny} from '../host/listener.js';

export const STATE_DROP: Check = {
  code: 'DOCTOR_STATE_DROP',
  roles: ['active', 'passive'],
  title: 'a firewall drops segments of sessions whose start it did not see',
  threads: ['acassen/keepalived#2254'],
  look: aboutAddress(async (subject, host) => {
    const {vip, iface} = subject;
    const ports = await servedPorts(subject, host);
    if (ports.length === 0) return [];
    const ruleset = await host.ruleset();
    // How conntrack classifies an ACK without a session (nf_conntrack_proto_tcp.c, tcp_new).
    const isLoose = (await host.sysctl('net/netfilter/nf_conntrack_tcp_loose')) !== 0;
    for (const port of ports) {
      const opens = fateComing(ruleset, tcpTo(vip, port, iface, 'syn', 'new'), iface).fate === 'passes';
      const fate = fateComing(ruleset, tcpTo(vip, port, iface, 'ack', isLoose ? 'new' : 'invalid'), iface);
      if (!opens || fate.fate === 'passes') continue;
      return symptomsOf(fate, {
        what: `a segment of an old session to port ${port} of ${vip}`,
        severity: 'warning',
        consequence:
          'after a takeover, old sessions hang until TCP gives up; without the rule, a RST ends them in 0.2 to 0.5 s',
        accept: `tcp dport ${port} accept`,
      });
    }
    return [];
  }),
};

async function servedPorts({vip}: AddressSubject, host: Host): Promise<number[]> {
  const serving = (await host.listeners()).filter(listener => listener.address === vip || isForAny(listener));
  return [...new Set(serving.map(({port}) => port))];
}
