/**
 * `vip garp`: announce addresses. Everything beyond sending (`garp-beyond.ts`) is left out of the program for notify scripts.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import {addressAnnouncement, type MacAddress, type VipError} from '@vip/arp';
import {type FrameLink, openLink} from '@vip/arp/link';
import {
  FRAMES_PER_TURN,
  heldAddresses,
  inTurns,
  interfaceMac,
  type SentFrame,
  sendRounds,
} from '@vip/core/internal/announce';
import {EXIT, interruptible} from '../exit.js';
import type {GarpCommandOptions} from '../grammar/garp.js';
import {printNote} from '../note.js';
import {print, printJson, taken} from '../output.js';
import {describeGarp, garpSentence} from './garp-frame.js';

/** How many addresses are named one by one in warnings. */
const MAX_WARNINGS = 20;

export async function garp(options: GarpCommandOptions): Promise<number> {
  const {frames} = roundOf(options);
  warnAboutForeignAddresses(options);
  await announceAlone(options, frames, isOneTurn(options, frames) ? undefined : interruptible());
  return EXIT.done;
}

/**
 * Whether the command ends before a signal could be handled: loading the signal handling takes longer than
 * sending a frame.
 */
function isOneTurn({count, pace = 0}: GarpCommandOptions, frames: readonly Uint8Array[]): boolean {
  return count === 1 && pace === 0 && frames.length < FRAMES_PER_TURN;
}

/** Announces through a link that receives nothing. */
export async function announceAlone(
  options: GarpCommandOptions,
  frames: readonly Uint8Array[],
  signal: AbortSignal | undefined,
): Promise<void> {
  await using link = openLink({iface: options.iface, receive: false});
  await sendAndPrint(link, options, frames, signal);
}

/** A round's frames, and the MAC that they announce. */
export function roundOf({
  iface,
  ip,
  mac = interfaceMac(iface),
  form,
  vlan = [],
  targetMac,
}: GarpCommandOptions): {
  readonly mac: MacAddress;
  readonly frames: readonly Uint8Array[];
} {
  const how = {mac, form, tags: vlan, ...(targetMac === undefined ? {} : {targetMac})};
  return {mac, frames: inTurns(ip.map(address => addressAnnouncement({ip: address, ...how})))};
}

export async function sendAndPrint(
  link: FrameLink,
  options: GarpCommandOptions,
  frames: readonly Uint8Array[],
  signal: AbortSignal | undefined,
  afterRound?: (round: number) => void,
): Promise<void> {
  const {count, interval, pace = 0} = options;
  const tally = new Tally(options);
  try {
    await sendRounds(link, {
      frames,
      rounds: count,
      intervalMs: interval,
      paceMs: pace,
      onFrames: async sent => {
        for (const frame of sent) tally.take(frame);
        await taken(signal);
      },
      ...(afterRound === undefined ? {} : {afterRound}),
      ...(signal === undefined ? {} : {signal}),
    });
  } finally {
    tally.sum();
  }
  if (tally.firstFailure !== undefined) throw tally.firstFailure;
}

/** Prints what became of each frame, and counts. */
class Tally {
  readonly #options: GarpCommandOptions;
  #sent = 0;
  #failed = 0;
  firstFailure: VipError | undefined;

  constructor(options: GarpCommandOptions) {
    this.#options = options;
  }

  take({frame, round, at, failure}: SentFrame): void {
    if (failure === undefined) this.#sent++;
    else this.#failed++;
    this.firstFailure ??= failure;
    const kind = failure === undefined ? 'sent' : 'failed';
    if (this.#options.json === true) printJson({kind, at, ...describeGarp(frame, this.#options), round});
    else if (failure === undefined) print(garpSentence(frame));
  }

  sum(): void {
    const {json, iface} = this.#options;
    const [sent, failed] = [this.#sent, this.#failed];
    if (json === true) printJson({kind: 'summary', sent, failed});
    else print(`${counted(sent, 'frame')} sent on ${iface}${failed === 0 ? '' : `, ${failed} not`}`);
  }
}

/** arping gets this check from bind(2); a sender of raw frames must make it explicitly. */
export function warnAboutForeignAddresses({iface, ip}: GarpCommandOptions): void {
  const held = heldAddresses(iface);
  if (held === undefined) return;
  const foreign = ip.filter(address => !held.has(address));
  const consequence = 'hosts that accept the announcement will get no answer';
  for (const address of foreign.slice(0, MAX_WARNINGS))
    printNote(`warning: ${iface} does not hold ${address}: ${consequence}`);
  const more = foreign.length - MAX_WARNINGS;
  if (more > 0)
    printNote(
      `warning: ${iface} does not hold ${counted(more, 'more address', 'more addresses')}: ${consequence}`,
    );
}
