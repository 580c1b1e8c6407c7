/**
 * What is broken in the doctor's lab, and where, and what fixes it in addition to the printed commands.
 *
 * @module
 */

import {VIP, VIP6} from './doctor-lab.js';

export interface Row {
  /** The finding's code without `DOCTOR_`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly node: string;
  readonly args: readonly string[];
  /** Lines of shell, each with the node it runs in: `a: ip link set eth0 down`. */
  readonly breaks: readonly string[];
  /**
   * Lines of shell that fix it if no command is printed, or if the printed line is not entirely a command.
   */
  readonly mends?: readonly string[];
  /** Distinguishes rows with the same code. */
  readonly how?: string;
}

const ACTIVE = {node: 'a', args: ['--ip', VIP]} as const;
const ACTIVE6 = {node: 'a', args: ['--ip', VIP6]} as const;
const PASSIVE = {node: 'b', args: ['--ip', VIP]} as const;
const CLIENT = {node: 'c', args: ['--ip', VIP, '--role', 'client']} as const;
const SWITCH = {node: 's', args: ['--ip', VIP, '--role', 'switch']} as const;

/** A second cable of a node to the switch. */
const cable = (node: string, ...more: readonly string[]) => [
  `host: ip link add eth1 netns ${node} type veth peer name p${node}1 netns s`,
  `s: ip link set p${node}1 master br0; ip link set p${node}1 up`,
  `${node}: ip link set eth1 up`,
  ...more,
];

/** Another network, to which routes can lead. */
const elsewhere = (node: string) =>
  `${node}: ip link add d0 type veth peer name d1; ip link set d0 up; ip link set d1 up`;

const set = (node: string, key: string, value: number | string) =>
  `${node}: echo ${value} >/proc/sys/net/${key}`;

const table = (node: string, text: string) => `${node}: printf '%s\\n' '${text}' | nft -f -`;
const chain = (family: string, hook: string, rule: string) =>
  `table ${family} t { chain c { type filter hook ${hook} priority 0; policy accept; ${rule}; }; }`;

/** A server in the background; it ends with the lab. */
const listen = (node: string, port: number, address: string) =>
  `${node}: setsid ${process.execPath} -e 'require("node:net").createServer().listen(${port}, "${address}")' >/dev/null 2>&1 </dev/null & until ss -Hltn | grep -q :${port}; do sleep 0.05; done`;

const port = (name: string, flag: string, value: string) => `s: bridge link set dev ${name} ${flag} ${value}`;

/** Runs keepalived in a node, as a daemon that ends with the lab. */
export const keepalived = (node: string, before = '') =>
  `${node}: printf '%s\\n' 'vrrp_instance v { interface eth0' 'state BACKUP' 'virtual_router_id 51' 'priority 100' 'virtual_ipaddress {' '${VIP}/24' '}' '}' | sed 's/{ interface/{\\ninterface/' >/run/${node}.conf; ${before}keepalived -f /run/${node}.conf -p /run/${node}.pid -r /run/${node}-vrrp.pid; until [ -s /run/${node}-vrrp.pid ]; do sleep 0.05; done`;
export const stopped = (node: string) =>
  `${node}: kill $(cat /run/${node}.pid); while kill -0 $(cat /run/${node}.pid) 2>/dev/null; do sleep 0.05; done`;

