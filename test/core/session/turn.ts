/** Turns taken in this process and in others. */

import {randomUUID} from 'node:crypto';
import {once, setMaxListeners} from 'node:events';
import {createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {formatTurnHolder, type TurnHolder, takeTurn} from '@vip/core/internal';
import test from 'ava';
import {startCommand} from '../../helpers/product.js';

const never = new AbortController().signal;
setMaxListeners(0, never);
const options = (name: string, places: number, waits: string[] = [], signal = never) => ({
  ...{name, places, signal, command: ['vip', 'experiment']},
  onWait: (holders: readonly TurnHolder[]) =>
    void waits.push(holders.map(each => formatTurnHolder(each)).join()),
});

test('no more run at once than there are places, all run eventually, and those that wait print one message', async t => {
  const name = randomUUID();
  const waits: string[] = [];
  let holding = 0;
  let most = 0;
  await Promise.all(
    Array.from({length: 20}, async () => {
      using _turn = await takeTurn(options(name, 3, waits));
      most = Math.max(most, ++holding);
      while (most < 3 || waits.length < 17) await sleep(1);
      holding--;
    }),
  );
  t.is(most, 3);
  t.is(waits.length, 17);
});

test('a wait that is interrupted ends without taking a turn', async t => {
  const name = randomUUID();
  const first = await takeTurn(options(name, 1));
  const controller = new AbortController();
  const second = takeTurn(options(name, 1, [], controller.signal));
  controller.abort(new Error('interrupted'));
  await t.throwsAsync(second, {message: 'interrupted'});
  await t.throwsAsync(takeTurn(options(name, 1, [], controller.signal)), {message: 'interrupted'});
  first.end();
  first.end();
  using _third = await takeTurn(options(name, 1));
  t.pass();
});

test('a place is free again when its holder is killed, and a place does not keep its holder from exiting', async t => {
  const name = randomUUID();
  const core = fileURLToPath(import.meta.resolve('@vip/core/internal'));
  const hold = (then: string) => `
    const {takeTurn} = await import(${JSON.stringify(core)});
    await takeTurn({name: ${JSON.stringify(name)}, places: 1, command: ['another'], signal: new AbortController().signal, onWait() {}});
    console.log('holds'); ${then}`;
  const killed = startCommand([
    process.execPath,
    '--input-type=module',
    '-e',
    hold('setInterval(() => {}, 1000);'),
  ]);
  t.teardown(() => killed.child.kill('SIGKILL'));
  await killed.says('holds');
  const waits: string[] = [];
  const mine = takeTurn(options(name, 1, waits));
  while (waits.length === 0) await sleep(5);
  t.deepEqual(waits, [`process ${killed.child.pid} (another, for 0 s)`]);
  killed.child.kill('SIGKILL');
  (await mine).end();
  t.is((await startCommand([process.execPath, '--input-type=module', '-e', hold('')]).ended).code, 0);
});

test('a wait ends if no process ends for too long, and names those it waited for', async t => {
  const name = randomUUID();
  using _stuck = await takeTurn(options(name, 1));
  const error = await t.throwsAsync(takeTurn({...options(name, 1), patienceMs: 1000}), {
    code: 'NOT_POSSIBLE',
  });
  t.regex(
    error?.message ?? '',
    /^turn: expected one of the running measurements to end within 1 s, got none: process \d+ \(vip experiment, for \d s\)$/,
  );
});

test('names of abstract sockets, which any user can take, do not make a process wait', async t => {
  const name = randomUUID();
  const squatter = createServer().listen(`\0${name}-0`);
  t.teardown(() => squatter.close());
  await once(squatter, 'listening');
  using _turn = await takeTurn({...options(name, 1), patienceMs: 1});
  t.pass();
});
