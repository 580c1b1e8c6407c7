/**
 * How many ARP frames a second are captured without losing one: by a program that decodes and classifies them, and by `vip
 * capture` with text to a file and to a pipe, compared with tcpdump writing them unformatted and tcpdump formatting them.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Lab} from '@vip/core';
import {background, hasProgram, openCable, SENDER, VIP} from './machine.js';

const CLASSIFYING = fileURLToPath(new URL('./classifying.js', import.meta.url));
const SECONDS = 3;
const RATES = [50_000, 100_000, 200_000, 300_000, 400_000, 500_000, 600_000, 800_000, 1_000_000];
const TARGET = 100_000;

interface Reader {
  readonly name: string;
  readonly argv: readonly string[];
  readonly redirect: string;
  readonly ready: RegExp;
  /** Its counts at the end: taken, received, dropped. */
  readonly counts: RegExp;
}

const TCPDUMP_COUNTS = /(\d+) packets? captured\n(\d+) packets? received by filter\n(\d+) packets? dropped/;
const VIP_COUNTS = /(\d+) shown, (\d+) received, (\d+) dropped/;
const vip = (...more: string[]) => [process.execPath, VIP, 'capture', '--iface', 'vb', ...more];
// The same ring as vip's, in KiB, so that the work is compared and not the room.
const tcpdump = (...more: string[]) => ['tcpdump', '-B', '32768', '-i', 'vb', ...more, 'arp'];

/** The reader that the others are compared with. */
const PEER = 'tcpdump -w - >/dev/null';

const READERS: readonly Reader[] = [
  {
    name: 'a program that decodes and classifies (target: 0.7)',
    argv: [process.execPath, CLASSIFYING, 'vb'],
    redirect: '',
    ready: /listening/,
    counts: VIP_COUNTS,
  },
  {
    name: 'vip capture, text to a file',
    argv: vip(),
    redirect: '>/run/out',
    ready: /listening/,
    counts: VIP_COUNTS,
  },
  {
    name: 'vip capture, text to a pipe',
    argv: vip(),
    redirect: '| cat',
    ready: /listening/,
    counts: VIP_COUNTS,
  },
  {
    name: PEER,
    // Root's tcpdump changes the owner of the file that it writes, and /dev/null belongs to everybody.
    argv: tcpdump('-w', '-'),
    redirect: '>/dev/null',
    ready: /listening/,
    counts: TCPDUMP_COUNTS,
  },
  {
    name: 'tcpdump -nn, text to a file',
    argv: tcpdump('-nn'),
    redirect: '>/run/out',
    ready: /listening/,
    counts: TCPDUMP_COUNTS,
  },
];

interface Result {
  readonly sent: number;
  readonly rate: number;
  readonly shown: number;
  readonly received: number;
  readonly dropped: number;
}

async function once(lab: Lab, reader: Reader, rate: number): Promise<Result> {
  const script = reader.redirect.startsWith('|')
    ? ['bash', '-c', `exec "$@" > >(cat >/dev/null)`, 'bash']
    : [];
  const redirect = reader.redirect.startsWith('|') ? '' : reader.redirect;
  const running = background(lab, 'b', [...script, ...reader.argv], redirect);
  await running.says(reader.ready);
  await sleep(200);
  const {stdout} = await lab.run('a', [process.execPath, SENDER, 'va', String(rate), String(SECONDS)]);
  const sender = JSON.parse(stdout) as {sent: number; rate: number};
  await sleep(500);
  const said = await running.interrupt();
  const [, shown, received, dropped] = reader.counts.exec(said)?.map(Number) ?? [];
  if (shown === undefined || received === undefined || dropped === undefined) throw new Error(said);
  return {...sender, shown, received, dropped};
}

export async function captureRate(): Promise<void> {
  await using lab = await openCable();
  const readers = hasProgram('tcpdump') ? READERS : READERS.filter(({argv}) => argv[0] !== 'tcpdump');
  console.log(`  ${SECONDS} s of ARP announcements on a veth pair; the sender shares the processors`);
  console.log('  sent/s      shown   received  dropped   of those sent');
  const best = new Map<string, number>();
  for (const reader of readers) {
    console.log(`  ${reader.name}`);
    for (const rate of RATES) {
      const result = await once(lab, reader, rate);
      // When interrupted, tcpdump leaves frames in the ring, which are not lost.
      const taken = reader.argv[0] === 'tcpdump' ? result.received : result.shown;
      const isWhole = taken === result.sent && result.dropped === 0;
      const part = ((100 * result.shown) / result.sent).toFixed(2);
      console.log(
        `  ${String(result.rate).padStart(6)} ${[result.shown, result.received, result.dropped].map(n => String(n).padStart(10)).join('')}   ${part} %${isWhole ? ', none lost' : ''}`,
      );
      if (isWhole) best.set(reader.name, result.rate);
      if (!isWhole && rate > TARGET) break;
      if (result.rate < rate * 0.9) {
        console.log('         (the sender cannot send faster)');
        break;
      }
    }
  }
  console.log('  ratio  highest rate without a loss');
  const floor = best.get(PEER) ?? Number.NaN;
  for (const {name} of readers) {
    const rate = best.get(name) ?? 0;
    console.log(`  ${(rate / floor).toFixed(2).padStart(5)}  ${String(rate).padStart(7)}/s  ${name}`);
  }
}
