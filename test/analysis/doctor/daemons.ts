/** How the doctor handles keepalived's configuration: it is read as the daemon reads it, and audited. */

import {examine} from '@vip/analysis/internal/doctor';
import {parseIp} from '@vip/arp';
import test from 'ava';
import {fakeHost, OWNER} from '../../helpers/fake-host.js';

const vip = parseIp('10.0.0.9');

/** keepalived as process 7, with the capabilities it needs. */
function daemon(config: string, words = ['keepalived', '-f', '/run/k.conf'], name = 'keepalived') {
  return {
    '/proc/7/stat': `7 (${name}) S 1 7 7`,
    '/proc/7/cmdline': words.join('\0'),
    '/proc/7/status': 'Name:\tkeepalived\nCapEff:\t00000000ffffffff\n',
    '/proc/sys/kernel/hostname': 'lb1.example',
    '/run/k.conf': config,
  };
}

const IGMP = `Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
2\teth0      :     2      V3
\t\t\t\t120000E0     1 0:00000000\t\t0
\t\t\t\t010000E0     1 0:00000000\t\t0
`;

const instance = (lines: string) => `vrrp_instance v {
  interface eth0
  state BACKUP
  virtual_router_id 51
  priority 100
  virtual_ipaddress {
    10.0.0.9/24 # the service
  }
  ${lines}
}
`;

async function told(files: Record<string, string>, commands: Record<string, unknown> = {}) {
  const seen = await examine({vip}, fakeHost({files, commands: {...OWNER, ...commands}}));
  return {
    ...seen,
    codes: seen.findings.map(({code, severity}) => `${severity} ${code.replace('DOCTOR_', '')}`),
  };
}

test('a daemon with a healthy configuration that has joined its group yields nothing', async t => {
  const {codes, unseen} = await told({...daemon(instance('')), '/proc/net/igmp': IGMP});
  t.deepEqual(codes, []);
  t.deepEqual(unseen, []);
});

test('the group is that of the instance, from its own settings or the global ones', async t => {
  const own = instance('mcast_dst_ip 224.0.0.77');
  t.deepEqual((await told({...daemon(own), '/proc/net/igmp': IGMP})).codes, ['error GROUP_NOT_JOINED']);
  const joined = IGMP.replace('120000E0', '4D0000E0');
  t.deepEqual((await told({...daemon(own), '/proc/net/igmp': joined})).codes, []);
  const global = `global_defs {\n  vrrp_mcast_group4 224.0.0.77\n}\n${instance('')}`;
  t.deepEqual((await told({...daemon(global), '/proc/net/igmp': joined})).codes, []);
});

test('an instance that advertises only to its peers joins no group, nor does one that is commented out', async t => {
  const peers = 'unicast_peer {\n    10.0.0.2\n  }';
  t.deepEqual((await told(daemon(instance(peers)))).codes, []);
  const commented = instance('# unicast_peer {');
  t.deepEqual((await told(daemon(commented))).codes, ['error GROUP_NOT_JOINED']);
});

test('an address that is commented out is not managed; an excluded one is', async t => {
  const elsewhere = instance('').replace('10.0.0.9/24', '10.0.0.8/24 # not 10.0.0.9');
  t.deepEqual((await told(daemon(elsewhere))).codes, []);
  const excluded = elsewhere.replace('priority', 'virtual_ipaddress_excluded {\n 10.0.0.9\n }\n priority');
  t.deepEqual((await told(daemon(excluded))).codes, ['error GROUP_NOT_JOINED']);
});

test('lines for another node are not its own', async t => {
  const other = instance('').replace('10.0.0.9/24', '@lb2 10.0.0.9/24\n 10.0.0.8/24');
  t.deepEqual((await told(daemon(other))).codes, []);
  const mine = instance('').replace('10.0.0.9/24', '@lb1 10.0.0.9/24\n 10.0.0.8/24');
  t.deepEqual((await told(daemon(mine))).codes, ['error GROUP_NOT_JOINED']);
  const named = daemon(other, ['keepalived', '--config-id=lb2', '-f', '/run/k.conf']);
  t.deepEqual((await told(named)).codes, ['error GROUP_NOT_JOINED']);
});

for (const words of [
  ['keepalived', '-f/run/k.conf'],
  ['keepalived', '-nlf', '/run/k.conf'],
  ['keepalived', '--use-file', '/run/k.conf'],
  ['keepalived', '--use-file=/run/k.conf', '-n'],
]) {
  test(`the file is found in "${words.join(' ')}"`, async t => {
    t.deepEqual((await told(daemon(instance(''), words))).codes, ['error GROUP_NOT_JOINED']);
  });
}

