/** Output for people uses the characters of their locale; output for machines does not depend on it. */

import {fileURLToPath} from 'node:url';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {recordedEvents, savedRuns} from '../helpers/recorded.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';
const CAPTURE = fileURLToPath(new URL('../../fixtures/failovers/healthy.pcapng.gz', import.meta.url));
const FRAME = ['garp', '--iface', 'lo', '--mac', '02:00:00:00:00:11', '--dry-run'];

const C = {env: {LC_ALL: 'C'}};
const UTF8 = {env: {LC_ALL: 'C.UTF-8'}};

const TEXTS: readonly (readonly string[])[] = [
  ['--help'],
  ...['garp', 'capture', 'explain', 'who', 'experiment', 'lab', 'exec', 'report'].map(name => [
    name,
    '--help',
  ]),
  [...FRAME, '--ip', '10.3.2.200'],
  [...FRAME, '--ip', 'fd00::200'],
  ['explain', CAPTURE],
  ['capture', CAPTURE, '--garp'],
  ['lesson'],
  ['lab', '--print'],
  ['explain', '/nonexistent/\u00e9\u{1f600}'],
];

for (const args of TEXTS) {
  test(`output is ASCII if the locale has nothing else: vip ${args.join(' ')}`, async t => {
    const {stdout, stderr} = await vip(who, args, C);
    t.not(stdout + stderr, '');
    t.regex(stdout + stderr, /^[\t\n\x20-\x7e]*$/);
  });
}

test('a saved run is printed in ASCII, or in UTF-8 if the locale allows it', async t => {
  const runs = savedRuns(t, recordedEvents('keepalived'));
  const ascii = await vip(who, ['report', runs], C);
  t.regex(ascii.stdout, /^[\n\x20-\x7e]*$/);
  const utf8 = await vip(who, ['report', runs], UTF8);
  t.true(utf8.stdout.includes(' \u00b1 '));
  // It has the same width, so columns stay aligned.
  t.is(ascii.stdout, utf8.stdout.replaceAll('\u00b1 ', '+-').replaceAll('\u00b5', 'u'));
});

test('the first of LC_ALL, LC_CTYPE and LANG that is set decides', async t => {
  const runs = savedRuns(t, recordedEvents('keepalived'));
  const told = async (env: Record<string, string>) => (await vip(who, ['report', runs], {env})).stdout;
  t.true((await told({LC_ALL: '', LC_CTYPE: 'de_DE.utf8', LANG: 'C'})).includes('\u00b1'));
  t.false((await told({LC_ALL: '', LC_CTYPE: '', LANG: ''})).includes('\u00b1'));
});

test('--json is the same whatever the locale', async t => {
  const runs = savedRuns(t, recordedEvents('keepalived'));
  const [c, utf8] = await Promise.all(
    [C, UTF8].map(options => vip(who, ['report', runs, '--json'], options)),
  );
  t.is(c?.stdout, utf8?.stdout);
});
