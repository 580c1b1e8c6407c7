/**
 * From a trigger to the announcement on the wire, by a process that is already waiting: the trigger is a line on its standard
 * input, dated just before it is written; the frame has the kernel's time at the other end of the cable. For comparison, one
 * round trip on that cable, answered by the other end's kernel: a ping or, without that program, a refused connection.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {kernelTime} from '@vip/arp/link';
import type {Lab} from '@vip/core';
import {whileWatched} from './captured-by.js';
import {conversation, hasProgram, openCable} from './machine.js';
import {quantile} from './measure.js';

const WAITING = fileURLToPath(new URL('./waiting.js', import.meta.url));
const REFUSED = fileURLToPath(new URL('./refused.js', import.meta.url));
const N = 500;
const EVERY_MS = 10;
/** A request and a reply. */
const FRAMES = 2;

export async function triggerToWire(): Promise<void> {
  if (!hasProgram('tcpdump')) return;
  await using lab = await openCable();
  await lab.batch('b', [['addr', 'add', '10.3.2.50/8', 'dev', 'vb']]);
  const floors = hasProgram('ping', 'ping, for the usual floor,')
    ? {name: 'floor: one round trip of a ping', values: await pings(lab)}
    : {name: 'floor: a TCP connection that the other end refuses', values: await refusals(lab)};
  const taken = await announcements(lab);
  const floor = quantile(floors.values, 0.5);
  console.log('  ratio      p50      p99    n');
  for (const [name, values] of [
    [floors.name, floors.values],
    ['trigger to request on the wire (target: 1 ms at p99)', taken],
  ] as const) {
    const [p50, p99] = [quantile(values, 0.5), quantile(values, 0.99)];
    const times = [p50, p99].map(ms => `${ms.toFixed(3)} ms`.padStart(8)).join(' ');
    console.log(
      `  ${(p50 / floor).toFixed(2).padStart(5)} ${times} ${String(values.length).padStart(4)}  ${name}`,
    );
  }
}

async function announcements(lab: Lab): Promise<number[]> {
  const {result: triggers, frames} = await whileWatched(lab, 'arp', async () => {
    const waiting = conversation(lab, 'a', [process.execPath, WAITING, 'va', '10.3.2.200']);
    await waiting.says(/waiting/);
    const times: bigint[] = [];
    for (let index = 0; index < N; index++) {
      await sleep(EVERY_MS);
      times.push(kernelTime());
      waiting.tell('now');
    }
    await waiting.end();
    return times;
  });
  if (frames.length !== FRAMES * N) throw new Error(`${frames.length} of ${FRAMES * N} frames were seen`);
  return triggers.map((at, index) => Number((frames[FRAMES * index]?.at ?? 0n) - at) / 1e6);
}

async function pings(lab: Lab): Promise<number[]> {
  const argv = ['ping', '-c', String(N), '-i', String(EVERY_MS / 1000), '10.3.2.50'];
  const {stdout} = await lab.run('a', argv);
  return [...stdout.matchAll(/time=([\d.]+) ms/g)].map(([, ms]) => Number(ms));
}

/** Nothing listens there, so the kernel answers at once, as it answers a ping. */
async function refusals(lab: Lab): Promise<number[]> {
  const argv = [process.execPath, REFUSED, '10.3.2.50', String(N), String(EVERY_MS)];
  const {stdout} = await lab.run('a', argv);
  return JSON.parse(stdout) as number[];
}