test('a daemon in a frozen control group is reported', async t => {
  const files = {...daemon(instance('')), '/proc/net/igmp': IGMP, '/proc/7/cgroup': '0::/system.slice/k\n'};
  const events = (frozen: number) => ({
    ...files,
    '/sys/fs/cgroup/system.slice/k/cgroup.events': `populated 1\nfrozen ${frozen}\n`,
  });
  t.deepEqual((await told(events(1))).codes, ['note STALL']);
  t.deepEqual((await told(events(0))).codes, []);
});

test('a process that calls itself keepalived_vrrp is keepalived', async t => {
  const files = daemon(instance(''), undefined, 'keepalived_vrrp');
  t.deepEqual((await told(files)).codes, ['error GROUP_NOT_JOINED']);
});

test('the audit of its configuration is reported together with the state of the host', async t => {
  const files = {...daemon(instance('vrrp_strict_mode yes')), '/proc/net/igmp': IGMP};
  const {findings} = await told(files);
  const [found] = findings.filter(({code}) => !code.startsWith('DOCTOR_'));
  t.is(found?.code, 'UNKNOWN_KEYWORD');
  t.deepEqual(found?.where, [{file: '/run/k.conf', line: 9}]);
});

test('a configuration that cannot be read is reported as something that the audit could not examine', async t => {
  const files = daemon(instance(''));
  const {unseen, codes} = await examine(
    {vip},
    fakeHost({files, denied: ['/run/k.conf'], commands: OWNER}),
  ).then(seen => ({...seen, codes: seen.findings.map(({code}) => code)}));
  t.deepEqual(codes, []);
  t.deepEqual(unseen, [{code: 'vip audit', subject: 'keepalived', why: '/run/k.conf: EACCES'}]);
});

test('two daemons of one program with the address are two managers', async t => {
  const second = Object.fromEntries(
    Object.entries(daemon(instance(''), ['keepalived', '-f', '/run/2.conf'])).map(([path, text]) => [
      path.replace('/proc/7/', '/proc/8/').replace('/run/k.conf', '/run/2.conf'),
      path.endsWith('stat') ? text.replace(/^7/, '8') : text,
    ]),
  );
  const files = {...daemon(instance('')), ...second, '/proc/net/igmp': IGMP};
  t.deepEqual((await told(files)).codes, ['error TWO_MANAGERS']);
});

const SIGNED = instance(`auth_hmac {\n key 1 hex:${'0a'.repeat(32)}\n active_key 1\n }`);

for (const [command, no, yes] of [
  ['timedatectl show --property=NTPSynchronized --value', 'no\n', 'yes\n'],
  ['adjtimex --print', '         mode: 0\n       status: 64\n', '       status: 0\n'],
  ['ntptime', '  status 0x41 (PLL,UNSYNC),\n', '  status 0x2001 (PLL,NANO),\n'],
] as const) {
  test(`signed advertisements want a clock that is synchronised, as ${command} tells`, async t => {
    const files = {...daemon(SIGNED), '/proc/net/igmp': IGMP};
    t.deepEqual((await told(files, {[command]: no})).codes, ['note CLOCK']);
    t.deepEqual((await told(files, {[command]: yes})).codes, []);
  });
}

test('the clock is not examined if nothing is signed, and an unknown clock is reported', async t => {
  const plain = await told({...daemon(instance('')), '/proc/net/igmp': IGMP}, {ntptime: 'status 0x40'});
  t.deepEqual([plain.codes, plain.unseen], [[], []]);
  const {unseen} = await told({...daemon(SIGNED), '/proc/net/igmp': IGMP});
  t.deepEqual(
    unseen.map(({code}) => code),
    ['DOCTOR_CLOCK'],
  );
});

test('the file of a stopped keepalived is audited as well, if it contains the address', async t => {
  const file = {
    '/etc/keepalived/keepalived.conf': instance('prioriy 150'),
    '/proc/sys/kernel/hostname': 'lb1',
  };
  t.deepEqual((await told(file)).codes, ['error UNKNOWN_KEYWORD']);
  const other = {'/etc/keepalived/keepalived.conf': instance('prioriy 150').replace('10.0.0.9', '10.0.0.8')};
  t.deepEqual((await told({...file, ...other})).codes, []);
});
