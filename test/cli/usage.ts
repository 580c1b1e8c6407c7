/**
 * Command lines that are refused before anything is touched, with one helpful line on standard error and an
 * exit code.
 */

import {DEFAULT_SETTINGS, settingTexts} from '@vip/analysis/internal';
import test from 'ava';
import {vip} from '../helpers/product.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

// An interface that cannot exist, so that a command line that is not refused fails with exit code 3, not 2.
const GARP = ['garp', '--iface', 'no-such-iface', '--ip', '192.0.2.1'];
const CAPTURE = ['capture', '--iface', 'no-such-iface'];

type Row = readonly [title: string, args: readonly string[], code: number, line: string];

const ROWS: readonly Row[] = [
  [
    '--escalate alone',
    [...GARP, '--escalate'],
    2,
    '--escalate: vip garp without --verify does not read it; add --verify',
  ],
  [
    '--verify with --dry-run',
    [...GARP, '--verify', '-n'],
    2,
    '--verify: vip garp --dry-run does not read it; nothing is sent',
  ],
  [
    '--verify with the address itself',
    [...GARP, '--verify', '192.0.2.9,192.0.2.1'],
    2,
    '--verify: expected a neighbour, got 192.0.2.1, which is announced',
  ],
  [
    '--verify with an address of the other family',
    [...GARP, '--verify', 'fd00::1'],
    2,
    '--verify: expected an IPv6 address to be announced, for fd00::1 to believe',
  ],
  [
    '--verify with no address',
    [...GARP, '--verify', '10.1'],
    2,
    '--verify: expected a dotted quad or an IPv6 address, got "10.1"',
  ],
  [
    'no interface',
    ['garp', '--ip', '192.0.2.1'],
    2,
    '--iface: expected with vip garp, got none (see: vip garp --help)',
  ],
  [
    'no address',
    ['garp', '--iface', 'lo'],
    2,
    '--ip: expected with vip garp, got none (see: vip garp --help)',
  ],
  [
    'an address too short',
    ['garp', '--iface', 'lo', '--ip', '10.1'],
    2,
    '--ip: expected a dotted quad or an IPv6 address, got "10.1"',
  ],
  [
    'an address with a prefix',
    ['garp', '--iface', 'lo', '--ip', '10.3.2.200/8'],
    2,
    '--ip: expected a dotted quad or an IPv6 address, got "10.3.2.200/8"',
  ],
  [
    'no address at all',
    ['garp', '--iface', 'lo', '--ip', '0.0.0.0'],
    2,
    '--ip: expected the address of one station, got "0.0.0.0" (no station yet: sent by stations without an address)',
  ],
  [
    'a missing file of addresses',
    [...GARP, '--ip', '@/no/such/file'],
    3,
    '--ip: /no/such/file: no such file',
  ],
  [
    'a file without addresses',
    [...GARP, '--ip', '@/dev/null'],
    2,
    '--ip: file "/dev/null": expected one address per line, got none',
  ],
  [
    'a file that never ends',
    [...GARP, '--ip', '@/dev/zero'],
    3,
    '--ip: /dev/zero cannot be read: expected 16 MiB or less',
  ],
  [
    'a file of something else, whose content is not shown',
    [...GARP, '--ip', '@/etc/passwd'],
    2,
    '--ip: file "/etc/passwd": line 1: expected the address of a station',
  ],
  ...['__proto__', 'constructor', 'toString'].map(
    name =>
      [
        `a setting called ${name}, which every object has`,
        ['lab', '--print', '--set', `${name}=x`],
        2,
        `--set ${name}=x: expected one of ${settingTexts(DEFAULT_SETTINGS)
          .map(([setting]) => setting)
          .join(', ')}, got "${name}"`,
      ] as const,
  ),
  [
    'a bad address of a setting, which is named',
    ['experiment', '--set', 'ext.ip=10.3.2.51/8', '--set', 'ns0.ip=10.3.2.300/8'],
    2,
    '--set ns0.ip=10.3.2.300/8: expected a dotted quad or an IPv6 address, got "10.3.2.300"',
  ],
  [
    'a bad MAC of a setting, which is named',
    ['experiment', '--set', 'ns0.mac=02:00:00:00:00'],
    2,
    '--set ns0.mac=02:00:00:00:00: expected six colon-separated octets, got "02:00:00:00:00"',
  ],
  [
    'a bad VIP',
    ['experiment', '--vip', '10.3.2.300'],
    2,
    '--vip: expected a dotted quad or an IPv6 address, got "10.3.2.300"',
  ],
  ...['a\nb', 'track_script {', '}', 'x \\', 'include /tmp/x', '@node a', '$A=b', ''].map(
    line =>
      [
        `more than a line for keepalived: ${JSON.stringify(line)}`,
        ['trial', '--driver', 'keepalived', '--vrrp', line],
        2,
        `--vrrp: expected one line without braces, continuation, include or definition, got ${JSON.stringify(line)} (for anything else, use --config)`,
      ] as const,
  ),
  [
    'a pace without a unit',
    [...GARP, '--pace', '5'],
    2,
    '--pace: expected a number with us, ms, s, m or h, such as 200ms, got "5"',
  ],
  [
    'a group',
    ['garp', '--iface', 'lo', '--ip', '224.0.0.18'],
    2,
    '--ip: expected the address of one station, got "224.0.0.18" (a multicast group)',
  ],
  [
    'one bad address of two',
    [...GARP, '--ip', '256.0.0.1'],
    2,
    '--ip: expected a dotted quad or an IPv6 address, got "256.0.0.1"',
  ],
  [
    'a bad MAC',
    [...GARP, '--mac', '02-00-00-00-00-11'],
    2,
    '--mac: expected six colon-separated octets, got "02-00-00-00-00-11"',
  ],
  [
    'a group MAC',
    [...GARP, '--mac', '03:00:00:00:00:11'],
    2,
    '--mac: expected a unicast address, got "03:00:00:00:00:11" (a group)',
  ],
  [
    'the MAC of nobody',
    [...GARP, '--mac', '00:00:00:00:00:00'],
    2,
    '--mac: expected a unicast address, got "00:00:00:00:00:00" (which stands for "not known")',
  ],
  ...(
    [
      ['127.0.0.1', 'loopback, which never leaves a machine'],
      ['0.1.2.3', 'no station yet: sent by stations without an address'],
      ['255.255.255.255', 'everybody'],
      ['240.0.0.1', 'reserved, and rejected by every kernel'],
      ['::', 'no station yet: sent by stations without an address'],
      ['::1', 'loopback, which never leaves a machine'],
      ['ff02::1', 'a multicast group'],
    ] as const
  ).map(
    ([ip, why]): Row => [
      `an address that belongs to no station: ${ip}`,
      ['garp', '--iface', 'lo', '--ip', ip],
      2,
      `--ip: expected the address of one station, got "${ip}" (${why})`,
    ],
  ),
  [
    'a bad target',
    [...GARP, '--target-mac', 'all'],
    2,
    '--target-mac: expected broadcast, zero, self or a MAC address, got "all"',
  ],
  [
    'a bad target MAC',
    [...GARP, '--target-mac', '02:zz'],
    2,
    '--target-mac: expected six colon-separated octets, got "02:zz"',
  ],
  [
    'a bad form',
    [...GARP, '--form', 'probe'],
    2,
    '--form: expected one of request, reply, both, got "probe"',
  ],
  [
    'a bare number',
    [...GARP, '--interval', '200'],
    2,
    '--interval: expected a number with us, ms, s, m or h, such as 200ms, got "200"',
  ],
  [
    'a time without end',
    [...GARP, '--interval', '1000h'],
    2,
    '--interval: expected 596h or less, got "1000h"',
  ],
  [
    'a negative time',
    [...GARP, '--interval=-1s'],
    2,
    '--interval: expected a number with us, ms, s, m or h, such as 200ms, got "-1s"',
  ],
  ['no rounds', [...GARP, '--count', '0'], 2, '--count: expected a whole number of 1 or more, got "0"'],
  [
    'a fraction of a round',
    [...GARP, '--count', '1.5'],
    2,
    '--count: expected a whole number of 1 or more, got "1.5"',
  ],
  ['a VLAN out of range', [...GARP, '--vlan', '4096'], 2, '--vlan: expected 0 to 4095, got 4096'],
  [
    'an invalid VLAN',
    [...GARP, '--vlan', 'ten'],
    2,
    '--vlan: expected ids of 0 to 4095 such as 10, 100.10 or 10:5, got "ten"',
  ],
  [
    'a priority out of range',
    [...GARP, '--vlan', '10:8'],
    2,
    '--vlan: expected ids of 0 to 4095 such as 10, 100.10 or 10:5, got "10:8"',
  ],
  [
    'a name too long',
    ['garp', '--iface', 'abcdefghijklmnop', '--ip', '192.0.2.1'],
    2,
    '--iface: expected a name of 1 to 15 characters, got "abcdefghijklmnop"',
  ],
  [
    'a path for a name',
    ['garp', '--iface', '../lo', '--ip', '192.0.2.1'],
    2,
    '--iface: expected a name of 1 to 15 characters, got "../lo"',
  ],
  [
    '--force alone',
    [...GARP, '--force'],
    2,
    '--force: vip garp without --detect does not read it; add --detect, or leave it out',
  ],
  ['an unknown option', [...GARP, '--quietly'], 2, '--quietly: no such option (see: vip garp --help)'],
  [
    'a misspelt option',
    [...GARP, '--frm', 'reply'],
    2,
    '--frm: no such option; did you mean --form? (see: vip garp --help)',
  ],
  [
    'an option without its value',
    ['garp', '--iface'],
    2,
    '--iface: expected a name, got nothing (see: vip garp --help)',
  ],
  ['a word too many', [...GARP, 'now'], 2, 'now: vip garp takes options only (see: vip garp --help)'],
  ['help of an unknown command', ['announce', '--help'], 2, 'announce: no such command (see: vip --help)'],
  ['an unknown command', ['announce'], 2, 'announce: no such command (see: vip --help)'],
  [
    'a misspelt command',
    ['explian', 'x.pcap'],
    2,
    'explian: no such command; did you mean explain? (see: vip --help)',
  ],
  ['a namespace that is a path', [...GARP, '--netns', '../x'], 2, 'namespace: expected a name, got "../x"'],
  [
    'a namespace that does not exist',
    [...GARP, '--netns', 'no-such-ns'],
    3,
    'namespace no-such-ns: no such namespace (see: ip netns list)',
  ],
  [
    'an interface that does not exist',
    GARP,
    3,
    'interface no-such-iface: no such interface (ip link lists those that exist)',
  ],
  [
    'an interface that does not exist, with --dry-run',
    [...GARP, '--dry-run'],
    3,
    'interface no-such-iface: no such interface (ip link lists those that exist)',
  ],
  [
    'capturing on an interface that does not exist',
    CAPTURE,
    3,
    'interface no-such-iface: no such interface (ip link lists those that exist)',
  ],
  [
    'capturing in a namespace that does not exist',
    [...CAPTURE, '--netns', 'no-such-ns'],
    3,
    'namespace no-such-ns: no such namespace (see: ip netns list)',
  ],
  ['no frames', ['capture', '--count', '0'], 2, '--count: expected a whole number of 1 or more, got "0"'],
  ['no time', ['capture', '--duration', '0s'], 2, '--duration: expected 1ms or more, got "0s"'],
  [
    'a file and an interface',
    ['capture', 'x', '--iface', 'lo'],
    2,
    '--iface: vip capture FILE does not read it; it does not apply to a file',
  ],
  [
    'a file and a namespace',
    ['capture', 'x', '--netns', 'x'],
    2,
    '--netns: vip capture FILE does not read it; it does not apply to a file',
  ],
  [
    'a file and a filter',
    ['capture', 'x', '--filter', 'arp'],
    2,
    '--filter: vip capture FILE does not read it; it does not apply to a file',
  ],
  [
    'a file and a duration',
    ['capture', 'x', '--duration', '1s'],
    2,
    '--duration: vip capture FILE does not read it; it does not apply to a file',
  ],
  ['a file that is not there', ['capture', '/no/such/file'], 3, '/no/such/file: no such file'],
  ['a directory', ['capture', '/'], 3, '/: expected a file, got a directory'],
  [
    'an output that cannot be written',
    ['capture', '/dev/null', '--write', '/no/such/file'],
    3,
    '--write /no/such/file: nothing was written: no such file or directory',
  ],
  [
    'a bad address to look for',
    ['capture', '--ip', 'vip'],
    2,
    '--ip: expected a dotted quad or an IPv6 address, got "vip"',
  ],
  [
    'an argument that would clear the screen',
    ['capture', '/no\u001b[2J\n\u009bJ'],
    3,
    '/no\\u001b[2J\\u000a\\u009bJ: no such file',
  ],
];

for (const [title, args, code, line] of ROWS) {
  test(`refuses ${title}`, async t => {
    const ended = await vip(who, args);
    t.deepEqual(ended, {code, signal: null, stdout: '', stderr: `vip: ${line}\n`});
  });
}

test('VIP_DEBUG=1 adds a stack trace', async t => {
  const {code, stderr} = await vip(who, [...GARP, '--count', '0'], {env: {VIP_DEBUG: '1'}});
  t.is(code, 2);
  t.regex(stderr, /^vip: --count: .*\n_?VipError: --count: [\s\S]*\n {4}at /);
});
