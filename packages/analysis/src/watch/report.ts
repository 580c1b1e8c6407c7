/**
 * Reports the events of a watch, with their dates and place, and events about the watch itself.
 *
 * @module
 */

import type {Ordering} from '../explain/frames/ordering.js';
import {counted} from '../text/count-text.js';
import {formatDuration} from '../text/duration-text.js';
import type {WatchEvent, WatchedEvent} from './event.js';
import {datedBy, seenAt} from './event-dating.js';
import type {WatchOptions} from './watch-options.js';

/** Fields of an event about the watch itself, besides the sentence. */
export type WatchDetails = Pick<WatchEvent, 'iface' | 'isWatched' | 'since'>;

export class WatchReport {
  /** Number of steps of the clock that have been reported. */
  #steps = 0;

  constructor(
    readonly options: Pick<WatchOptions, 'tell' | 'isLive' | 'place'>,
    readonly ordering: Pick<Ordering, 'offset' | 'steps' | 'misplaced'>,
  ) {}

  say(event: WatchedEvent): void {
    // Times of a file are by the clock at its beginning, as in vip explain; those of a live watch by the current clock.
    const {tell, isLive, place} = this.options;
    const dated = isLive ? datedBy(event, this.ordering.offset) : event;
    tell(place === undefined ? dated : seenAt(place, dated));
  }

  /** Reports an event about the watch itself. @param at now, in nanoseconds. @param more its `since` is by the current clock */
  aboutWatch(at: bigint, what: WatchEvent['what'], text: string, {since, ...more}: WatchDetails): void {
    const from = since === undefined ? {} : {since: since - this.ordering.offset};
    this.say({kind: 'watch', id: `watch/${what}/${at}`, revision: 0, at, what, text, ...more, ...from});
  }

  /**
   * Reports that the clock was set forward.
   *
   * @param at now.
   * @param by how far, in nanoseconds.
   * @param isNoticed whether no frame dated by it has come before
   */
  leapt(at: bigint, by: bigint, isNoticed: boolean): void {
    const effect = isNoticed ? UNAFFECTED : LONGER;
    this.aboutWatch(
      at,
      'clock',
      `the clock was set forward by ${formatDuration(by)}, or the machine slept; ${effect}`,
      {},
    );
  }

  /**
   * Reports the clock's steps back since the last call; steps forward are reported by the observer of the
   * clock (`leapt`).
   *
   * @param at now, in nanoseconds
   */
  stepsBack(at: bigint): void {
    const {steps} = this.ordering;
    for (const {by} of steps.slice(this.#steps))
      if (by < 0n)
        this.aboutWatch(at, 'clock', `the clock was set back by ${formatDuration(-by)}; ${UNAFFECTED}`, {});
    this.#steps = steps.length;
  }

  /** Reports frames that came too late to be taken. @param at now, in nanoseconds */
  leftOut(at: bigint): void {
    const {misplaced} = this.ordering;
    if (misplaced === undefined) return;
    const {frame, frames} = misplaced;
    const text = `${counted(frames, 'frame')} from frame ${frame} on, captured before those in front of them, were left out: sort the file`;
    this.aboutWatch(at, 'dropped', text, {});
  }
}

const UNAFFECTED = 'durations are not affected';
const LONGER =
  'frames that arrived before this was noticed are dated by it: events in progress then may seem longer by as much';
