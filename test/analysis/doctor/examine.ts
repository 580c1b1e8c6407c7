/** What no namespace here can provide: bonds, VRFs, full tables, and hosts that cannot be examined. */

import {readFileSync} from 'node:fs';
import {DOCTOR_CHECKS, type DoctorRequest, examinationState, examine} from '@vip/analysis/internal/doctor';
import {parseIpv4} from '@vip/arp';
import test from 'ava';
import {MODULE_ROWS} from '../../helpers/doctor-module-rows.js';
import {ROWS} from '../../helpers/doctor-rows.js';
import {type FakeHost, fakeHost, link, OWNER} from '../../helpers/fake-host.js';

const vip = parseIpv4('10.0.0.9');

async function codes(host: FakeHost, request: DoctorRequest = {vip}): Promise<string[]> {
  const {findings} = await examine(request, fakeHost({...host, commands: {...OWNER, ...host.commands}}));
  return findings.map(({code, severity}) => `${severity} ${code.replace('DOCTOR_', '')}`);
}

test('an owner without faults yields nothing', async t => {
  t.deepEqual(await codes({}), []);
});

const bond = (data: object) => ({
  commands: {
    'ip -d -j link': [
      link('eth0', {linkinfo: {info_kind: 'bond', info_data: {mode: 'active-backup', ...data}}}),
    ],
  },
});

const inVrf = (listening: string) => ({
  commands: {
    'ip -d -j link': [
      link('eth0', {master: 'blue'}),
      link('blue', {linkinfo: {info_kind: 'vrf', info_data: {table: 10}}}),
    ],
    'ip -j route get 10.0.0.9 vrf blue': [{type: 'local', dst: '10.0.0.9'}],
    'ss -Hltn': listening,
  },
  files: {'/proc/sys/net/ipv4/tcp_l3mdev_accept': '0'},
});

const switchOf = (pvids: readonly number[]) => ({
  commands: {
    'ip -d -j link': [link('br0', {linkinfo: {info_kind: 'bridge', info_data: {vlan_filtering: 1}}})],
    'bridge -d -j link': pvids.map((_, index) => ({
      ifname: `p${index}`,
      master: 'br0',
      mtu: 1500,
      state: 'forwarding',
    })),
    'bridge -j vlan': pvids.map((vlan, index) => ({
      ifname: `p${index}`,
      vlans: [{vlan: 7}, {vlan, flags: ['PVID', 'Egress Untagged']}],
    })),
    'bridge -d -j fdb': [],
    'bridge -j mdb': [],
  },
});

const arpCache = (entries: string, fulls: string) =>
  `entries allocs table_fulls\n${entries} 00000005 ${fulls}\n${entries} 00000001 00000000\n`;

