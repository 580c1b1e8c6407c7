/**
 * From the call to the first frame on the wire, by the kernel's time of the frame at the other end of the cable. The floor is
 * `node -e 0` from call to exit.
 *
 * The call is dated by a process inside the node, just before it starts the command.
 *
 * @module
 */

import {fileURLToPath} from 'node:url';
import {kernelTime} from '@vip/arp/link';
import type {Lab} from '@vip/core';
import {whileWatched} from './captured-by.js';
import {arpings} from './garp-start.js';
import {hasProgram, openCable, VIP} from './machine.js';
import {quantile} from './measure.js';
import {findScapy} from './scapy.js';

const N = 25;
const ADDRESS = '10.3.2.200';
const SELF = fileURLToPath(import.meta.url);
const SCAPY = `
from scapy.all import ARP, Ether, sendp
sendp(Ether(dst='ff:ff:ff:ff:ff:ff') / ARP(op=1, psrc='${ADDRESS}', pdst='${ADDRESS}'), iface='va', verbose=False)
`;

interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  /** The expected exit codes; only 0 by default. */
  readonly expected?: readonly number[];
}

/** When a command was called, and when it had ended. */
interface Call {
  readonly began: string;
  readonly ended: string;
}

export async function callToWire(): Promise<void> {
  if (!hasProgram('tcpdump')) return;
  await using lab = await openCable();
  const node = process.execPath;
  const python = findScapy();
  const senders: Command[] = [
    {name: 'vip garp', argv: [node, VIP, 'garp', '--iface', 'va', '--ip', ADDRESS, '--count', '1']},
    ...arpings(),
    ...(python === undefined ? [] : [{name: "scapy's sendp", argv: [python, '-c', SCAPY]}]),
  ];
  const {result: calls, frames} = await whileWatched(lab, 'arp', () =>
    inTurns(lab, [{name: 'floor: node -e 0, call to exit', argv: [node, '-e', '0']}, ...senders]),
  );
  console.log('  ratio   median  middle half        n');
  let floor = Number.NaN;
  for (const [name, list] of Object.entries(calls)) {
    const times = list.map(({began, ended}) => {
      const first = frames.find(({at}) => at > BigInt(began) && at < BigInt(ended));
      return Number((first?.at ?? BigInt(ended)) - BigInt(began)) / 1e6;
    });
    const median = quantile(times, 0.5);
    if (Number.isNaN(floor)) floor = median;
    const spread = `${quantile(times, 0.25).toFixed(1)}-${quantile(times, 0.75).toFixed(1)} ms`;
    const ms = `${median.toFixed(1)} ms`.padStart(10);
    console.log(`  ${(median / floor).toFixed(2).padStart(5)} ${ms}  ${spread.padEnd(16)} ${N}  ${name}`);
  }
}

async function inTurns(lab: Lab, commands: readonly Command[]): Promise<Record<string, Call[]>> {
  const {stdout} = await lab.run('a', [process.execPath, SELF, String(N), JSON.stringify(commands)]);
  return JSON.parse(stdout) as Record<string, Call[]>;
}

/** Runs the commands inside the node in turns, after one turn that does not count. */
async function run(n: number, commands: readonly Command[]): Promise<void> {
  const {timed} = await import('./machine.js');
  const calls: Record<string, Call[]> = {};
  for (let turn = 0; turn <= n; turn++) {
    for (const {name, argv, expected} of commands) {
      const began = kernelTime();
      timed(argv, expected);
      const call = {began: String(began), ended: String(kernelTime())};
      if (turn > 0) calls[name] = [...(calls[name] ?? []), call];
    }
  }
  console.log(JSON.stringify(calls));
}

const [, file, n, list] = process.argv;
if (file === SELF) await run(Number(n), JSON.parse(list ?? '[]') as Command[]);
