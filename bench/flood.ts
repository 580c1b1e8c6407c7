/**
 * A capture with an ARP filter while other traffic floods the interface, compared with tcpdump with the same filter: whether
 * a frame is lost, and the processor time of each. The filter itself runs in the kernel, in the sender's time.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Lab} from '@vip/core';
import {background, hasProgram, openCable, usage, VIP} from './machine.js';
import {quantile} from './measure.js';

const FLOOD = fileURLToPath(new URL('./flood-run.js', import.meta.url));
const N = 5;
const SECONDS = 3;

interface Reader {
  readonly name: string;
  readonly argv: readonly string[];
  /** Its count of the frames that it took. */
  readonly shown: RegExp;
}

interface Turn {
  readonly sent: number;
  readonly flooded: number;
  readonly lost: number;
  readonly processorMs: number;
}

/**
 * tcpdump lets frames wait for a second unless told to show each at once; vip capture lets them wait 20 ms. So the first is
 * the peer as regards delay, and the others show what that costs.
 */
const READERS: readonly Reader[] = [
  {
    name: "tcpdump --immediate-mode -nn 'arp', text",
    argv: ['tcpdump', '--immediate-mode', '-nn', '-B', '32768', '-i', 'vb', 'arp'],
    shown: /(\d+) packets? received by filter/,
  },
  {
    name: "tcpdump -nn 'arp', text",
    argv: ['tcpdump', '-nn', '-B', '32768', '-i', 'vb', 'arp'],
    shown: /(\d+) packets? received by filter/,
  },
  {
    name: "tcpdump -w /dev/null 'arp'",
    argv: ['tcpdump', '-B', '32768', '-i', 'vb', '-w', '/dev/null', 'arp'],
    shown: /(\d+) packets? received by filter/,
  },
  {
    name: 'vip capture, text',
    argv: [process.execPath, VIP, 'capture', '--iface', 'vb'],
    shown: /(\d+) shown/,
  },
];

export async function underFlood(): Promise<void> {
  if (!hasProgram('tcpdump')) return;
  await using lab = await openCable();
  const turns = new Map<string, Turn[]>();
  for (let turn = 0; turn < N; turn++)
    for (const reader of READERS)
      turns.set(reader.name, [...(turns.get(reader.name) ?? []), await once(lab, reader)]);
  const [first = []] = turns.values();
  const floor = quantile(
    first.map(({processorMs}) => processorMs),
    0.5,
  );
  console.log(
    `  ratio  processor   spread        lost of ARP   among others/s   n   (target: none lost, 1.5)`,
  );
  for (const [name, list] of turns) {
    const times = list.map(({processorMs}) => processorMs);
    const sum = (of: (turn: Turn) => number) => list.reduce((total, turn) => total + of(turn), 0);
    const ms = quantile(times, 0.5);
    const lost = `${sum(({lost}) => lost)} of ${sum(({sent}) => sent)}`.padStart(16);
    const flooded = Math.round(sum(({flooded}) => flooded) / (N * SECONDS));
    console.log(
      `  ${(ms / floor).toFixed(2).padStart(5)} ${`${ms.toFixed(0)} ms`.padStart(9)}  ${`${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)} ms`.padEnd(13)} ${lost} ${String(flooded).padStart(12)}     ${N}  ${name}`,
    );
  }
}

/** The processor time of starting is not counted. */
async function once(lab: Lab, {argv, shown}: Reader): Promise<Turn> {
  const running = background(lab, 'b', argv, '>/dev/null');
  await running.says(/listening/);
  await sleep(300);
  const before = await usage(lab, 'b', running);
  const {stdout} = await lab.run('a', [process.execPath, FLOOD, 'va', String(SECONDS)]);
  await sleep(500);
  const after = await usage(lab, 'b', running);
  const said = await running.interrupt();
  const taken = Number(shown.exec(said)?.[1]);
  const {sent, flooded} = JSON.parse(stdout) as {sent: number; flooded: number};
  return {sent, flooded, lost: sent - taken, processorMs: after.processorMs - before.processorMs};
}
