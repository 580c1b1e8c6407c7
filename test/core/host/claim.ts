/** Names that only one process of a user can hold at a time. */

import {randomUUID} from 'node:crypto';
import {existsSync, readdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {claim, holders, type NameClaim} from '@vip/core/internal';
import test, {type ExecutionContext} from 'ava';
import {type Running, startCommand} from '../../helpers/product.js';

const holderOf = async (name: string) => (await holders()).find(holder => holder.name === name);

async function mustClaim(t: ExecutionContext, name: string, about: unknown = null): Promise<NameClaim> {
  const held = await claim(name, about);
  if (held === undefined) throw new Error(`${name} is held`);
  t.teardown(() => held.end());
  return held;
}

/** Another process that takes the name and then does this. */
async function anotherHolds(t: ExecutionContext, name: string, then: string): Promise<Running> {
  const core = JSON.stringify(fileURLToPath(import.meta.resolve('@vip/core/internal')));
  const script = `
    const {claim} = await import(${core});
    const held = await claim(${JSON.stringify(name)}, {by: 'another'});
    console.log(held === undefined ? 'refused' : 'holds');
    ${then}`;
  const running = startCommand([process.execPath, '--input-type=module', '-e', script]);
  t.teardown(() => running.child.kill('SIGKILL'));
  await running.says(/holds|refused/);
  return running;
}

const FOR_EVER = 'setInterval(() => {}, 1000);';

test('one process holds it, publishes information, and releases it', async t => {
  const name = randomUUID();
  const held = await mustClaim(t, name, {pid: 1});
  t.is(await claim(name, null), undefined);
  t.deepEqual((await holderOf(name))?.about, {pid: 1});
  held.tell({pid: 2});
  t.deepEqual((await holderOf(name))?.about, {pid: 2});
  held.end();
  held.end();
  t.is(await holderOf(name), undefined);
  await mustClaim(t, name);
});

test('of twenty processes that want it at once, one gets it, every time', async t => {
  const name = randomUUID();
  for (let turn = 0; turn < 10; turn++) {
    const all = await Promise.all(Array.from({length: 20}, (_, which) => claim(name, which)));
    const got = all.flatMap((held, which) => (held === undefined ? [] : [which]));
    t.is(got.length, 1);
    t.is((await holderOf(name))?.about, got[0]);
    for (const held of all) held?.end();
  }
});

test('of twenty processes that clear up after a dead holder, one gets it', async t => {
  const name = randomUUID();
  for (let turn = 0; turn < 3; turn++) {
    const other = await anotherHolds(t, name, FOR_EVER);
    t.deepEqual((await holderOf(name))?.about, {by: 'another'});
    other.child.kill('SIGKILL');
    await other.ended;
    const all = await Promise.all(Array.from({length: 20}, () => claim(name, null)));
    t.is(all.filter(held => held !== undefined).length, 1);
    for (const held of all) held?.end();
  }
});

test('a stopped process remains the holder', async t => {
  const name = randomUUID();
  const other = await anotherHolds(t, name, FOR_EVER);
  other.child.kill('SIGSTOP');
  t.is(await claim(name, null), undefined);
  t.deepEqual((await holderOf(name))?.about, {by: 'another'});
});

test('holding a name does not keep a process from exiting, and a normal exit leaves nothing behind', async t => {
  const name = randomUUID();
  const held = await mustClaim(t, randomUUID());
  const other = await anotherHolds(t, name, 'process.exit(7);');
  t.is((await other.ended).code, 7);
  const {socket} = (await holders())[0] ?? {};
  t.false(readdirSync(dirname(dirname(socket ?? ''))).includes(name));
  held.end();
});

test('listing the names removes the remains of a killed holder', async t => {
  const name = randomUUID();
  const other = await anotherHolds(t, name, FOR_EVER);
  const {socket = ''} = (await holderOf(name)) ?? {};
  other.child.kill('SIGKILL');
  await other.ended;
  t.not(socket, '');
  await holders(); // another listing may have removed it already

  t.false(existsSync(dirname(socket)));
});
