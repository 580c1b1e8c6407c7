/** What `vip tickle` and `vip garp --tickle` refuse before anything is touched. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

const TICKLE = ['tickle', '--ip', '192.0.2.1'];
const GARP = ['garp', '--iface', 'lo', '--mac', '02:00:00:00:00:01', '--ip', '192.0.2.1'];

type Row = readonly [title: string, args: readonly string[], code: number, line: string];

const ROWS: readonly Row[] = [
  ['no purpose', TICKLE, 2, 'expected --from FILE, --learn FILE, --to HOST:PORT or --kill, got none of them'],
  ['two purposes', [...TICKLE, '--from', 'x', '--kill'], 2, '--kill: vip tickle --from does not read it'],
  [
    'an option with another purpose',
    [...TICKLE, '--learn', 'x', '--pace', '1ms'],
    2,
    '--pace: vip tickle --learn does not read it',
  ],
  [
    '--listen without a file',
    [...TICKLE, '--to', '192.0.2.2:7999', '--listen', '7999'],
    2,
    '--listen: vip tickle --to does not read it; add --learn FILE',
  ],
  [
    '--to without a key',
    [...TICKLE, '--to', '192.0.2.2:7999'],
    2,
    '--to: expected a key that both nodes have (--key FILE)',
  ],
  [
    '--listen without a key',
    [...TICKLE, '--learn', 'x', '--listen', '7999'],
    2,
    '--listen: expected a key that both nodes have (--key FILE)',
  ],
  [
    'a receiver without a port',
    [...TICKLE, '--to', 'fd00::1'],
    2,
    '--to: expected HOST:PORT or [ADDRESS]:PORT, got "fd00::1"',
  ],
  [
    'an invalid port',
    [...TICKLE, '--listen', '65536'],
    2,
    '--listen: expected a port or ADDRESS:PORT, got "65536"',
  ],
  [
    'an invalid client',
    [...TICKLE, '--from', 'x', '--verify', 'host'],
    2,
    '--verify: expected a dotted quad or an IPv6 address, got "host"',
  ],
  [
    'a missing list',
    [...TICKLE, '--from', '/nowhere/sessions'],
    3,
    '--from: /nowhere/sessions: no such file',
  ],
  ['a directory as a list', [...TICKLE, '--from', '/'], 3, '--from: /: expected a file, got a directory'],
  [
    'an interface that does not exist, although the list is empty',
    [...TICKLE, '--from', '/dev/null', '--iface', 'nosuch0'],
    3,
    'interface nosuch0: no such interface (ip link lists those that exist)',
  ],
  [
    'a file that cannot be written',
    [...TICKLE, '--learn', '/nowhere/sessions'],
    3,
    '--learn /nowhere/sessions: nothing was written: no such file or directory',
  ],
  [
    'an option of the announcement that does not go with --tickle',
    [...GARP, '--tickle', 'x'],
    2,
    '--mac: vip garp --tickle does not read it; run vip garp, then vip tickle',
  ],
];

for (const [title, args, code, line] of ROWS)
  test(`refuses ${title}`, async t => {
    const ended = await vip(who, args);
    t.deepEqual(ended, {code, signal: null, stdout: '', stderr: `vip: ${line}\n`});
  });

test('a line that is not a session is refused with the file and its number, without its content', async t => {
  const file = join(temporaryDirectory(t), 'sessions');
  writeFileSync(file, '192.0.2.1:80 192.0.2.9:1234\nroot:x:0:0\n');
  const problem = `file ${JSON.stringify(file)}: line 2: expected two socket addresses, got something else`;
  const ended = await vip(who, [...TICKLE, '--from', file]);
  t.deepEqual([ended.code, ended.stderr], [2, `vip: --from: ${problem}\n`]);
  const garp = await vip(who, ['garp', '--iface', 'lo', '--ip', '192.0.2.1', '--tickle', file]);
  t.deepEqual([garp.code, garp.stderr], [2, `vip: --tickle: ${problem}\n`]);
});

test('a key that is too short is refused, and a list from another address is reported', async t => {
  const directory = temporaryDirectory(t);
  const key = join(directory, 'key');
  writeFileSync(key, 'short\n');
  const short = await vip(who, [...TICKLE, '--to', '192.0.2.2:7999', '--key', key]);
  t.deepEqual(
    [short.code, short.stderr],
    [2, `vip: --key: file ${JSON.stringify(key)}: expected a key of 32 to 64 octets, got 5\n`],
  );
  const list = join(directory, 'sessions');
  writeFileSync(list, '192.0.2.7:80 192.0.2.9:1234\n');
  const other = await vip(who, [...TICKLE, '--from', list]);
  t.is(other.code, 0);
  t.is(other.stdout, '0 sessions of 192.0.2.1: nothing to do\n');
  t.is(other.stderr, `vip: warning: file ${JSON.stringify(list)}: it lists no session of 192.0.2.1\n`);
});
