/**
 * Frames a second that one link sends, beside a loop over pcap_inject() in C, which is compiled for it, and tcpreplay.
 * The seconds are those of the processor. All frames are counted at the other end of the cable, and some compared there.
 *
 * What `link.send` takes longer than the loop is the way from JavaScript into the kernel and a look at the carrier every
 * millisecond. It was a look a frame, in /sys, and 0.09 of the loop.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import type {Lab} from '@vip/core';
import {whileWatched} from './captured-by.js';
import {hasProgram, openCable} from './machine.js';
import {printRates, type Rated, takeRatedTurns} from './rates.js';

const RUN = fileURLToPath(new URL('./link-send-run.js', import.meta.url));
const C_SOURCE = fileURLToPath(new URL('../send-loop.c', import.meta.url));
const N = 9;
const SECONDS = 0.4;
/** Frames that are compared, of each sender. */
const COMPARED = 12_800;

/** 64 announcements, each another. */
const FRAMES = Array.from({length: 32}, (_, last) =>
  announcementFrames({ip: parseIpv4(`10.3.2.${last}`), mac: parseMac('02:00:00:00:00:11')}),
)
  .flat()
  .map(frame => Buffer.from(frame).toString('hex'));

export async function linkSend(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  try {
    await using lab = await openCable();
    const senders = [
      ...cLoop(directory),
      {name: 'cap.send, called directly', argv: [process.execPath, RUN, 'cap']},
      {name: 'link.send, one by one', argv: [process.execPath, RUN, 'send']},
      {name: 'link.sendAll, 64 at a time', argv: [process.execPath, RUN, 'sendAll']},
    ];
    hasProgram('tcpreplay', 'tcpreplay --topspeed');
    if (hasProgram('tcpdump')) for (const {name, argv} of senders) await compare(lab, name, argv);
    const rated: Rated[] = senders.map(({name, argv}) => ({name, run: () => counted(lab, argv)}));
    printRates(await takeRatedTurns(rated, N));
    console.log('  all were counted at the other end (target: 0.8 of the loop in C)');
  } finally {
    rmSync(directory, {recursive: true});
  }
}

/** A list of one, or of none without a compiler. */
function cLoop(directory: string): {name: string; argv: string[]}[] {
  if (!hasProgram('cc', 'a C compiler')) return [];
  const file = join(directory, 'send-loop');
  execFileSync('cc', ['-O2', '-o', file, C_SOURCE, '-lpcap']);
  return [{name: 'floor: pcap_inject() in a loop in C', argv: [file]}];
}

async function send(lab: Lab, argv: readonly string[], seconds: number, count: number) {
  const {stdout} = await lab.run('a', [...argv, 'va', String(seconds), String(count), ...FRAMES]);
  return JSON.parse(stdout) as {sent: number; rate: number};
}

/** A turn, of which not a frame may be missing. */
async function counted(lab: Lab, argv: readonly string[]): Promise<number> {
  const before = await received(lab);
  const {sent, rate} = await send(lab, argv, SECONDS, 0);
  const arrived = (await received(lab)) - before;
  if (arrived !== sent) throw new Error(`${argv.join(' ')}: sent ${sent} frames, ${arrived} arrived`);
  return rate;
}

async function received(lab: Lab): Promise<number> {
  const {stdout} = await lab.run('b', ['cat', '/sys/class/net/vb/statistics/rx_packets']);
  return Number(stdout);
}

async function compare(lab: Lab, name: string, argv: readonly string[]): Promise<void> {
  const {frames} = await whileWatched(lab, 'arp', () => send(lab, argv, 0, COMPARED));
  const octets = frames.map(({bytes}) => Buffer.from(bytes).toString('hex'));
  const wrong = octets.findIndex((text, index) => text !== FRAMES[index % FRAMES.length]);
  if (octets.length !== COMPARED || wrong !== -1)
    throw new Error(`${name}: ${octets.length} of ${COMPARED} frames arrived, number ${wrong} another one`);
}