const TABLES: readonly (readonly [
  what: string,
  host: FakeHost,
  found: readonly string[],
  request?: DoctorRequest,
])[] = [
  [
    'a bond that does not look at its cables',
    bond({miimon: 0, arp_interval: 0, num_peer_notif: 1}),
    ['error BOND'],
  ],
  ['a bond that tells nobody', bond({miimon: 100, num_peer_notif: 0}), ['warning BOND']],
  ['a bond as it should be', bond({miimon: 100, num_peer_notif: 1}), []],
  ['a bond that asks instead', bond({miimon: 0, arp_interval: 100, num_peer_notif: 1}), []],
  ['a service outside the VRF', inVrf('LISTEN 0 511 0.0.0.0:80 0.0.0.0:*'), ['warning VRF']],
  ['a service in the VRF', inVrf('LISTEN 0 511 0.0.0.0%blue:80 0.0.0.0:*'), []],
  [
    'a table of connections that is full',
    {
      files: {
        '/proc/sys/net/netfilter/nf_conntrack_count': '65000',
        '/proc/sys/net/netfilter/nf_conntrack_max': '65536',
      },
    },
    ['error CONNTRACK_FULL'],
  ],
  [
    'one that is half full',
    {
      files: {
        '/proc/sys/net/netfilter/nf_conntrack_count': '32000',
        '/proc/sys/net/netfilter/nf_conntrack_max': '65536',
      },
    },
    [],
  ],
  [
    'a neighbour table that is full',
    {
      files: {
        '/proc/sys/net/ipv4/neigh/default/gc_thresh3': '1024',
        '/proc/net/stat/arp_cache': arpCache('000003f0', '00000000'),
      },
    },
    ['error NEIGH_TABLE'],
  ],
  [
    'one that was full once',
    {
      files: {
        '/proc/sys/net/ipv4/neigh/default/gc_thresh3': '1024',
        '/proc/net/stat/arp_cache': arpCache('00000010', '0000000a'),
      },
    },
    ['warning NEIGH_TABLE'],
  ],
  [
    'services of IPVS whose sessions do not survive',
    {
      files: {
        '/proc/net/ip_vs': 'IP Virtual Server\nProt LocalAddress\n  -> RemoteAddress\nTCP 0A000009:0050 rr\n',
        '/proc/sys/net/ipv4/vs/sloppy_tcp': '0',
      },
    },
    ['note IPVS_STATE'],
  ],
  ['rules of the old iptables', {files: {'/proc/net/ip_tables_names': 'filter\n'}}, ['note LEGACY_TABLES']],
  ['an XDP program', {commands: {'ip -d -j link': [link('eth0', {xdp: {mode: 1}})]}}, ['note OPAQUE_FILTER']],
  [
    'a tc filter',
    {commands: {'tc -j filter show dev eth0 ingress': [{protocol: 'all', kind: 'bpf'}]}},
    ['note OPAQUE_FILTER'],
  ],
  ['a machine of a cloud', {files: {'/sys/class/dmi/id/sys_vendor': 'Amazon EC2\n'}}, ['note CLOUD']],
  [
    'a machine whose processor is given to others',
    {files: {'/proc/stat': 'cpu  100 0 100 700 0 0 0 100 0 0\n'}},
    ['note STALL'],
  ],
  ['ports in different VLANs', switchOf([1, 1, 20]), ['warning PORT_VLAN'], {role: 'switch', iface: 'br0'}],
  ['ports in one VLAN', switchOf([20, 20]), [], {role: 'switch', iface: 'br0'}],
];

for (const [what, host, found, request] of TABLES) {
  test(what, async t => {
    t.deepEqual(await codes(host, request), found);
  });
}

const MANAGED = {
  '/proc/77/stat': '77 (keepalived) S 1 77',
  '/proc/77/cmdline': 'keepalived\0-f\0/srv/ka.conf\0',
  '/proc/77/status': 'Name: keepalived\nCapEff:\t000001ffffffffff\n',
  '/srv/ka.conf':
    'vrrp_instance x {\n  interface eth0\n  virtual_router_id 5\n  unicast_peer {\n 10.0.0.2\n }\n  virtual_ipaddress {\n  10.0.0.9/24 dev eth0\n }\n}\n',
};

/** Checks of what a network namespace does not have: tables of the machine, other programs. */
const NOT_IN_A_LAB = [
  ...[
    'OPAQUE_FILTER',
    'LEGACY_TABLES',
    'CONNTRACK_FULL',
    'IPVS_STATE',
    'NEIGH_TABLE',
    'NETWORKD',
    'NETWORKMANAGER',
    'CLOUD',
    'CLOCK',
    'STALL',
  ],
];

test('each check is broken and mended in a lab, or is among those for which docs/doctor.md says that no lab is', t => {
  const inLab = new Set([...ROWS, ...MODULE_ROWS].map(({code}) => code));
  const page = readFileSync(new URL('../../../../docs/doctor.md', import.meta.url), 'utf8');
  t.deepEqual(
    DOCTOR_CHECKS.map(({code}) => code.replace('DOCTOR_', '')).filter(code => !inLab.has(code)),
    NOT_IN_A_LAB,
  );
  const listed = /prepared answers instead:\s+(.*?)\./s.exec(page)?.[1]?.split(/,\s+|\s+and\s+/);
  t.deepEqual(listed, NOT_IN_A_LAB);
});

