/** `npm run fuzz`: a little of it, and that it finds what it looks for. */

import {readdirSync, readFileSync} from 'node:fs';
import {constants, setPriority} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {OWN_CONDITIONS} from './helpers/own-conditions.js';
import {type Ended, startCommand} from './helpers/product.js';
import {temporaryDirectory} from './helpers/temporary-directory.js';
import {rounds} from './helpers/torture.js';

const PROGRAM = fileURLToPath(new URL('../../fuzz/dist/index.js', import.meta.url));

/** With the lowest priority, on a machine that is busy all the time, seconds take minutes. */
const PATIENCE_MS = 900_000;

/** For all targets together. */
const SECONDS = rounds(8, 600);

/** Concurrent measurements take precedence. */
function fuzz(...args: readonly string[]): Promise<Ended> {
  const {child, ended} = startCommand([process.execPath, ...OWN_CONDITIONS, PROGRAM, ...args]);
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  return ended;
}

test('malformed inputs break no decoder and no reader', async t => {
  t.timeout(PATIENCE_MS + 1000 * SECONDS);
  const {code, stdout, stderr} = await fuzz(
    '--seconds',
    String(SECONDS),
    '--findings',
    temporaryDirectory(t),
  );
  t.is(code, 0, stdout + stderr);
  t.regex(stdout, /^fuzz: seed \d+\n(?:[a-z0-9-]+ +\d+ inputs +\d+ outcomes\n){24,}$/);
});

async function find(t: ExecutionContext, target: string, expected: RegExp): Promise<Uint8Array> {
  const findings = temporaryDirectory(t);
  const args = ['--target', target, '--seed', '1', '--findings', findings];
  const {code, stdout} = await fuzz(...args, '--seconds', '60');
  t.is(code, 1, stdout);
  t.regex(stdout, expected);
  const [name = '', ...more] = readdirSync(findings);
  t.deepEqual(more, []);
  return new Uint8Array(readFileSync(join(findings, name)));
}

test('a forbidden error of a decoder is found, and its input minimised', async t => {
  t.timeout(PATIENCE_MS);
  const input = await find(t, 'planted-throw', /^planted-throw: TypeError: planted$/m);
  t.deepEqual([...input], [0, 0x80, 0, 0]);
});

test('the same seed gives the same inputs', async t => {
  t.timeout(PATIENCE_MS);
  const run = async (seed: string) =>
    (await fuzz('--target', 'pcapng', '--target', 'format', '--inputs', '500', '--seed', seed)).stdout;
  const first = await run('42');
  t.is(await run('42'), first);
  t.not((await run('43')).replace('43', '42'), first);
});

test('a value that does not survive, a changed input and a control character are found', async t => {
  t.timeout(PATIENCE_MS);
  await find(t, 'planted-unstable', /decode\(encode\(decode\(x\)\)\) differs from decode\(x\)/);
  await find(t, 'planted-change', /the input was changed/);
  await find(t, 'planted-control', /control character: "/);
});

test('an input that hangs or takes memory is found', async t => {
  t.timeout(PATIENCE_MS);
  const hanging = await find(t, 'planted-hang', /^planted-hang: took 10 s$/m);
  t.is(hanging[0], 0x80);
  const greedy = await find(t, 'planted-memory', /^planted-memory: .*octets of buffers$/m);
  t.is(greedy[0], 0x80);
});

test('a target or a number that is none is refused', async t => {
  const nobody = await fuzz('--target', 'nobody');
  t.is(nobody.code, 2);
  t.regex(nobody.stderr, /^fuzz: --target: expected one of ethernet, arp, .*, got "nobody"\n$/);
  t.is((await fuzz('--seed', 'x')).stderr, 'fuzz: expected a number, got "x"\n');
});
