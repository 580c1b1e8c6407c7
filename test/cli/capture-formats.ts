/**
 * `vip capture` reading files that `tcpdump -i any` wrote, and compressed files.
 *
 * @module
 */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {constants, gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {pcapHeader, pcapngBlocks, pcapRecord} from '../helpers/capture-files.js';
import {concat, hex} from '../helpers/hex.js';
import {type Ended, startCommand, vipCommand} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {realFrames} from '../helpers/vectors.js';

function read(file: string, ...more: string[]): Promise<Ended> {
  return startCommand(vipCommand('root', ['capture', file, ...more]), {env: {TZ: 'UTC'}}).ended;
}

/** The frames of `test/vectors/NAME.hex`, a second apart. */
function pcapOf(name: string, linkType: number): Uint8Array {
  const records = [...realFrames(name).values()].map((bytes, seconds) => pcapRecord(bytes, {seconds}));
  return concat(pcapHeader({linkType}), ...records);
}

function fileOf(t: ExecutionContext, bytes: Uint8Array): string {
  const file = join(temporaryDirectory(t), 'x');
  writeFileSync(file, bytes);
  return file;
}

const WHOLE = 'vip: 5 shown, 5 received, 0 dropped by the kernel\n';

for (const [name, linkType, iface] of [
  ['linux-sll', 113, ''],
  ['linux-sll2', 276, ' #2'],
] as const) {
  test(`${name} is read like Ethernet, except for the destination`, async t => {
    const file = fileOf(t, pcapOf(name, linkType));
    const {code, stdout} = await read(file);
    t.is(code, 0);
    const [announced, asked, answered, other] = stdout.split('\n').filter(line => /^ *\d+ {2}\d/.test(line));
    t.is(
      announced,
      `    1  00:00:00.000000${iface} ARP announcement 10.3.2.200 is-at 02:00:00:00:00:11 (request, target ff)`,
    );
    t.is(asked, `    2  00:00:01.000000${iface} ARP who-has 10.3.2.50 tell 10.3.2.211 (02:00:00:00:00:11)`);
    t.is(
      answered,
      `    3  00:00:02.000000${iface} ARP reply 10.3.2.50 is-at 02:00:00:00:00:50 to 10.3.2.211`,
    );
    t.regex(
      other ?? '',
      /^ {4}4 {2}00:00:03\.000000(?: #2)? 10\.3\.2\.211 > 10\.3\.2\.50 ICMP echo-request id \d+ seq 1, 56 octets$/,
    );

    const objects = (await read(file, '--json')).stdout.trim().split('\n').slice(0, 4);
    t.deepEqual(
      objects.map(line => JSON.parse(line)).map(({frame, own, packetType}) => [frame, own, packetType]),
      [
        [1, false, 1],
        [2, false, 1],
        [3, true, 4],
        [4, false, 0],
      ],
    );
    const copy = join(temporaryDirectory(t), 'copy.pcapng');
    await read(file, '--write', copy);
    t.is((await read(copy)).stdout, stdout);
  });
}

test('a compressed file is read like its uncompressed content', async t => {
  const plain = pcapOf('arping', 1);
  const expected = await read(fileOf(t, plain));
  t.deepEqual([expected.code, expected.stderr], [0, WHOLE]);
  t.deepEqual(await read(fileOf(t, gzipSync(plain))), expected);
  const twoMembers = concat(gzipSync(plain.subarray(0, 100)), gzipSync(plain.subarray(100)));
  t.deepEqual(await read(fileOf(t, twoMembers)), expected);
});

test('a truncated compressed file yields its records, and a warning', async t => {
  const compressed = gzipSync(pcapOf('arping', 1), {level: 0});
  const {code, stdout, stderr} = await read(fileOf(t, compressed.subarray(0, -40)));
  t.is(code, 0);
  t.is(stdout.split('\n').filter(line => /^ *\d+ {2}\d/.test(line)).length, 4);
  t.regex(stderr, /^vip: warning: \S+: the file is cut off: its gzip data ends too early\n/);
  t.regex(stderr, /vip: 4 shown, 4 received, 0 dropped by the kernel\n$/);
});

const FRAME_LINE = /^ *\d+ {2}\d/;
const shownIn = (stdout: string) => stdout.split('\n').filter(line => FRAME_LINE.test(line)).length;

test('a damaged compressed file yields the records before the damage, then fails', async t => {
  const records = Array.from({length: 60}, () => pcapOf('arping', 1).subarray(24));
  const compressed = gzipSync(concat(pcapHeader(), ...records));
  compressed.set([0xff], compressed.length - 6); // the checksum
  const file = fileOf(t, compressed);
  const {code, stdout, stderr} = await read(file);
  t.is(code, 3);
  t.is(shownIn(stdout), 300);
  const problem = 'the file is damaged after frame 300: gzip: incorrect data check';
  t.regex(stderr, new RegExp(`^vip: 300 shown, [^\\n]*\\nvip: \\S+: ${problem}\\n$`));
});

test('a compressed file that is damaged anywhere yields everything before the damage', async t => {
  const record = pcapOf('arping', 1).subarray(24);
  for (const [level, whole] of [
    [0, 1],
    [1, 41],
    [6, 150],
    [9, 333],
  ] as const) {
    const begun = [pcapHeader(), ...Array.from({length: whole}, () => record)];
    // The remainder begins with a block of a type that does not exist (RFC 1951 §3.2.3).
    const compressed = gzipSync(concat(...begun), {level, finishFlush: constants.Z_FULL_FLUSH});
    const file = fileOf(t, concat(compressed, new Uint8Array(5000).fill(0x06)));
    const {code, stdout, stderr} = await read(file);
    t.is(code, 3);
    t.is(shownIn(stdout), 5 * whole, `level ${level}`);
    t.regex(stderr, new RegExp(`the file is damaged after frame ${5 * whole}: gzip: invalid block type`));
  }
});

test('a damaged compressed stream, which cannot be read again, yields everything before the damage', async t => {
  const record = pcapOf('arping', 1).subarray(24);
  for (const [level, whole] of [
    [1, 41],
    [9, 333],
  ] as const) {
    const begun = [pcapHeader(), ...Array.from({length: whole}, () => record)];
    const compressed = gzipSync(concat(...begun), {level, finishFlush: constants.Z_FULL_FLUSH});
    const file = fileOf(t, concat(compressed, new Uint8Array(5000).fill(0x06)));
    const [program, ...args] = vipCommand('root', ['capture', '-']);
    const piped = ['sh', '-c', 'file=$1; shift; cat "$file" | "$@"', 'sh', file, program as string, ...args];
    const {code, stdout} = await startCommand(piped, {env: {TZ: 'UTC'}}).ended;
    t.deepEqual([code, shownIn(stdout)], [3, 5 * whole], `level ${level}`);
  }
});

test('a damaged file yields the records before the damage, then fails', async t => {
  const bad = pcapRecord(hex(''), {captured: 0xffff_ffff});
  const file = fileOf(t, concat(pcapOf('arping', 1), bad, new Uint8Array(100)));
  const {code, stdout, stderr} = await read(file, '--json');
  t.is(code, 3);
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const message = 'expected a packet of at most 262144 octets, got 4294967295';
  t.deepEqual(lines.at(-1), {
    ...{kind: 'summary', shown: 5, received: 5, dropped: 0},
    damage: `${file}: the file is damaged after frame 5: pcap: ${message}`,
  });
  t.is(stderr, `vip: ${file}: the file is damaged after frame 5: pcap: ${message}\n`);
});

test('a file without packets, and an empty one, are reported as such, with the same exit code by every command', async t => {
  for (const [bytes, words] of [
    [pcapHeader(), 'the file has no packets'],
    [new Uint8Array(0), 'the file is empty'],
  ] as const) {
    const file = fileOf(t, bytes);
    const {code, stderr} = await read(file);
    t.is(code, 3);
    for (const command of ['watch', 'explain'])
      t.is((await startCommand(vipCommand('root', [command, file])).ended).code, 3, command);
    t.is(stderr, `vip: warning: ${file}: ${words}\nvip: 0 shown, 0 received, 0 dropped by the kernel\n`);
  }
});

test('frames of another link type are skipped and counted, and the others keep their numbers', async t => {
  const announcement = [...realFrames('arping').values()][0] ?? hex('');
  const {section, iface, enhanced} = pcapngBlocks(true);
  const of = (iface: number, bytes: Uint8Array) => enhanced({iface, bytes});
  const wifi = of(1, hex('0000'));
  const blocks = [wifi, of(0, announcement), wifi, of(0, announcement)];
  const file = fileOf(t, concat(section(), iface(), iface({linkType: 105}), ...blocks));
  const {code, stdout, stderr} = await read(file);
  t.is(code, 0);
  t.deepEqual(
    [...stdout.matchAll(/^ *(\d+) {2}\d/gm)].map(([, number]) => number),
    ['2', '4'],
  );
  t.is(
    stderr,
    `vip: warning: ${file}: skipping 2 frames of link type 105; supported: Ethernet (1), cooked captures (113, 276) and ` +
      'bare IP (101, 228, 229)\nvip: 2 shown, 4 received, 0 dropped by the kernel\n',
  );
  const foreign = await read(fileOf(t, concat(section(), iface({linkType: 105}), of(0, hex('0000')))));
  t.is(foreign.code, 3);
  t.regex(foreign.stderr, /^vip: \S+: expected Ethernet \(1\), [^\n]*, got link type 105\n/);
});

test('several other link types make one warning', async t => {
  const announcement = [...realFrames('arping').values()][0] ?? hex('');
  const {section, iface, enhanced} = pcapngBlocks(true);
  const ifaces = [section(), iface({linkType: 105}), iface({linkType: 189}), iface()];
  const others = [0, 1, 0].map(iface => enhanced({iface, bytes: hex('0000')}));
  const file = fileOf(t, concat(...ifaces, ...others, enhanced({iface: 2, bytes: announcement})));
  for (const command of ['capture', 'watch', 'explain']) {
    const {stderr} = await startCommand(vipCommand('root', [command, file])).ended;
    const warnings = stderr.split('\n').filter(line => line.startsWith('vip: warning: '));
    t.is(warnings.length, 1, stderr);
    t.regex(stderr, /: skipping 3 frames of link types 105 and 189; supported: /, command);
  }
  const foreign = await read(fileOf(t, concat(...ifaces, ...others)));
  t.is(foreign.code, 3);
  t.regex(foreign.stderr, /^vip: \S+: expected Ethernet \(1\), [^\n]*, got link types 105 and 189\n/);
});

test('a compressed file of another format, and a doubly compressed one, are refused in one line', async t => {
  for (const [bytes, got] of [
    [gzipSync('GET / HTTP/1.1'), 'text that begins with "GET " (tcpdump -w writes a capture)'],
    [gzipSync(gzipSync('GET')), 'gzip'],
  ] as const) {
    const file = fileOf(t, bytes);
    const {code, stderr} = await read(file);
    t.is(code, 3);
    t.is(stderr, `vip: ${file}: capture file: expected pcap or pcapng, got ${got}\n`);
  }
});

test('a decompression bomb of half a gigabyte does not take that much memory', async t => {
  const zeros = new Uint8Array(1 << 20);
  const header = pcapHeader();
  const record = pcapRecord(zeros.subarray(0, 262_144));
  const member = gzipSync(concat(...Array.from({length: 64}, () => record)));
  const file = fileOf(t, concat(gzipSync(header), ...Array.from({length: 32}, () => member)));
  t.true(readFileSync(file).length < 1 << 20);
  const report = 'process.on("exit",()=>process._rawDebug(process.resourceUsage().maxRSS))';
  const env = {NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(report)}`};
  const ended = await startCommand(vipCommand('root', ['capture', file, '--garp']), {env}).ended;
  t.is(ended.code, 0);
  const kilobytes = Number(/(\d+)\n$/.exec(ended.stderr)?.[1]);
  t.true(kilobytes > 0 && kilobytes < 250_000, `${kilobytes} kB`);
  t.regex(ended.stderr, /0 shown, 2048 received/);
});

test('trap: the same address in two VLANs is two addresses, even in a cooked capture', async t => {
  const announcement = (vlan: string, mac: string) =>
    hex(
      `0001 0001 0006 ${mac} 0000 | 8100 ${vlan} 0806 | 0001 0800 06 04 0001 ${mac} 0a0302c8 ffffffffffff 0a0302c8`,
    );
  const capture = (second: string) => {
    const frames = [announcement('0007', '020000000010'), announcement(second, '020000000011')];
    const records = frames.map((bytes, seconds) => pcapRecord(bytes, {seconds}));
    return read(fileOf(t, concat(pcapHeader({linkType: 113}), ...records)));
  };
  t.notRegex((await capture('0008')).stdout, /moved|conflict/);
  t.regex((await capture('0007')).stdout, / moved 02:00:00:00:00:10 -> 02:00:00:00:00:11 after/);
});
