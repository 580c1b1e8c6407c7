/** What an ordinary user may do, and the messages for everything else. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {pcapngBlocks} from '../helpers/capture-files.js';
import {concat, hex} from '../helpers/hex.js';
import {startCommand, vip, vipCommand} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const REMEDY =
  'permission denied (needs CAP_NET_RAW: run as root, or in a lab, or setcap cap_net_raw+ep on node)';

/** The warning printed before anything is attempted. */
const NOT_HELD =
  'vip: warning: lo does not hold 192.0.2.1: hosts that accept the announcement will get no answer\n';

test('announcing is refused with the remedy, and nothing is reported as sent', async t => {
  const ended = await vip('user', ['garp', '--iface', 'lo', '--ip', '192.0.2.1', '--count', '1']);
  t.deepEqual(ended, {code: 3, signal: null, stdout: '', stderr: `${NOT_HELD}vip: send lo: ${REMEDY}\n`});
});

test('capturing is refused with the remedy', async t => {
  for (const args of [['--iface', 'lo'], []]) {
    const {code, stdout, stderr} = await vip('user', ['capture', ...args]);
    t.deepEqual([code, stdout], [3, '']);
    t.regex(stderr, /^vip: capture \S+: permission denied \(needs CAP_NET_RAW: .*\)\n$/);
  }
});

test('detecting is refused with the remedy', async t => {
  const args = ['garp', '--iface', 'lo', '--ip', '192.0.2.1', '--detect'];
  t.deepEqual(await vip('user', args), {
    code: 3,
    signal: null,
    stdout: '',
    stderr: `${NOT_HELD}vip: capture lo: ${REMEDY}\n`,
  });
});

test('--dry-run shows the frame and needs nothing', async t => {
  const args = [
    'garp',
    '--iface',
    'lo',
    '--mac',
    '02:00:00:00:00:11',
    '--ip',
    '10.3.2.200',
    '--form',
    'request',
  ];
  const {code, stdout, stderr} = await vip('user', [...args, '--dry-run']);
  t.deepEqual([code, stderr], [0, '']);
  const lines = stdout.split('\n');
  t.deepEqual(lines.slice(0, 2), [
    '10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff, 42 octets)',
    'To be sent on lo twice, 1.1s apart:',
  ]);
  t.is(
    lines.slice(3, 5).join('').replaceAll(' ', ''),
    'ffffffffffff02000000001108060001080006040001' + '0200000000110a0302c8ffffffffffff0a0302c8',
  );
  t.true(lines.includes('  22  020000000011  sender MAC       02:00:00:00:00:11'));
  t.deepEqual(
    lines.filter(line => line.length > 80),
    [],
  );
  // Every octet appears once in the second column, in order.
  const column = lines.map(line => /^ {2}[ \d]{2} {2}([0-9a-f]+)/.exec(line)?.[1] ?? '').join('');
  t.is(column, lines.slice(3, 5).join('').replaceAll(' ', ''));
});

test('--dry-run --json is one object for each frame, with its fields', async t => {
  const args = ['garp', '--iface', 'lo', '--mac', '02:00:00:00:00:11', '--ip', '10.3.2.200'];
  const {code, stdout} = await vip('user', [...args, '--dry-run', '--json', '--vlan', '0:5']);
  t.is(code, 0);
  const frames = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  t.deepEqual(
    frames.map(({kind, iface, ip, mac, form, targetMac}) => [kind, iface, ip, mac, form, targetMac]),
    [
      ['frame', 'lo', '10.3.2.200', '02:00:00:00:00:11', 'request', 'ff:ff:ff:ff:ff:ff'],
      ['frame', 'lo', '10.3.2.200', '02:00:00:00:00:11', 'reply', '02:00:00:00:00:11'],
    ],
  );
  for (const {octets, fields, rounds, intervalNs} of frames) {
    t.deepEqual([rounds, intervalNs], [2, '1100000000']);
    t.is(fields.map((field: {octets: string}) => field.octets).join(''), octets);
    t.is(fields[2].value, 'VLAN 0, priority 5');
  }
});

const ANNOUNCEMENT = hex(
  'ffffffffffff 020000000011 0806 0001080006040001 020000000011 0a0302c8 ffffffffffff 0a0302c8',
);

/** A capture file whose interface has this name. */
function fileNamed(t: Parameters<typeof temporaryDirectory>[0], name: string, linkType = 1): string {
  const {section, iface, enhanced} = pcapngBlocks(true);
  const file = join(temporaryDirectory(t), 'x.pcapng');
  const packets = [0n, 1_500_000n].map(time => enhanced({bytes: ANNOUNCEMENT, time}));
  writeFileSync(file, concat(section(), iface({name, linkType}), ...packets));
  return file;
}

