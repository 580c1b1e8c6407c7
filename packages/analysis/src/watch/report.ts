/**
 * The events of a watch as they are told: dated, with the place of the watch; and those about the watch itself.
 *
 * @module
 */

import type {Ordering} from '../explain/frames/ordering.js';
import {formatDuration} from '../text/duration-text.js';
import type {WatchEvent, WatchedEvent} from './event.js';
import {datedBy, seenAt} from './event-dating.js';
import type {WatchOptions} from './watch-options.js';

/** Fields of an event about the watch itself, besides the sentence. */
export type WatchDetails = Pick<WatchEvent, 'iface' | 'isWatched' | 'since'>;

export class WatchReport {
  /** Steps of the clock that have been told. */
  #steps = 0;

  constructor(
    readonly options: Pick<WatchOptions, 'tell' | 'isLive' | 'place'>,
    readonly ordering: Pick<Ordering, 'offset' | 'steps'>,
  ) {}

  say(event: WatchedEvent): void {
    // Times of a file are by the clock at its beginning, as in vip explain; those of a live watch by the current clock.
    const {tell, isLive, place} = this.options;
    const dated = isLive ? datedBy(event, this.ordering.offset) : event;
    tell(place === undefined ? dated : seenAt(place, dated));
  }

  /** About the watch itself. @param at now. Nanoseconds. @param more `since` by the current clock. Nanoseconds */
  aboutWatch(at: bigint, what: WatchEvent['what'], text: string, {since, ...more}: WatchDetails): void {
    const from = since === undefined ? {} : {since: since - this.ordering.offset};
    this.say({kind: 'watch', id: `watch/${what}/${at}`, revision: 0, at, what, text, ...more, ...from});
  }

  /** The clock was set forward. @param at now. @param by how far. @param isAfter whether all frames come after that. Nanoseconds */
  leapt(at: bigint, by: bigint, isAfter: boolean): void {
    const effect = isAfter ? UNAFFECTED : LONGER;
    this.aboutWatch(
      at,
      'clock',
      `the clock was set forward by ${formatDuration(by)}, or the machine slept; ${effect}`,
      {},
    );
  }

  /** Steps back of the clock since the last call; one forward is reported by the observer of the clock (`leapt`). @param at now. Nanoseconds */
  stepsBack(at: bigint): void {
    const {steps} = this.ordering;
    for (const {by} of steps.slice(this.#steps))
      if (by < 0n)
        this.aboutWatch(at, 'clock', `the clock was set back by ${formatDuration(-by)}; ${UNAFFECTED}`, {});
    this.#steps = steps.length;
  }
}

const UNAFFECTED = 'durations are not affected';
const LONGER =
  'frames that arrived before this was noticed are dated by it: events in progress then may seem longer by as much';