test('networkd and NetworkManager alongside a daemon are reported', async t => {
  const files = {
    ...MANAGED,
    '/run/systemd/netif/links/2': 'NETWORK_FILE=/etc/systemd/network/eth0.network\n',
    '/etc/systemd/network/eth0.network': '[Network]\nAddress=10.0.0.1/24\n',
    '/run/NetworkManager/devices/2': '[device]\nmanaged=true\n',
  };
  t.deepEqual(await codes({files}), ['warning NETWORKD', 'warning NETWORKD', 'warning NETWORKMANAGER']);
});

test('networkd is not reported if it is configured to leave the address alone', async t => {
  const files = {
    ...MANAGED,
    '/run/systemd/netif/links/2': 'NETWORK_FILE=/etc/systemd/network/eth0.network\n',
    '/etc/systemd/network/eth0.network': '[Network]\n',
    '/etc/systemd/network/eth0.network.d/keep.conf': '[Network]\nKeepConfiguration=static\n',
    '/etc/systemd/networkd.conf': '[Network]\nManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n',
  };
  t.deepEqual(await codes({files}), []);
});

test('signed advertisements need a synchronised clock; for others, it is not examined', async t => {
  const signed = MANAGED['/srv/ka.conf'].replace(
    'virtual_router_id 5',
    'virtual_router_id 5\n  version 3\n  auth_hmac {\n    key 1 hex:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n    active_key 1\n  }',
  );
  const clock = async (conf: string, commands: Record<string, string>) =>
    (await codes({files: {...MANAGED, '/srv/ka.conf': conf}, commands})).filter(code =>
      code.endsWith('CLOCK'),
    );
  const asked = 'timedatectl show --property=NTPSynchronized --value';
  t.deepEqual(await clock(signed, {[asked]: 'no\n'}), ['note CLOCK']);
  t.deepEqual(await clock(signed, {'adjtimex --print': '  status: 64\n'}), ['note CLOCK']);
  t.deepEqual(await clock(signed, {ntptime: '  status 0x2001 (PLL,NANO),\n'}), []);
  t.deepEqual(await clock(signed, {[asked]: 'yes\n'}), []);
  t.deepEqual(await clock(MANAGED['/srv/ka.conf'], {[asked]: 'no\n'}), []);
});

test("if no address is named, the daemon's is examined", async t => {
  const {subjects} = await examine({}, fakeHost({files: MANAGED, commands: OWNER}));
  t.deepEqual(
    subjects.map(subject => [subject.role, subject.vip, subject.iface]),
    [['active', vip, 'eth0']],
  );
});

test('what cannot be read is reported, and does not count as healthy', async t => {
  const examination = await examine(
    {vip},
    fakeHost({
      commands: OWNER,
      denied: ['/proc/net/ip_tables_names'],
      failing: {
        'nft -j list ruleset': 'Operation not permitted (you must be root)',
        'ip xfrm policy': 'RTNETLINK answers: Operation not permitted',
      },
    }),
  );
  t.deepEqual(examination.findings, []);
  t.deepEqual(
    examination.unseen.map(({code}) => code.replace('DOCTOR_', '')),
    ['ARP_FILTERED', 'LEGACY_TABLES', 'XFRM', 'VRRP_BLOCKED', 'VIP_DROPPED', 'MEMBERSHIP_BLOCKED'],
  );
  t.is(examinationState(examination), 'blind');
});

test('a host whose addresses cannot be read is one line', async t => {
  const {'ip -j addr': _, ...without} = OWNER;
  await t.throwsAsync(examine({vip}, fakeHost({commands: without})), {
    code: 'NOT_POSSIBLE',
    message: 'doctor: ip -j addr: not installed',
  });
  await t.throwsAsync(examine({vip}, fakeHost({commands: {...without, 'ip -j addr': '{'}})), {
    message: 'doctor: ip -j addr: printed no JSON',
  });
});
