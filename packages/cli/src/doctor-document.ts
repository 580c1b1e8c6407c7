/**
 * The content of `docs/doctor.md`: how the doctor works, and every check with the threads it comes from.
 *
 * @module
 */

import {
  checkReference,
  DOCTOR_CHECKS,
  type DoctorCheck,
  DUPLICATE_CHECK,
} from '@vip/analysis/internal/doctor';
import {sentence} from '@vip/analysis/internal/findings';

const INTRODUCTION = `# What would break a virtual IP on this host?

<!-- Made by \`npm run reference\` from the program; a test fails when it is out of date. -->

\`vip doctor\` checks a host before the next failover: addresses, routes, kernel settings, the firewall, the switch, the
daemons. It changes nothing and sends nothing; only with \`--probe\` does it send requests on the wire, as \`vip who\` does.

\`\`\`
vip doctor                                   # finds virtual IPs and the software that manages them
vip doctor --ip 10.3.2.200                   # on each node: as the owner if it has the address, otherwise as the other node
vip doctor --ip 10.3.2.200 --role client     # on a client
vip doctor --role switch --iface br0         # on a hypervisor, for the bridge
sudo vip doctor --ip 10.3.2.200 --probe      # also: which machines answer for it, and which advertisements arrive in three intervals
vip doctor --ip 10.3.2.200 --watch           # repeated every two seconds: one line for each change, with the command that fixes it
\`\`\`

A setting is never judged in isolation. \`rp_filter=1\` is fine if routes are symmetric, \`arp_ignore=0\` if no other interface is on the
same link; an address on \`lo\` is right on a real server behind a director and wrong on the owner. Each check therefore considers the host's
role for this address, and uses the effective value: for most settings the greater of \`all\` and the interface's own, for some only the latter.

\`\`\`
$ vip doctor --ip 10.77.0.100
10.77.0.100 on eth0, active

error: DOCTOR_VIP_DROPPED
  A packet to 10.77.0.100 at eth0 is dropped by table ip keepalived, chain in,
  handle 3.
  As a result, only ARP is answered: 0 of 3 pings, TCP times out.
    nft delete rule ip keepalived in handle 3
  Remove vrrp_strict from keepalived.conf, or add accept to the instance.

1 error, no warning, no note
\`\`\`

The commands, to be run as root, fix the problem until the next reboot, and are tested: for each check that applies to a network namespace,
the fault is created in a lab, found, fixed with the printed command, and then no longer found. Consequences were measured with Linux 6.18
(bonds, VRFs, IPVS and VLAN filtering with 6.1); the few that were not are marked in the check.

VRF, BOND and PORT_VLAN are tested in the same way with user-mode Linux, because not every kernel has their modules. What a network namespace does not
have (tables of the machine, other programs) is tested with prepared answers instead: OPAQUE_FILTER, LEGACY_TABLES, CONNTRACK_FULL, IPVS_STATE,
NEIGH_TABLE, NETWORKD, NETWORKMANAGER, CLOUD, CLOCK and STALL.

**The firewall** is evaluated, not searched for keywords: the packets that the address depends on are traced through the chains of nftables
in order, through jumps, sets, maps and verdict maps. A condition on something this host does not know (the peer's address, a limit, an
iptables extension) is followed both ways, and becomes a note if both outcomes are possible. Rules of legacy iptables and programs in the
kernel (XDP, tc) cannot be evaluated, which is also a note.

**The daemon:** if keepalived runs on this host, its configuration is read as the daemon reads it (\`-f\`, \`include\`, lines for this node), and
\`vip audit\` runs on this one node as well: its findings are printed with the others, under the codes of [audit-rules.md](audit-rules.md).
If it is stopped, /etc/keepalived/keepalived.conf is read the same way, provided that it has the address. What a file alone cannot tell is
checked on the host: whether the interfaces, the source address and the users exist, whether keepalived can run its checks, and whether an address without a prefix length
is in a network of its interface (INTERFACE_UNKNOWN, SRC_IP_NOT_MINE, SCRIPT_USER_MISSING, SCRIPT_NOT_RUN, VIP_NO_PREFIX).

**\`--probe\`** asks which machines answer for the address, and listens for advertisements for three intervals, this host's own included. With keepalived here
it also finds a node that does not receive what the other sends (PROTOCOL_112_DROPPED), another router with the same VRID (VRID_SHARED), and, where the address is on a virtual
MAC, a port that filters it: a neighbour is asked from the machine's own MAC, then from the virtual one (VMAC_FILTERED).

**Exit code:** 0 if there are no findings, or only notes; 1 for an error or a warning; 3 if a check could not be performed and no error or
warning was found. With \`--watch\`, ^C ends it with the code for what was found last. An ordinary user cannot read the firewall; the checks that need it are listed as not performed, which does not mean they passed.

**How long it takes:** 0.2 s, of which half is programs such as \`ip\` and \`nft\` (two processors, Linux 6.18, three runs: 0.20 to 0.27 s). \`--watch\`
repeats that, which takes 5 % of a processor while nothing changes (1.0 s in 20 s).

**What a host cannot show:** a hardware switch (ARP inspection, port security, ageing), a hypervisor's MAC filter, the behaviour of XDP
programs, the caches of clients, the settings of the peer. For those, use a capture and \`vip explain\` ([explain.md](explain.md)).

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
  const anchor = checkReference(code).split('#')[1];
  return [
    `### <a id="${anchor}"></a>${code}`,
    '',
    `${sentence(title)} Checked as: ${roles.join(', ')}.`,
    ...(threads.length === 0 ? [] : ['', `Seen in ${threads.map(link).join(', ')}.`]),
    '',
  ].join('\n');
}

/** `acassen/keepalived#821`. */
function link(thread: string): string {
  return `[${thread}](https://github.com/${thread.replace('#', '/issues/')})`;
}
