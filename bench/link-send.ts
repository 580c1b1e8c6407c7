/**
 * Frames a second that one link sends, compared with a loop over pcap_inject() in C, compiled for this, and tcpreplay. The
 * seconds are processor time. All frames are counted at the other end of the cable, and some are compared there.
 *
 * `link.send` takes longer than the loop because of the way from JavaScript into the kernel, and because it checks the carrier
 * every millisecond. When it checked for every frame, in /sys, it reached 0.09 of the loop.
 *
 * @module
 */

import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import type {Lab} from '@vip/core';
import {whileWatched} from './captured-by.js';
import {hasProgram, openCable} from './machine.js';
import {printRates, type Rated, takeRatedTurns} from './rates.js';

const RUN = fileURLToPath(new URL('./link-send-run.js', import.meta.url));
const C_SOURCE = fileURLToPath(new URL('../send-loop.c', import.meta.url));
const N = 9;
const SECONDS = 0.4;
/** How many frames of each sender are compared. */
const COMPARED = 12_800;
/** About as many frames as are sent in a second. */
const A_SECOND = 1_000_000;

/** 64 different announcements. */
const FRAMES = Array.from({length: 32}, (_, last) =>
  announcementFrames({ip: parseIpv4(`10.3.2.${last}`), mac: parseMac('02:00:00:00:00:11')}),
)
  .flat()
  .map(frame => Buffer.from(frame).toString('hex'));

export async function linkSend(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vip-bench-'));
  try {
    await using lab = await openCable();
    const senders: Sender[] = [
      ...cLoop(directory),
      {name: 'cap.send, called directly', send: running([process.execPath, RUN, 'cap'])},
      {name: 'link.send, one by one', send: running([process.execPath, RUN, 'send'])},
      {name: 'link.sendAll, 64 at a time', send: running([process.execPath, RUN, 'sendAll'])},
      ...tcpreplay(directory),
    ];
    if (hasProgram('tcpdump')) for (const sender of senders) await compare(lab, sender);
    const rated: Rated[] = senders.map(sender => ({name: sender.name, run: () => counted(lab, sender)}));
    printRates(await takeRatedTurns(rated, N));
    console.log('  all were counted at the other end (target: 0.8 of the loop in C)');
  } finally {
    rmSync(directory, {recursive: true});
  }
}

/** Sends `count` of the frames or, if that is 0, for this many seconds of processor time. */
type Send = (lab: Lab, seconds: number, count: number) => Promise<{sent: number; rate: number}>;

interface Sender {
  readonly name: string;
  readonly send: Send;
}

function running(argv: readonly string[]): Send {
  return async (lab, seconds, count) => {
    const {stdout} = await lab.run('a', [...argv, 'va', String(seconds), String(count), ...FRAMES]);
    return JSON.parse(stdout) as {sent: number; rate: number};
  };
}

/** A list of one, or an empty one without a compiler. */
function cLoop(directory: string): Sender[] {
  if (!hasProgram('cc', 'a C compiler')) return [];
  const file = join(directory, 'send-loop');
  execFileSync('cc', ['-O2', '-o', file, C_SOURCE, '-lpcap']);
  return [{name: 'floor: pcap_inject() in a loop in C', send: running([file])}];
}

/** tcpreplay counts in rounds through a file; without a count, it sends about as many as the others do in their time. */
function tcpreplay(directory: string): Sender[] {
  if (!hasProgram('tcpreplay')) return [];
  const file = join(directory, 'frames.pcapng');
  const packets = FRAMES.map(hex => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
    return encodeEnhancedPacket({at: 0n, bytes, length: bytes.length}, 0);
  });
  writeFileSync(
    file,
    Buffer.concat([encodeSectionHeader(), encodeInterfaceDescription({name: 'va'}), ...packets]),
  );
  const argv = ['tcpreplay', '--quiet', '--topspeed', '--preload-pcap', '-i', 'va'];
  return [
    {
      name: 'tcpreplay --topspeed --preload-pcap',
      async send(lab, seconds, count) {
        const sent = count > 0 ? count : Math.round((seconds * A_SECOND) / FRAMES.length) * FRAMES.length;
        const rounds = ['--loop', String(sent / FRAMES.length), file];
        const {stdout} = await lab.run('a', ['bash', '-c', '"$@" >&2; times', 'bash', ...argv, ...rounds]);
        return {sent, rate: Math.round(sent / childrenSeconds(stdout))};
      },
    },
  ];
}

/** The second line of bash's `times` is its children's user and system time, as `0m0.123s`. */
function childrenSeconds(times: string): number {
  const [, children = ''] = times.split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** A turn, in which no frame may be missing. */
async function counted(lab: Lab, {name, send}: Sender): Promise<number> {
  const before = await received(lab);
  const {sent, rate} = await send(lab, SECONDS, 0);
  const arrived = (await received(lab)) - before;
  if (arrived !== sent) throw new Error(`${name}: sent ${sent} frames, ${arrived} arrived`);
  return rate;
}

async function received(lab: Lab): Promise<number> {
  const {stdout} = await lab.run('b', ['ip', '-json', '-statistics', 'link', 'show', 'dev', 'vb']);
  return (JSON.parse(stdout) as [{stats64: {rx: {packets: number}}}])[0].stats64.rx.packets;
}

async function compare(lab: Lab, {name, send}: Sender): Promise<void> {
  const {frames} = await whileWatched(lab, 'arp', () => send(lab, 0, COMPARED));
  const octets = frames.map(({bytes}) => Buffer.from(bytes).toString('hex'));
  const wrong = octets.findIndex((text, index) => text !== FRAMES[index % FRAMES.length]);
  if (octets.length !== COMPARED || wrong !== -1)
    throw new Error(
      `${name}: ${octets.length} of ${COMPARED} frames arrived, and number ${wrong} is a different one`,
    );
}