export const ROWS: readonly Row[] = [
  {
    code: 'GROUP_NOT_JOINED',
    severity: 'error',
    ...PASSIVE,
    breaks: [set('b', 'ipv4/igmp_max_memberships', 0), keepalived('b')],
    mends: [
      stopped('b'),
      keepalived('b', 'rm -f /run/b-vrrp.pid; '),
      'b: until grep -q 120000E0 /proc/net/igmp; do sleep 0.1; done',
    ],
  },
  {
    code: 'CAPS',
    severity: 'error',
    ...PASSIVE,
    breaks: [keepalived('b', 'setpriv --bounding-set -net_admin --inh-caps -net_admin ')],
    mends: [stopped('b'), keepalived('b', 'rm -f /run/b-vrrp.pid; ')],
  },
  {
    code: 'MANAGER_FROZEN',
    severity: 'error',
    ...PASSIVE,
    breaks: [keepalived('b'), 'b: kill -STOP $(cat /run/b-vrrp.pid)'],
  },
  {
    code: 'TWO_MANAGERS',
    severity: 'error',
    ...PASSIVE,
    breaks: [
      keepalived('b'),
      `b: setsid ucarp --interface=eth0 --srcip=10.77.0.12 --vhid=7 --pass=x --addr=${VIP} --upscript=/bin/true --downscript=/bin/true >/dev/null 2>&1 </dev/null & until pgrep -x ucarp --ns $$ >/dev/null; do sleep 0.05; done`,
    ],
    mends: [stopped('b')],
  },
  {
    code: 'ARP_FLUX',
    severity: 'error',
    ...ACTIVE,
    breaks: cable('a', 'a: ip addr add 10.77.0.21/24 dev eth1'),
  },
  {
    code: 'ARP_FLUX',
    how: 'of a real server',
    severity: 'error',
    ...PASSIVE,
    breaks: [set('b', 'ipv4/conf/eth0/arp_announce', 2), `b: ip addr add ${VIP}/32 dev lo`],
  },
  {
    code: 'ARP_ANNOUNCE',
    severity: 'error',
    ...PASSIVE,
    breaks: [
      set('b', 'ipv4/conf/eth0/arp_ignore', 1),
      set('b', 'ipv4/conf/eth0/arp_announce', 1),
      `b: ip addr add ${VIP}/32 dev lo`,
    ],
  },
  {
    code: 'PROXY_ARP',
    severity: 'error',
    ...PASSIVE,
    breaks: [
      elsewhere('b'),
      `b: ip route add ${VIP} dev d0`,
      set('b', 'ipv4/conf/eth0/forwarding', 1),
      set('b', 'ipv4/conf/eth0/proxy_arp', 1),
    ],
  },
  {
    code: 'PROXY_ARP',
    how: 'for a private VLAN',
    severity: 'error',
    ...PASSIVE,
    breaks: [set('b', 'ipv4/conf/eth0/forwarding', 1), set('b', 'ipv4/conf/all/proxy_arp_pvlan', 1)],
  },
  {
    code: 'PROXY_ARP',
    how: 'by an entry',
    severity: 'error',
    ...PASSIVE,
    breaks: [
      elsewhere('b'),
      `b: ip route add ${VIP} dev d0; ip neigh add proxy ${VIP} dev eth0`,
      set('b', 'ipv4/conf/eth0/forwarding', 1),
    ],
  },
  {
    code: 'PROXY_NDP',
    severity: 'error',
    node: 'b',
    args: ['--ip', VIP6],
    breaks: [
      set('b', 'ipv6/conf/eth0/forwarding', 1),
      set('b', 'ipv6/conf/eth0/proxy_ndp', 1),
      `b: ip -6 neigh add proxy ${VIP6} dev eth0`,
    ],
  },
  {code: 'ARP_IGNORE', severity: 'error', ...ACTIVE, breaks: [set('a', 'ipv4/conf/all/arp_ignore', 8)]},
  {
    code: 'ARP_IGNORE',
    how: 'for an address of scope host',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      `a: ip addr del ${VIP}/24 dev eth0; ip addr add ${VIP}/32 dev eth0 scope host`,
      set('a', 'ipv4/conf/eth0/arp_ignore', 3),
    ],
  },
  {
    code: 'ARP_IGNORE',
    how: 'for an address without a network',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      `a: ip addr flush dev eth0; ip addr add ${VIP}/32 dev eth0`,
      set('a', 'ipv4/conf/eth0/arp_ignore', 2),
    ],
  },
  {code: 'ARP_OFF', severity: 'error', ...ACTIVE, breaks: ['a: ip link set eth0 arp off']},
  {
    code: 'ARP_FILTER',
    severity: 'error',
    ...ACTIVE,
    breaks: [elsewhere('a'), 'a: ip route add 10.77.0.0/25 dev d0', set('a', 'ipv4/conf/eth0/arp_filter', 1)],
  },
  {
    code: 'ARP_FILTER',
    how: 'for a single client',
    severity: 'error',
    ...ACTIVE,
    breaks: [elsewhere('a'), 'a: ip route add 10.77.0.50 dev d0', set('a', 'ipv4/conf/eth0/arp_filter', 1)],
  },
  {
    code: 'ARP_FILTERED',
    severity: 'error',
    ...ACTIVE,
    breaks: [table('a', chain('arp', 'input', `arp daddr ip ${VIP} drop`))],
  },
  {
    code: 'ARP_FILTERED',
    how: 'before the stack',
    severity: 'error',
    ...ACTIVE,
    breaks: [table('a', chain('netdev', 'ingress device "eth0"', 'ether type arp drop'))],
  },
  {
    code: 'ARP_FILTERED',
    how: 'on the way out',
    severity: 'error',
    ...PASSIVE,
    breaks: [table('b', chain('arp', 'output', `arp saddr ip ${VIP} drop`))],
  },
  {
    code: 'ARP_FILTERED',
    how: 'at a client',
    severity: 'error',
    ...CLIENT,
    breaks: [table('c', chain('arp', 'input', 'arp operation request drop'))],
  },
  {
    code: 'ARP_FILTERED',
    how: 'by the switch',
    severity: 'error',
    ...SWITCH,
    breaks: [table('s', chain('bridge', 'forward', `arp saddr ip ${VIP} drop`))],
  },
  {
    code: 'RP_FILTER',
    severity: 'error',
    ...ACTIVE,
    breaks: [elsewhere('a'), 'a: ip route replace default dev d0', set('a', 'ipv4/conf/all/rp_filter', 1)],
  },
  {
    code: 'POLICY_ROUTE',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip route add unreachable default table 77; ip rule add from ${VIP} lookup 77`],
  },
  {
    code: 'POLICY_ROUTE',
    how: 'of IPv6, by a network',
    severity: 'error',
    ...ACTIVE6,
    breaks: ['a: ip -6 route add unreachable default table 77; ip -6 rule add from fd00:77::/64 lookup 77'],
  },
  {
    code: 'POLICY_ROUTE',
    how: 'among rules that are well',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      `a: ip rule add from 10.77.0.0/24 lookup 77; ip route add blackhole default table 77`,
      `a: ip rule add from ${VIP} lookup 78; ip route add throw default table 78`,
    ],
  },
  {
    code: 'NO_ROUTE_BACK',
    severity: 'note',
    ...ACTIVE,
    breaks: ['a: ip route del default'],
    mends: ['a: ip route add default via 10.77.0.1 dev eth0'],
  },
  {
    code: 'NO_ROUTE_BACK',
    how: 'to a named client',
    severity: 'error',
    node: 'a',
    args: ['--ip', VIP, '--client', '198.51.100.9'],
    breaks: ['a: ip route add prohibit 198.51.100.0/24'],
    mends: ['a: ip route del prohibit 198.51.100.0/24'],
  },
  {
    code: 'LOCAL_TABLE',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip route del local ${VIP} dev eth0 table local`],
  },
  {
    code: 'LOCAL_TABLE',
    how: 'that no rule looks up',
    severity: 'error',
    ...ACTIVE,
    breaks: ['a: ip rule del pref 0'],
  },
  {
    code: 'VIP_BROADCAST',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip addr add 10.77.0.98/24 brd ${VIP} dev eth0`],
    mends: ['a: ip addr del 10.77.0.98/24 dev eth0'],
  },
  {
    code: 'VIP_BROADCAST',
    how: 'at a client',
    severity: 'error',
    ...CLIENT,
    breaks: [`c: ip addr add 10.77.0.98/24 brd ${VIP} dev eth0`],
    mends: ['c: ip addr del 10.77.0.98/24 dev eth0'],
  },
  {code: 'VIP_TWICE', severity: 'error', ...ACTIVE, breaks: [`a: ip addr add ${VIP}/32 dev eth0`]},
  {
    code: 'VIP_EXPIRES',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip addr change ${VIP}/24 dev eth0 valid_lft 1000 preferred_lft 1000`],
  },
  {
    code: 'VIP_PRIMARY',
    severity: 'warning',
    ...ACTIVE,
    breaks: [`a: ip addr flush dev eth0; ip addr add ${VIP}/24 dev eth0; ip addr add 10.77.0.11/24 dev eth0`],
  },
  {
    code: 'VIP_PRIMARY',
    how: 'where the host keeps its own address only by promotion',
    severity: 'warning',
    ...ACTIVE,
    breaks: [
      `a: ip addr flush dev eth0; ip addr add ${VIP}/24 dev eth0; ip addr add 10.77.0.11/24 dev eth0`,
      set('a', 'ipv4/conf/eth0/promote_secondaries', 0),
    ],
  },
  {
    code: 'PREFSRC',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip route replace default via 10.77.0.1 dev eth0 src ${VIP}`],
  },
  {
    code: 'PROMOTE_SECONDARIES',
    severity: 'warning',
    ...ACTIVE,
    breaks: [
      set('a', 'ipv4/conf/eth0/promote_secondaries', 0),
      set('a', 'ipv4/conf/all/promote_secondaries', 0),
    ],
  },
  {code: 'NO_CARRIER', severity: 'error', ...PASSIVE, breaks: ['b: ip link set eth0 down']},
  {
    code: 'NO_CARRIER',
    how: 'of a cable that was pulled',
    severity: 'error',
    ...ACTIVE,
    breaks: ['s: ip link set pa down'],
    mends: ['s: ip link set pa up'],
  },
  {code: 'NONLOCAL_BIND', severity: 'note', ...PASSIVE, breaks: []},
  {
    code: 'NONLOCAL_BIND',
    how: 'of a service',
    severity: 'warning',
    ...ACTIVE,
    breaks: [listen('a', 8080, VIP)],
  },
  {
    code: 'GATEWAY_FORWARD',
    severity: 'warning',
    ...ACTIVE,
    breaks: [set('a', 'ipv4/ip_forward', 1), set('a', 'ipv4/conf/eth0/forwarding', 0)],
  },
  {
    code: 'XFRM',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip xfrm policy add src 0.0.0.0/0 dst ${VIP}/32 dir in action block`],
  },
  {
    code: 'VRRP_BLOCKED',
    severity: 'warning',
    ...PASSIVE,
    breaks: [table('b', chain('inet', 'input', 'ip protocol vrrp drop'))],
  },
  {
    code: 'VRRP_BLOCKED',
    how: 'by a policy',
    severity: 'warning',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        'table inet t { chain c { type filter hook input priority 0; policy drop; ct state established,related accept; icmp type echo-request accept; iif lo accept; }; }',
      ),
    ],
  },
  {
    code: 'VRRP_BLOCKED',
    how: 'on the way out',
    severity: 'warning',
    ...ACTIVE,
    breaks: [table('a', chain('ip', 'output', 'ip daddr 224.0.0.0/24 drop'))],
  },
  {
    code: 'VIP_DROPPED',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        `table ip keepalived { set vips { type ipv4_addr; elements = { ${VIP} }; }; chain in { type filter hook input priority -1; policy accept; ip daddr @vips drop; }; }`,
      ),
    ],
  },
  {
    code: 'VIP_DROPPED',
    severity: 'error',
    how: 'before routing',
    ...ACTIVE,
    breaks: [table('a', chain('ip', 'prerouting', `ip daddr ${VIP} drop`))],
  },
  {
    code: 'VIP_DROPPED',
    severity: 'error',
    how: 'on the way out',
    ...ACTIVE,
    breaks: [
      table('a', chain('inet', 'output', `ip saddr . ip protocol { ${VIP} . icmp, ${VIP} . tcp } drop`)),
    ],
  },
  {
    code: 'VRRP_BLOCKED',
    severity: 'warning',
    how: 'before routing',
    ...ACTIVE,
    breaks: [table('a', chain('inet', 'prerouting', 'ip protocol 112 drop'))],
  },
  {
    code: 'VRRP_BLOCKED',
    severity: 'warning',
    how: 'after routing',
    ...ACTIVE,
    breaks: [table('a', chain('ip', 'postrouting', 'ip protocol 112 drop'))],
  },
  {
    code: 'ND_BLOCKED',
    severity: 'error',
    how: 'before routing',
    ...ACTIVE6,
    breaks: [table('a', chain('ip6', 'prerouting', 'icmpv6 type nd-neighbor-solicit drop'))],
  },
  {
    code: 'STATE_DROP',
    severity: 'warning',
    ...ACTIVE,
    breaks: [
      listen('a', 8081, '0.0.0.0'),
      table('a', chain('inet', 'input', 'ct state invalid drop')),
      set('a', 'netfilter/nf_conntrack_tcp_loose', 0),
    ],
  },
  {
    code: 'STATE_DROP',
    how: 'by flags',
    severity: 'warning',
    ...ACTIVE,
    breaks: [
      listen('a', 8082, '0.0.0.0'),
      table('a', chain('inet', 'input', 'ct state new tcp flags & (fin|syn|rst|ack) != syn drop')),
    ],
  },
  {
    code: 'MEMBERSHIP_BLOCKED',
    severity: 'warning',
    ...ACTIVE6,
    breaks: [table('a', chain('ip6', 'output', 'icmpv6 type mld2-listener-report drop'))],
  },
  {
    code: 'ND_BLOCKED',
    severity: 'error',
    ...ACTIVE6,
    breaks: [table('a', chain('inet', 'input', 'icmpv6 type nd-neighbor-solicit drop'))],
  },
  {
    code: 'V6_DADFAILED',
    severity: 'error',
    node: 'b',
    args: ['--ip', VIP6],
    breaks: [
      set('b', 'ipv6/conf/eth0/accept_dad', 1),
      `b: ip -6 addr add ${VIP6}/64 dev eth0; until ip -6 addr show dev eth0 | grep -q dadfailed; do sleep 0.1; done`,
    ],
  },
  {
    code: 'V6_DISABLED',
    severity: 'error',
    node: 'b',
    args: ['--ip', VIP6, '--iface', 'eth0'],
    breaks: [set('b', 'ipv6/conf/eth0/disable_ipv6', 1)],
  },
  {code: 'V6_NO_NOTIFY', severity: 'note', node: 'b', args: ['--ip', VIP6], breaks: []},
  {
    code: 'DUPLICATE_MAC',
    severity: 'error',
    ...PASSIVE,
    breaks: [
      set('b', 'ipv6/conf/eth0/accept_dad', 1),
      'b: ip link set eth0 down; ip link set eth0 address 02:77:00:00:00:32; ip link set eth0 up; until ip -6 addr show dev eth0 | grep -q dadfailed; do sleep 0.1; done',
    ],
    mends: [
      'b: ip link set eth0 down; ip link set eth0 address 02:77:00:00:00:0c; ip link set eth0 up; until ip -6 addr show dev eth0 scope link | grep fe80 | grep -qv tentative; do sleep 0.1; done',
    ],
  },
  {
    code: 'MACVLAN',
    severity: 'note',
    node: 'a',
    args: ['--ip', '10.77.0.150'],
    breaks: [
      'a: ip link add m0 link eth0 type macvlan mode private; ip addr add 10.77.0.150/24 dev m0; ip link set m0 up',
    ],
    mends: ['a: ip link del m0; ip addr add 10.77.0.150/24 dev eth0'],
  },
  {
    code: 'BRIDGE_NF',
    severity: 'error',
    ...SWITCH,
    breaks: [
      set('s', 'bridge/bridge-nf-call-iptables', 1),
      table('s', 'table ip t { chain c { type filter hook forward priority 0; policy drop; }; }'),
    ],
  },
  {
    code: 'STP_DELAY',
    severity: 'error',
    ...SWITCH,
    breaks: [
      's: ip link set br0 type bridge stp_state 1 forward_delay 1500; ip link set pa nomaster; ip link set pa master br0',
    ],
  },
  {
    code: 'STP_DELAY',
    how: 'of the bridge that has the address itself',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      `a: ip link add br7 type bridge stp_state 1; ip link set br7 up; ip addr flush dev eth0; ip link set eth0 master br7; ip addr add 10.77.0.11/24 dev br7; ip addr add ${VIP}/24 dev br7`,
    ],
  },
  {
    code: 'PORT_ISOLATED',
    severity: 'warning',
    ...SWITCH,
    breaks: [port('pa', 'isolated', 'on'), port('pc', 'isolated', 'on')],
  },
  {code: 'PORT_LOCKED', severity: 'warning', ...SWITCH, breaks: [port('pb', 'locked', 'on')]},
  {code: 'PORT_LEARNING', severity: 'warning', ...SWITCH, breaks: [port('pb', 'learning', 'off')]},
  {code: 'PORT_SUPPRESS', severity: 'warning', ...SWITCH, breaks: [port('pc', 'neigh_suppress', 'on')]},
  {code: 'PORT_FLOOD', severity: 'warning', ...SWITCH, breaks: [port('pc', 'bcast_flood', 'off')]},
  {
    code: 'FDB_STICKY',
    severity: 'warning',
    ...SWITCH,
    breaks: ['s: bridge fdb replace 00:00:5e:00:01:33 dev pa master static sticky'],
  },
  {
    code: 'SNOOP_PRUNED',
    severity: 'error',
    node: 's',
    args: ['--ip', 'fd00:77::200', '--role', 'switch'],
    breaks: ['s: ip link set br0 type bridge mcast_querier 1'],
  },
  {code: 'MTU', severity: 'warning', ...SWITCH, breaks: ['s: ip link set pb mtu 1400']},
  {
    code: 'VXLAN_PROXY',
    severity: 'error',
    ...SWITCH,
    breaks: [
      's: ip link add vx0 type vxlan id 5 dstport 4789 proxy; ip link set vx0 master br0; ip link set vx0 mtu 1500 up',
    ],
    mends: ['s: ip link del vx0'],
  },
  {
    code: 'NEIGH_PERMANENT',
    severity: 'error',
    ...CLIENT,
    breaks: [`c: ip neigh replace ${VIP} lladdr 02:77:00:00:00:0b dev eth0 nud permanent`],
  },
  {
    code: 'NEIGH_PERMANENT',
    severity: 'error',
    how: 'without resolution, in IPv6',
    node: 'c',
    args: ['--ip', VIP6, '--role', 'client'],
    breaks: [`c: ip neigh replace ${VIP6} lladdr 02:77:00:00:00:0b dev eth0 nud noarp`],
  },
  {
    code: 'CLIENT_IGNORES',
    severity: 'error',
    ...CLIENT,
    breaks: [set('c', 'ipv4/conf/all/drop_gratuitous_arp', 1)],
  },
  {
    code: 'CLIENT_IGNORES',
    how: 'of IPv6',
    severity: 'error',
    node: 'c',
    args: ['--ip', VIP6, '--role', 'client'],
    breaks: [set('c', 'ipv6/conf/eth0/drop_unsolicited_na', 1)],
  },
  {
    code: 'ARP_IGNORE',
    how: 'of another network than the address',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      `a: ip addr del ${VIP}/24 dev eth0; ip addr add ${VIP}/32 dev lo`,
      set('a', 'ipv4/conf/eth0/arp_ignore', 2),
    ],
    mends: [`a: ip addr del ${VIP}/32 dev lo; ip addr add ${VIP}/24 dev eth0`],
    args: ['--ip', VIP, '--role', 'active', '--iface', 'eth0'],
  },
  {
    code: 'VRRP_BLOCKED',
    how: 'by a policy that lets in other protocols',
    severity: 'warning',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        'table ip t { chain c { type filter hook input priority 0; policy drop; ip protocol { tcp, icmp } accept; }; }',
      ),
    ],
    mends: ['a: nft delete table ip t'],
  },
  {
    code: 'VIP_DROPPED',
    how: 'by a set',
    severity: 'error',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        `table ip t { set vips { type ipv4_addr; elements = { ${VIP} }; }; chain c { type filter hook input priority 0; ip daddr @vips drop; }; }`,
      ),
    ],
  },
  {
    code: 'ND_BLOCKED',
    how: 'on the way out',
    severity: 'error',
    ...ACTIVE6,
    breaks: [table('a', chain('ip6', 'output', 'icmpv6 type nd-neighbor-advert drop'))],
  },
  {
    code: 'POLICY_ROUTE',
    how: 'prohibited',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip rule add from ${VIP} prohibit`],
  },
  {
    code: 'PORT_FLOOD',
    how: 'of groups',
    severity: 'warning',
    ...SWITCH,
    breaks: [port('pb', 'mcast_flood', 'off')],
  },
  {
    code: 'NO_CARRIER',
    how: 'of the other end',
    severity: 'error',
    ...ACTIVE,
    breaks: ['s: ip link set pa down'],
    mends: ['s: ip link set pa up', 'a: until ip -j link show eth0 | grep -q LOWER_UP; do sleep 0.05; done'],
  },
  {
    code: 'PREFSRC',
    how: 'in a table of its own',
    severity: 'error',
    ...ACTIVE,
    breaks: [`a: ip route add 198.51.100.0/24 via 10.77.0.1 dev eth0 src ${VIP} table 300`],
  },
];

/** Set-ups that are suspicious but fine, and yield nothing above a note. */
export const HEALTHY: readonly (Pick<Row, 'node' | 'args' | 'breaks'> & {readonly what: string})[] = [
  {what: 'nothing is wrong with the owner', ...ACTIVE, breaks: []},
  {what: 'nothing is wrong with the other node', ...PASSIVE, breaks: []},
  {what: 'nothing is wrong with a client', ...CLIENT, breaks: []},
  {what: 'nothing is wrong with the switch', ...SWITCH, breaks: []},
  {
    what: 'a firewall that lets in what is in a set of interfaces and protocols',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        'table ip t { chain c { type filter hook input priority 0; policy drop; iifname . ip protocol { "eth0" . 112, "eth0" . icmp, "eth0" . tcp } accept; }; }',
      ),
    ],
  },
  {
    what: 'rp_filter 1 where routes are symmetric',
    ...ACTIVE,
    breaks: [set('a', 'ipv4/conf/all/rp_filter', 1)],
  },
  {
    what: 'rp_filter 1 of all and 2 of the interface where they are not',
    ...ACTIVE,
    breaks: [
      elsewhere('a'),
      'a: ip route replace default dev d0',
      set('a', 'ipv4/conf/all/rp_filter', 1),
      set('a', 'ipv4/conf/eth0/rp_filter', 2),
    ],
  },
  {
    what: 'rp_filter and arp_filter 1 where the rules lead answers back the way they came',
    ...ACTIVE,
    breaks: [
      elsewhere('a'),
      'a: ip addr add 10.99.0.1/24 dev d0; ip route replace default via 10.99.0.2 dev d0; ip route add 10.0.0.0/8 dev d0',
      `a: ip rule add from ${VIP} lookup 100; ip route add 10.77.0.0/24 dev eth0 table 100; ip route add default via 10.77.0.1 dev eth0 table 100`,
      set('a', 'ipv4/conf/all/rp_filter', 1),
      set('a', 'ipv4/conf/eth0/arp_filter', 1),
      // It really is healthy: a client beyond the router is answered.
      `r: echo 1 >/proc/sys/net/ipv4/ip_forward; ip addr add 192.0.2.1/32 dev lo; ping -n -c 1 -W 5 -I 192.0.2.1 ${VIP} >/dev/null`,
    ],
  },
  {
    what: 'a port of a bridge with an address of the same network',
    ...ACTIVE,
    breaks: [
      elsewhere('a'),
      'a: ip link add br9 type bridge; ip link set d0 master br9; ip link set br9 up; ip addr add 10.77.0.21/24 dev d0 noprefixroute',
    ],
  },
  {
    what: 'arp_ignore 0 with a second port in another network',
    ...ACTIVE,
    breaks: [elsewhere('a'), 'a: ip addr add 10.88.0.1/24 dev d0'],
  },
  {
    what: 'a real server with the address on lo',
    ...PASSIVE,
    breaks: [
      set('b', 'ipv4/conf/eth0/arp_ignore', 1),
      set('b', 'ipv4/conf/eth0/arp_announce', 2),
      `b: ip addr add ${VIP}/32 dev lo`,
    ],
  },
  {
    what: "keepalived's interface for a virtual MAC",
    node: 'a',
    args: ['--ip', '10.77.0.150'],
    breaks: [
      'a: ip link add vrrp.51 link eth0 address 00:00:5e:00:01:33 type macvlan mode private; ip addr add 10.77.0.150/32 dev vrrp.51; ip link set vrrp.51 up',
      set('a', 'ipv4/conf/vrrp.51/arp_ignore', 1),
      set('a', 'ipv4/conf/vrrp.51/accept_local', 1),
      set('a', 'ipv4/conf/vrrp.51/rp_filter', 0),
      set('a', 'ipv4/conf/eth0/arp_filter', 1),
    ],
  },
  {
    what: 'proxy_arp where the route to the address is the port itself',
    ...PASSIVE,
    breaks: [set('b', 'ipv4/conf/eth0/forwarding', 1), set('b', 'ipv4/conf/eth0/proxy_arp', 1)],
  },
  {
    what: 'promote_secondaries 0 with an address alone in its network',
    ...ACTIVE,
    breaks: [
      set('a', 'ipv4/conf/eth0/promote_secondaries', 0),
      `a: ip addr del ${VIP}/24 dev eth0; ip addr add ${VIP}/32 dev eth0`,
    ],
  },
  {
    what: 'a firewall that lets in what VRRP needs, by a jump and a set of peers',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        `table inet t { set peers { type ipv4_addr; elements = { 10.77.0.12 }; }; chain vrrp { ip saddr @peers accept; }; chain c { type filter hook input priority 0; policy drop; iif lo accept; ct state established,related accept; ip protocol vrrp jump vrrp; icmp type echo-request accept; icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, echo-request } accept; }; }`,
      ),
    ],
  },
  {
    what: 'a filter by reverse path, and ct state invalid drop behind connection tracking',
    ...ACTIVE6,
    breaks: [
      table(
        'a',
        `table inet t { chain c { type filter hook prerouting priority -190; policy accept; ct state invalid drop; icmpv6 type { nd-router-advert, nd-neighbor-solicit } accept; meta nfproto ipv6 fib saddr . iif oif missing drop; }; }`,
      ),
    ],
  },
  {
    what: 'ct state invalid drop with tcp_loose 1',
    ...ACTIVE,
    breaks: [listen('a', 8083, '0.0.0.0'), table('a', chain('inet', 'input', 'ct state invalid drop'))],
  },
  {
    what: 'one isolated port, a spanning tree whose ports forward, bridge-nf with a rule that accepts, a static entry',
    ...SWITCH,
    breaks: [
      port('pa', 'isolated', 'on'),
      set('s', 'bridge/bridge-nf-call-iptables', 1),
      table('s', chain('ip', 'forward', 'accept')),
      's: bridge fdb replace 00:00:5e:00:01:33 dev pa master static',
    ],
  },
  {
    what: 'forwarding, ip_nonlocal_bind, multicast off, no answer to pings',
    ...ACTIVE,
    breaks: [
      set('a', 'ipv4/ip_forward', 1),
      set('a', 'ipv4/ip_nonlocal_bind', 1),
      set('a', 'ipv4/icmp_echo_ignore_all', 1),
      'a: ip link set eth0 multicast off',
    ],
  },
  {
    what: 'a rule from the address whose table is empty',
    ...ACTIVE,
    breaks: [`a: ip rule add from ${VIP} lookup 300`],
  },
  {
    what: 'a policy of drop that lets 112 in by a verdict map',
    ...ACTIVE,
    breaks: [
      table(
        'a',
        'table ip t { chain c { type filter hook input priority 0; policy drop; iif lo accept; ip protocol vmap { 112 : accept, icmp : accept, tcp : accept }; }; }',
      ),
    ],
  },
  {
    what: 'a drop of 112 on another interface',
    ...ACTIVE,
    breaks: [elsewhere('a'), table('a', chain('ip', 'input', 'iifname "d0" ip protocol 112 drop'))],
  },
  {
    what: 'a drop of another address',
    ...ACTIVE,
    breaks: [table('a', chain('ip', 'input', 'ip daddr 10.77.0.101 drop'))],
  },
  {
    what: 'a permanent entry of another address at a client',
    ...CLIENT,
    breaks: ['c: ip neigh replace 10.77.0.1 lladdr 02:77:00:00:00:01 dev eth0 nud permanent'],
  },
  {
    what: 'one isolated port, and one without flooding of what is unknown',
    ...SWITCH,
    breaks: [port('pa', 'isolated', 'on'), port('pb', 'flood', 'off')],
  },
];