const read = (file: string, ...more: string[]) =>
  startCommand([process.execPath, ...vipCommand('root', ['capture', file, ...more]).slice(1)], {
    env: {TZ: 'UTC'},
  }).ended;

test('the name of an interface in a file cannot control the terminal', async t => {
  const file = fileNamed(t, '\u001b]0;x\u0007\u009b2J\n\u202eva');
  const text = await read(file);
  t.is(text.code, 0);
  t.is(
    text.stdout.split('\n')[0],
    '    1  00:00:00.000000 \\u001b]0;x\\u0007\\u009b2J\\u000a\\u202eva ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)',
  );
  t.is(text.stdout.split('\n').filter(line => /^ *\d+ {2}\d/.test(line)).length, 2);
  const json = await read(file, '--json');
  t.regex(json.stdout, /^[\x20-\x7e\n]*$/);
  t.is(JSON.parse(json.stdout.split('\n')[0] ?? '').iface, '\u001b]0;x\u0007\u009b2J\n\u202eva');
});

test('a file is read to its end, truncated or not', async t => {
  const file = fileNamed(t, 'va');
  const whole = await read(file);
  t.deepEqual([whole.code, whole.stderr], [0, 'vip: 2 shown, 2 received, 0 dropped by the kernel\n']);
  t.regex(whole.stdout, /^ {4}1 {2}00:00:00\.000000 va .*\n {4}as .*\n {4}2 {2}00:00:01\.500000 va /);
  const {readFileSync} = await import('node:fs');
  const cut = join(temporaryDirectory(t), 'cut.pcapng');
  writeFileSync(cut, readFileSync(file).subarray(0, -10));
  const half = await read(cut);
  t.is(half.code, 0);
  t.regex(
    half.stderr,
    /^vip: warning: \S+cut\.pcapng: the file is cut off: pcapng: .*\nvip: 1 shown, 1 received, 0 dropped by the kernel\n$/,
  );
  t.is(half.stdout.match(/^ *\d+ {2}\d/gm)?.length, 1);
});

test('files of nonsense and of unsupported link types are refused in one line', async t => {
  const nonsense = join(temporaryDirectory(t), 'nonsense');
  writeFileSync(nonsense, 'GET / HTTP/1.1\r\n');
  const ended = await read(nonsense);
  t.deepEqual([ended.code, ended.stdout], [3, '']);
  t.is(
    ended.stderr,
    `vip: ${nonsense}: capture file: expected pcap or pcapng, got text that begins with "GET " (tcpdump -w writes a capture)\n`,
  );
  const loopback = fileNamed(t, 'lo0', 0);
  const foreign = await read(loopback);
  t.deepEqual([foreign.code, foreign.stdout], [3, '']);
  t.is(
    foreign.stderr,
    `vip: ${loopback}: expected Ethernet (1), cooked captures (113, 276) and bare IP (101, 228, 229), got link type 0\n`,
  );
});

test('- is standard input; a reader that goes away causes no message, and a full disk one line', async t => {
  const file = fileNamed(t, 'va');
  const sh = (script: string) =>
    startCommand(['sh', '-c', script, 'sh', process.execPath, vipCommand('root', [])[1] ?? '', file]).ended;
  const piped = await sh('"$1" "$2" capture - <"$3"');
  t.deepEqual([piped.code, piped.stdout.match(/^ *\d+ {2}\d/gm)?.length], [0, 2]);
  const head = await sh('for i in 1 2 3 4 5 6 7; do cat "$3"; done | "$1" "$2" capture - | head -n 1');
  t.deepEqual([head.code, head.stdout.split('\n').length], [0, 2]);
  t.notRegex(head.stderr, /EPIPE|Error|at /);
  for (const command of [
    'garp --iface lo --ip 192.0.2.1 --dry-run',
    'capture "$3"',
    'capture --json "$3"',
    '--help',
  ]) {
    const full = await sh(`"$1" "$2" ${command} >/dev/full`);
    t.is(full.code, 3, command);
    t.regex(
      full.stderr,
      /^(?:vip: .* dropped by the kernel\n)?vip: write standard output: no space left on device\n$/,
      command,
    );
    const gone = await sh(`{ "$1" "$2" ${command} 2>&1; echo $? >&2; } | true`);
    t.regex(gone.stderr, /^0\n$/, command);
  }
  const disk = await sh('"$1" "$2" capture "$3" --write /dev/full');
  t.is(disk.code, 3);
  t.is(disk.stderr, 'vip: --write /dev/full: nothing was written: no space left on device\n');
});
