/**
 * In a file of a thousand addresses over an hour, `vip watch` misses nothing that `vip explain` finds, and
 * needs little memory.
 */

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setInterval} from 'node:timers';
import test from 'ava';
import {addressOfNumber, movesIn, writeManyAddresses} from '../helpers/many-addresses.js';
import {jsonLines, type Running, startVip, vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {isTorture} from '../helpers/torture.js';

/** The file of an hour has 2.7 GB, so that outside torture there is only a minute of a hundred addresses. */
const MANY = isTorture
  ? {addresses: 1000, framesPerSecond: 10_000, seconds: 3600, moveEvery: 7}
  : {addresses: 100, framesPerSecond: 1000, seconds: 60, moveEvery: 7};

/**
 * The memory that an hour may take, in octets, a twentieth less than promised; and how much more its last
 * third may take than its first.
 */
const MOST_MEMORY = 190e6;
const MOST_GROWTH = 1.05;
const LOOK_MS = 100;

interface Told {
  readonly kind: string;
  readonly id: string;
  readonly ip: string;
  readonly frame: number;
  readonly to: string;
  readonly verdict?: string;
  readonly handovers?: readonly Told[];
}

/** The resident memory of a process, in octets; empty once it has ended. */
function residentOf(pid: number): number[] {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? [] : [1024 * Number(kilobytes)];
  } catch {
    return [];
  }
}

async function memoryOf({child, ended}: Running): Promise<number[]> {
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(...residentOf(child.pid ?? 0)), LOOK_MS);
  await ended.finally(() => clearInterval(timer));
  return memory;
}

const mean = (part: readonly number[]) => part.reduce((sum, one) => sum + one, 0) / part.length;

test('every move is reported with the verdict of vip explain, and memory stays flat', async t => {
  const directory = temporaryDirectory(t);
  const [file, list] = [join(directory, 'many.pcap'), join(directory, 'addresses')];
  writeManyAddresses(file, MANY);
  writeFileSync(list, Array.from({length: MANY.addresses}, (_, n) => `${addressOfNumber(n)}\n`).join(''));

  const running = startVip('root', ['watch', '--json', '--ip', `@${list}`, file]);
  const memory = await memoryOf(running);
  const {code, stdout, stderr} = await running.ended;
  t.deepEqual([code, stderr], [0, '']);
  const moves = (jsonLines(stdout) as unknown as Told[]).filter(({kind}) => kind === 'moved');
  const last = [...new Map(moves.map(move => [move.id, move])).values()];
  t.deepEqual(
    last.map(({ip}) => ip),
    movesIn(MANY).map(({ip}) => ip),
  );

  const explained = jsonLines((await vip('root', ['explain', '--json', file])).stdout) as unknown as Told[];
  const handovers = explained.flatMap(({ip, handovers = []}) => handovers.map(one => ({...one, ip})));
  const textOf = ({ip, frame, to, verdict}: Told) => `${frame} ${ip} ${to} ${verdict}`;
  t.deepEqual(last.map(textOf).sort(), handovers.map(textOf).sort());

  t.true(Math.max(...memory) < MOST_MEMORY, memory.join());
  if (!isTorture) return;
  const third = Math.floor(memory.length / 3);
  const growth = mean(memory.slice(-third)) / mean(memory.slice(0, third));
  t.log(`${memory.length} looks: at most ${Math.max(...memory) / 1e6} MB, last third to first ${growth}`);
  t.true(growth <= MOST_GROWTH, memory.join());
});
