/**
 * What `vip explain` accepts besides the file: keys for verification, and the length from which an outage is
 * a fault.
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {rejectedKeys} from '../kinds/cases/adverts-rejected.js';
import {encapsulated} from '../kinds/cases/encapsulated.js';
import {sameMacOutage} from '../kinds/cases/same-mac-outage.js';
import type {Kind} from '../kinds/kind.js';
import {KEY} from '../kinds/wire/advert.js';
import {writeFile} from '../kinds/write.js';

function captureOf(t: ExecutionContext, kind: Kind): {file: string; ask: string[]} {
  const file = join(temporaryDirectory(t), `${kind.name}.pcap`);
  const {frames, ask = []} = kind.make(1);
  writeFileSync(file, writeFile(frames, 'pcap'));
  return {file, ask: ask.flatMap(ip => ['--ip', ip])};
}

function written(t: ExecutionContext, text: string | Uint8Array): string {
  const file = join(temporaryDirectory(t), 'vrrp51');
  writeFileSync(file, text);
  return file;
}

const explained = async (...args: string[]) => {
  const {code, stdout, stderr} = await vip('root', ['explain', ...args]);
  return {code, stderr, text: stdout.replace(/\s+/g, ' ')};
};

const HEX = `hex:${Buffer.from(KEY).toString('hex')}`;

test("--key reads keepalived's format, with or without a line terminator, in either case", async t => {
  const {file} = captureOf(t, rejectedKeys);
  for (const text of [HEX, `${HEX}\n`, HEX.replace(/[a-f](?=[\da-f]*$)/g, digit => digit.toUpperCase())]) {
    const {text: told, stderr} = await explained(file, '--key', written(t, text));
    t.regex(told, /Note: \S+ signed its advertisements with the key: (\d+) of \1\./);
    t.regex(told, /Note: Of (\d+) signed advertisements of \S+, \1 match none of the given keys/);
    t.is(stderr, '');
  }
});

test('without --key, signatures are said to be unverified; with the wrong key, all of them are foreign', async t => {
  const {file} = captureOf(t, rejectedKeys);
  const {text} = await explained(file);
  t.regex(
    text.replace(/\s+/g, ' '),
    /whether the signatures are genuine is not known without the key \(--key\)/,
  );
  t.notRegex(text, /match none/);
  const wrong = await explained(file, '--key', written(t, 'a passphrase of forty octets, no fewer.\n'));
  t.is(wrong.text.match(/match none of the given keys/g)?.length, 2);
  t.notRegex(wrong.text, /signed its advertisements with the key/);
});

test('of two keys, the one that matches is used', async t => {
  const {file} = captureOf(t, rejectedKeys);
  const keys = ['a passphrase of forty octets, no fewer.', HEX].flatMap(text => ['--key', written(t, text)]);
  t.regex((await explained(file, ...keys)).text, /signed its advertisements with the key/);
});

test('--key for a capture without signatures says so', async t => {
  const {file, ask} = captureOf(t, sameMacOutage);
  const {stderr} = await explained(file, ...ask, '--key', written(t, HEX));
  t.is(stderr, 'vip: explain: no advertisement in it is signed, so --key has no effect\n');
});

for (const [what, text, got] of [
  ['a short key', 'secret\n', 'got 6'],
  ['a long key', 'x'.repeat(65), 'got 65'],
  ['an empty file', '', 'got 0'],
  ['digits that are none', 'hex:0g'.padEnd(70, '0'), 'got something else after hex:'],
] as const) {
  test(`--key with ${what} yields exit 2 and one line, without the key`, async t => {
    const key = written(t, text);
    const {code, stderr} = await vip('root', ['explain', '--key', key, '/nowhere/at/all.pcap']);
    t.is(code, 2);
    t.is(stderr, `vip: --key: file ${JSON.stringify(key)}: expected a key of 32 to 64 octets, ${got}\n`);
  });
}

test('--key with a missing file yields exit 3 and one line', async t => {
  const {code, stderr} = await vip('root', ['explain', '--key', '/nowhere/key', '/nowhere/at/all.pcap']);
  t.is(code, 3);
  t.regex(stderr, /^vip: --key: \/nowhere\/key: no such file\n$/);
});

test('the user decides when an outage is a fault, by its length or by the number of questions', async t => {
  const {file, ask} = captureOf(t, sameMacOutage);
  const brief = (...limits: string[]) => explained('--brief', file, ...ask, ...limits);
  t.like(await brief(), {code: 1});
  t.like(await brief('--min-outage', '1h'), {code: 1});
  t.like(await brief('--min-lost', '100000'), {code: 1});
  const both = await brief('--min-outage', '1h', '--min-lost', '100000');
  t.is(both.code, 0);
  t.regex(both.text, /: HEALTHY, .* answers at .*, dark for /);
});

test('for a capture of nothing but tunnels, each form of the answer says that they were not examined', async t => {
  const {file} = captureOf(t, encapsulated);
  const {length} = encapsulated.make(1).frames;
  for (const form of [[], ['--brief'], ['--json']]) {
    const {code, text, stderr} = await explained(file, ...form);
    t.is(code, 3);
    t.regex(
      form.includes('--json') ? stderr : (text.split('\n')[0] ?? ''),
      new RegExp(
        `no virtual IP found: .*, but ${length} frames \\((?:VXLAN|Geneve|GRE)\\) carry others, which are not examined`,
      ),
    );
  }
});
