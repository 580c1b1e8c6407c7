/**
 * Answers of an address to stations of which nothing that they sent to it is seen: their questions take another way than this capture, as at
 * one port of a bond, or where the ways to and from a machine differ. Then answers to questions that are seen may take that other way too.
 *
 * Bounded: of many, every second, fourth, eighth ... is kept.
 *
 * @module
 */

import type {CaptureClock} from '../../capture-clock.js';
import {isEchoReply} from '../../conversations/echo-requests.js';
import type {DarkStretch} from '../../conversations/facts.js';
import type {SeenView} from '../../seen-view.js';
import {acknowledges, isSyn} from '../../sessions/segment.js';
import type {AddressFacts} from '../facts.js';
import {withStretches} from './each-stretch.js';

const MAX_KEPT = 1024;

/** So many during a stretch, and this part of all answers, are more than a capture happens to miss. */
const FEWEST = 5;
const LEAST_PART = 0.05;

export class UnseenAskers {
  #kept: number[] = [];
  /** How many each of them stands for. */
  #each = 1;
  total = 0;

  /** An answer to a station that was not seen to ask. */
  answered({ns}: SeenView): void {
    if (this.total++ % this.#each !== 0) return;
    this.#kept.push(ns);
    if (this.#kept.length < MAX_KEPT) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#each *= 2;
  }

  /** How many, in a time by the clock. */
  between(clock: CaptureClock, from: bigint, until: bigint): number {
    const times = this.#kept.map(ns => clock.at(ns));
    return this.#each * times.filter(at => at >= from && at <= until).length;
  }
}

/** Whether somebody must have asked for it: a ping's answer, or a segment of a connection that is open. */
export function isAnswer(view: SeenView): boolean {
  if (view.transport === 'tcp') return acknowledges(view) && !isSyn(view);
  return (view.transport === 'icmp' || view.transport === 'icmpv6') && isEchoReply(view);
}

/** The address, and in each stretch without an answer how many answers there were to stations that are not seen to ask. */
export function withUnseen(
  address: AddressFacts,
  askers: UnseenAskers | undefined,
  clock: CaptureClock,
): AddressFacts {
  if (askers === undefined) return address;
  const seen = address.answers.reduce((sum, run) => sum + run.answers, 0);
  if (askers.total < FEWEST || askers.total < LEAST_PART * (seen + askers.total)) return address;
  const unseenIn = ({firstUnanswered, lastUnanswered, firstAnswer}: DarkStretch) =>
    askers.between(clock, firstUnanswered.at, (firstAnswer ?? lastUnanswered).at);
  return withStretches(address, all =>
    all.map(stretch => {
      const unseen = unseenIn(stretch);
      return unseen < FEWEST ? stretch : {...stretch, unseen};
    }),
  );
}
