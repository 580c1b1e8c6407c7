/**
 * A file that is missing, a directory, unreadable or empty is refused by every command in the same words,
 * after the option that names it, with exit 3.
 */

import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {KINDS} from '../kinds/index.js';
import type {Kind} from '../kinds/kind.js';
import {writeFile} from '../kinds/write.js';

interface Reader {
  readonly args: (file: string) => string[];
  readonly where?: string;
  /** Whether the command also reads a directory. */
  readonly isForDirectories?: true;
}

const READERS: readonly Reader[] = [
  {args: file => ['explain', file]},
  {args: file => ['capture', file]},
  {args: file => ['watch', file]},
  {args: file => ['report', file], isForDirectories: true},
  {args: file => ['report', '--watch', file]},
  {args: file => ['audit', file], isForDirectories: true},
  {args: file => ['grade', file, '.']},
  {args: file => ['trial', '--scenario', file], where: '--scenario: '},
  {args: file => ['trial', '--driver', 'keepalived', '--config', file], where: '--config: '},
  {
    args: file => ['trial', '--driver', 'vip', '--baseline', file],
    where: '--baseline: ',
    isForDirectories: true,
  },
  {args: file => ['lesson', 'stale-cache', '--predict', file], where: '--predict: '},
  {args: file => ['explain', '--iface', 'none0', '--key', file], where: '--key: '},
  {args: file => ['garp', '--iface', 'none0', '--ip', `@${file}`], where: '--ip: '},
];

for (const {args, where = '', isForDirectories} of READERS) {
  test(`vip ${args('FILE').join(' ')} says in the same words why it cannot be read`, async t => {
    const cwd = temporaryDirectory(t);
    chmodSync(cwd, 0o755);
    const [missing, directory, forbidden] = ['missing', 'directory', 'forbidden'].map(name =>
      join(cwd, name),
    ) as [string, string, string];
    mkdirSync(directory);
    writeFileSync(forbidden, 'x');
    chmodSync(forbidden, 0);
    const rows = [
      [missing, ': no such file'],
      [forbidden, ' cannot be read: permission denied'],
      ...(isForDirectories ? [] : [[directory, ': expected a file, got a directory'] as const]),
    ] as const;
    for (const [file, problem] of rows) {
      const {code, stdout, stderr} = await vip('user', args(file), {cwd});
      t.is(stderr, `vip: ${where}${file}${problem}\n`);
      t.deepEqual([code, stdout], [3, '']);
    }
  });
}

/** Captures without a frame, and what is said about each. */
const FRAMELESS: readonly (readonly [name: string, octets: Uint8Array, problem: string])[] = [
  ['empty', new Uint8Array(0), 'the file is empty'],
  ['empty.gz', gzipSync(''), 'the file is empty'],
  ['blank', Buffer.from('\n\n'), 'the file is cut off: capture file: expected at least 4 octets, got 2'],
  ['header.pcap', writeFile([], 'pcap'), 'the file has no packets'],
  ['header.pcapng', writeFile([], 'pcapng'), 'the file has no packets'],
  ['header.pcap.gz', gzipSync(writeFile([], 'pcap')), 'the file has no packets'],
];

/** Commands that read a capture, each with other files in which nothing is wrong. */
const CAPTURE_READERS: readonly ((file: string) => string[])[] = [
  file => ['explain', file],
  file => ['explain', `a=${file}`, 'b=healthy.pcapng', 'c=again.pcapng'],
  file => ['capture', file],
  file => ['watch', file],
  file => ['audit', 'lb1.conf', '--capture', file],
];

const INSTANCE = `vrrp_instance V {
interface eth0
virtual_router_id 7
virtual_ipaddress {
192.0.2.1/24
}
}
`;

function healthy(): Uint8Array {
  return writeFile((KINDS.find(({name}) => name === 'handover') as Kind).make(1).frames, 'pcapng');
}

for (const args of CAPTURE_READERS) {
  test(`vip ${args('FILE').join(' ')} names a capture without frames, which is no evidence of health`, async t => {
    const cwd = temporaryDirectory(t);
    chmodSync(cwd, 0o755);
    for (const name of ['healthy.pcapng', 'again.pcapng']) writeFileSync(join(cwd, name), healthy());
    writeFileSync(join(cwd, 'lb1.conf'), INSTANCE);
    for (const [file, octets, problem] of FRAMELESS) {
      writeFileSync(join(cwd, file), octets);
      const {code, stderr} = await vip('user', args(file), {cwd});
      t.is(code, 3, file);
      t.true(stderr.startsWith(`vip: warning: ${file}: ${problem}\n`), stderr);
    }
  });
}

for (const command of ['explain', 'capture', 'watch']) {
  test(`vip ${command} names a file that is empty, and one that is not a capture`, async t => {
    const cwd = temporaryDirectory(t);
    chmodSync(cwd, 0o755);
    const [empty, other] = [join(cwd, 'empty'), join(cwd, 'other')];
    writeFileSync(empty, '');
    writeFileSync(other, Uint8Array.of(0x17, 0x8f, 0xfd, 0x26, 0, 1));
    const nothing = await vip('user', [command, empty], {cwd});
    t.is(nothing.code, 3);
    t.true(nothing.stderr.startsWith(`vip: warning: ${empty}: the file is empty\n`), nothing.stderr);
    const {code, stdout, stderr} = await vip('user', [command, other], {cwd});
    t.deepEqual([code, stdout], [3, '']);
    t.is(stderr, `vip: ${other}: capture file: expected pcap or pcapng, got octets 17 8f fd 26\n`);
  });
}

test('two captures of one healthy story are healthy', async t => {
  const cwd = temporaryDirectory(t);
  chmodSync(cwd, 0o755);
  for (const file of ['healthy.pcapng', 'again.pcapng']) writeFileSync(join(cwd, file), healthy());
  t.is((await vip('user', ['explain', 'healthy.pcapng', 'again.pcapng'], {cwd})).code, 0);
});
