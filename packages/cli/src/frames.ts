/**
 * Frames for `vip capture` and `vip explain`: their source, and when to stop.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {SeenFrames} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {
  type CaptureEnding,
  type CaptureSource,
  openFileCapture,
  openLiveCapture,
  STANDARD_INPUT,
} from '@vip/core/internal/capture';
import {printNote} from './note.js';
import {withFilter} from './options/listening.js';
import {firstSignal} from './signals.js';

export interface FramesOptions {
  /** A capture file, `-` for standard input. Undefined for a live capture. */
  readonly file: string | undefined;
  /** Undefined for all. */
  readonly ifaces: readonly string[] | undefined;
  /** For pcap-filter(7). */
  readonly filter: string;
  /** Message when an interface is opened. */
  readonly listening: (iface: string) => string;
}

/** ^C ends the other programs of a pipeline as well; how long to wait for their last output. Milliseconds. */
const LAST_WORDS_MS = 2000;

export interface OpenFrames {
  readonly source: CaptureSource;
  /** Aborted by the first signal, which is its reason. Never when a file is read: there is nothing to wait for. */
  readonly signalled: AbortSignal;
}

/** @throws VipError for a file or an interface that cannot be opened; nothing is left open then */
export function openFrames({file, ifaces, filter, listening}: FramesOptions): OpenFrames {
  const warn = (message: string) => printNote(`warning: ${message}`);
  if (file === STANDARD_INPUT && process.stdin.isTTY) {
    throw new VipError('BAD_ARGUMENT', 'read standard input: expected a capture, got a terminal');
  }
  const isFile = file !== undefined && file !== STANDARD_INPUT;
  // Set up before announcing that we listen, because a reader of that line may send a signal at once.
  const signalled = isFile ? new AbortController().signal : firstSignal();
  const source =
    file === undefined
      ? withFilter(() =>
          openLiveCapture({ifaces, filter, warn, opened: iface => printNote(listening(iface))}),
        )
      : openFileCapture(file, {warn});
  return {source, signalled};
}

export interface FramesEnd {
  /** The signal that ended it, if any. */
  readonly signal: NodeJS.Signals | undefined;
  readonly ending: CaptureEnding;
}

/** Reports where a damaged capture could no longer be read. @returns whether it was damaged */
export function warnOfDamage({damage}: CaptureEnding): boolean {
  if (damage?.code !== 'MALFORMED') return false;
  printNote(`warning: ${damage.message}`);
  return true;
}

/** Whether a file or a stream ended without a single frame, about which it is warned already: nothing was shown or watched. */
export function isWithoutFrames({kind}: CaptureSource, {contents}: CaptureEnding): boolean {
  return kind !== 'live' && contents !== 'packets';
}

/** Like `readToEnd`, and closes the source. */
export async function readFrames(
  frames: OpenFrames,
  duration: number | undefined,
  take: (frames: SeenFrames) => Promise<void> | void,
): Promise<FramesEnd> {
  try {
    return await readToEnd(frames, duration, take);
  } finally {
    await frames.source.close();
  }
}

/**
 * Reads until the source ends, the time is over or a signal arrives. If a file is read, a signal ends the process.
 *
 * @param duration milliseconds
 */
export async function readToEnd(
  {source, signalled}: OpenFrames,
  duration: number | undefined,
  take: (frames: SeenFrames) => Promise<void> | void,
): Promise<FramesEnd> {
  const ended = new AbortController();
  // An error in closing is reported below, where it is awaited.
  const close = () => {
    source.close().catch(() => {});
  };
  const closeIn = (ms: number) => {
    sleep(ms, undefined, {signal: ended.signal}).then(close, () => {});
  };
  const end = () => (source.kind === 'live' ? close() : closeIn(LAST_WORDS_MS));
  if (signalled.aborted) end();
  else signalled.addEventListener('abort', end, {signal: ended.signal});
  if (duration !== undefined) closeIn(duration);
  let ending: CaptureEnding;
  try {
    ending = await source.read(take);
  } finally {
    ended.abort();
  }
  return {signal: signalled.reason as NodeJS.Signals | undefined, ending};
}
