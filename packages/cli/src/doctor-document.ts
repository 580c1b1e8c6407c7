/**
 * What `docs/doctor.md` is: how the doctor looks, and every check with the threads it comes from.
 *
 * @module
 */

import {DOCTOR_CHECKS, type DoctorCheck, DUPLICATE_CHECK, referenceOf} from '@vip/analysis/doctor';

const INTRODUCTION = `# What would break a virtual IP on this host?

<!-- Made by \`npm run reference\` from the program; a test fails when it is out of date. -->

\`vip doctor\` looks at a host before the night on which it matters: addresses, routes, kernel settings, the firewall, the switch, the
daemons. It changes nothing and sends nothing; only with \`--probe\` does it ask on the wire, as \`vip who\` does.

\`\`\`
vip doctor                                   # finds virtual IPs and what manages them by itself
vip doctor --ip 10.3.2.200                   # on each node: as the owner where the address is, else as the other node
vip doctor --ip 10.3.2.200 --role client     # on a client
vip doctor --role switch --iface br0         # on a hypervisor, for the bridge
sudo vip doctor --ip 10.3.2.200 --probe      # who answers for it, and which advertisements are heard for three intervals
vip doctor --ip 10.3.2.200 --watch           # again every two seconds: one line for each change
\`\`\`

A setting is never judged by itself. \`rp_filter=1\` is fine where routes are symmetric, \`arp_ignore=0\` where no other interface is on the
same link; an address on \`lo\` is right on a real server behind a director and wrong on the owner. So each check asks what the host is to
this address, and counts what the kernel counts: of most settings the greater of \`all\` and the interface's own, of some the interface's alone.

\`\`\`
$ vip doctor --ip 10.77.0.100
10.77.0.100 on eth0, active

error: DOCTOR_VIP_DROPPED
  A packet to 10.77.0.100 at eth0 is dropped by table ip keepalived, chain in,
  handle 3.
  Then ARP is answered and nothing else: 0 of 3 pings, TCP times out.
    nft delete rule ip keepalived in handle 3
  Take vrrp_strict out of keepalived.conf, or add accept to the instance.

1 error, 0 warnings, 0 notes
\`\`\`

The commands mend it for now, as root, and are tested: each check that a network namespace can have is broken in a lab, found, mended by the
printed command, and then not found. Consequences were measured with Linux 6.18 (bonds, VRFs, IPVS and VLAN filtering with 6.1); where
something was not, the check says so.

**The firewall** is evaluated, not searched for words: the packet on which the address depends goes through the chains of nftables in their
order, through jumps, sets, maps and verdict maps. What depends on something that this host does not know (the peer's address, a limit, an
extension of iptables) is followed both ways, and is a note when both ends are possible. Rules of the old iptables and programs in the
kernel (XDP, tc) cannot be seen, which is a note.

**Exit code:** 0 when nothing is wrong or only notes, 1 for an error or a warning, 3 when something could not be looked at and nothing else
was found. An ordinary user cannot see the firewall; the checks that need it are listed as not looked at, which is not the same as fine.

**What a host cannot show:** a hardware switch (ARP inspection, port security, ageing), a hypervisor's MAC filter, what XDP programs do, the
caches of clients, the settings of the peer. For those, capture and \`vip explain\` ([explain.md](explain.md)).

With \`--json\` each finding is an object ([json.md](json.md)).

## Checks
`;

export function doctorDocument(): string {
  return [INTRODUCTION, ...[...DOCTOR_CHECKS, DUPLICATE_CHECK].map(section)].join('\n');
}

function section({
  code,
  roles,
  title,
  threads = [],
}: Pick<DoctorCheck, 'code' | 'roles' | 'title' | 'threads'>) {
  const anchor = referenceOf(code).split('#')[1];
  return [
    `### <a id="${anchor}"></a>${code}`,
    '',
    `${title.charAt(0).toUpperCase()}${title.slice(1)}. Looked at as: ${roles.join(', ')}.`,
    ...(threads.length === 0 ? [] : ['', `Seen in ${threads.map(link).join(', ')}.`]),
    '',
  ].join('\n');
}

/** `acassen/keepalived#821`. */
function link(thread: string): string {
  return `[${thread}](https://github.com/${thread.replace('#', '/issues/')})`;
}
