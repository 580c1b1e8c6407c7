/**
 * If a file that should be text is a capture, or anything else that is not text, the error says what it is
 * without quoting its octets.
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const CAPTURE = Buffer.concat([
  encodeSectionHeader({application: 'vip'}),
  encodeInterfaceDescription({name: 'eth0', linkType: 1, snapLength: 65535}),
]);

type Row = readonly [args: (file: string) => string[], where: (file: string) => string];

const READERS: readonly Row[] = [
  [file => ['report', file], file => file],
  [file => ['report', '--watch', file], file => file],
  [file => ['lesson', 'stale-cache', '--predict', file], file => `--predict: ${file}`],
  [file => ['trial', '--scenario', file], file => `--scenario: ${file}`],
  [file => ['trial', '--driver', 'keepalived', '--config', file], file => `--config: ${file}`],
  [file => ['grade', file, '.'], file => file],
  [file => ['explain', '--iface', 'lo', '--key', file], file => `--key: ${file}`],
  [file => ['garp', '--iface', 'lo', '--ip', '192.0.2.1', '--tickle', file], file => `--tickle: ${file}`],
];

const FILES = [
  ['x.pcapng', CAPTURE, 'a capture (vip explain reads it)'],
  ['x.pcapng.gz', gzipSync(CAPTURE), 'gzip (vip explain reads a compressed capture)'],
  ['x.bin', Buffer.from('state\0\u0001\u0002'), 'binary data'],
] as const;

for (const [args, where] of READERS) {
  test(`vip ${args('FILE').join(' ')} names the format of the file it was given`, async t => {
    const cwd = temporaryDirectory(t);
    for (const [name, octets, what] of FILES) {
      const file = join(cwd, name);
      writeFileSync(file, octets);
      const {code, stdout, stderr} = await vip(who, args(file), {cwd});
      t.is(stderr, `vip: ${where(file)} cannot be read: expected text, got ${what}\n`);
      t.is(stdout, '');
      t.true(code === 2 || code === 3);
    }
  });
}

test('a report names the missing file, not the page that it would have written beside it', async t => {
  for (const args of [
    ['report', '/no/such.jsonl'],
    ['report', '--watch', '/no/such.jsonl'],
  ])
    t.is((await vip(who, args)).stderr, 'vip: /no/such.jsonl: no such file\n');
});
