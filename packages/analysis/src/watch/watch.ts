/**
 * A live, long-running `vip explain`: takes frames as they arrive and reports events of the addresses. Pure: time comes from the frames, or
 * from the caller's clock when there are none.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {CaptureClock} from '../capture/capture-clock.js';
import type {SeenFrames} from '../capture/frame-columns.js';
import type {SeenFrame} from '../capture/seen-frame.js';
import {finish, type Stepwise} from '../collections/stepwise.js';
import type {Collector} from '../explain/collect/collector.js';
import type {CaptureFacts} from '../explain/facts.js';
import {Ordering} from '../explain/frames/ordering.js';
import {Twins} from '../explain/frames/twins.js';
import {routersOf} from '../explain/handovers/router-index.js';
import {judging} from '../explain/judge/judge.js';
import {DEFAULT_THRESHOLD, type OutageThreshold} from '../explain/rules/outage-threshold.js';
import {formatDuration} from '../text/duration-text.js';
import type {AddressFigures} from './address-figures.js';
import {AddressWatches} from './address-watches.js';
import type {WatchEvent, WatchedEvent} from './event.js';
import {datedBy, seenAt} from './event-dating.js';
import {Generations, type Turns} from './generations.js';
import {LookTimes} from './look-times.js';
import type {RouterFigures} from './router-watch.js';
import {RouterWatches} from './router-watches.js';
import {STATE_VERSION, stateAt, stateBy, stateOfPlace, type WatchState} from './state.js';

export interface WatchOptions {
  /** The addresses to report; if undefined, all that a virtual router has or that move. */
  readonly ips?: readonly IpAddress[] | undefined;
  readonly keys?: readonly Uint8Array[] | undefined;
  readonly threshold?: OutageThreshold | undefined;
  /** Whether frames arrive as they are captured, and not from a file, where they may be out of order. */
  readonly isLive: boolean;
  /** Whether looks are run by calls of `step`, beginning between batches of frames, instead of at once. */
  readonly isStepwise?: boolean | undefined;
  /** The state from when the watch last ended, also of other places. */
  readonly state?: WatchState | undefined;
  /** The one of several places that it watches. */
  readonly place?: string | undefined;
  /** For tests: the times of collectors' turns. */
  readonly turns?: Turns | undefined;
  readonly tell: (event: WatchedEvent) => void;
}

/** Fields of an event about the watch itself, besides the sentence. */
export type WatchDetails = Pick<WatchEvent, 'iface' | 'isWatched' | 'since'>;

/** For metrics. */
export interface WatchFigures {
  /** The one of several places that it watches. */
  readonly place?: string;
  readonly addresses: readonly AddressFigures[];
  readonly routers: readonly RouterFigures[];
  /** Number of addresses not watched for lack of room. */
  readonly beyond: number;
  readonly frames: number;
  /** The time of the last frame or clock tick. Nanoseconds. */
  readonly now: bigint;
}

/** Interval between looks at the times of questions; a stretch is over after twice as long. Nanoseconds. */
const ASKED_NS = 30_000_000_000n;

export class Watch {
  readonly #options: WatchOptions;
  readonly #threshold: OutageThreshold;
  readonly #ordering: Ordering;
  readonly #generations: Generations;
  readonly #addresses: AddressWatches;
  readonly #routers: RouterWatches;
  readonly #times = new LookTimes();
  #frames = 0;
  #now = 0n;
  #nextAsked = 0n;
  #steps = 0;
  /** The rest of the current look. Meanwhile no frame is taken, and time stands still. */
  #looking: Stepwise<void> | undefined;

  constructor(options: WatchOptions) {
    const {ips, keys, threshold = DEFAULT_THRESHOLD, turns, isLive, place} = options;
    const state = options.state === undefined ? undefined : stateOfPlace(place, options.state);
    this.#options = options;
    this.#threshold = threshold;
    this.#addresses = new AddressWatches(ips, state);
    this.#routers = new RouterWatches(state);
    const twins = new Twins();
    this.#generations = new Generations(ips, {keys, turns, twins, known: () => this.#addresses.known()});
    const clock = new CaptureClock();
    this.#ordering = new Ordering(
      clock,
      (frames, index, frame) => this.#takeOne(frames.frame(index), frame, clock.at(this.#ordering.ns)),
      held => twins.learn(held, clock),
    );
    if (isLive) this.#ordering.flush();
  }

  /** Finishes the current look first. */
  take(frames: SeenFrames): void {
    this.#finishLook();
    this.#ordering.push(frames);
    if (this.#options.isStepwise === true) this.#lookIfDue();
  }

  /** Advances the time, with or without frames. Nanoseconds. */
  tick(now: bigint): void {
    if (this.isLooking) return;
    const at = now - this.#ordering.offset;
    if (at > this.#now) this.#now = at;
    this.#lookIfDue();
  }

  /** Whether a look is in progress. */
  get isLooking(): boolean {
    return this.#looking !== undefined;
  }

  /** Continues a look by one step. @returns whether the look is still in progress */
  step(): boolean {
    if (this.#looking?.next().done !== false) this.#looking = undefined;
    return this.isLooking;
  }

  /** Ends the watch: reports whatever `vip explain` finds in all frames. */
  end(): void {
    this.#finishLook();
    finish(this.#ending());
  }

  /** Like `end`, but run by calls of `step`. No more frames may be taken. */
  beginEnd(): void {
    this.#looking = this.#ending(this.#looking);
  }

  /** Changes the addresses to report. */
  ask(ips: readonly IpAddress[] | undefined): void {
    this.#finishLook();
    finish(this.#tellAsked(true));
    this.#addresses.ask(ips);
    this.#generations.ask(ips);
  }

  /** Records that the clock was set forward, or everything paused, by this much. Nanoseconds. */
  leapt(by: bigint): void {
    this.#finishLook();
    const effect = this.#ordering.leap(by) ? UNAFFECTED : LONGER;
    this.tell('clock', `the clock was set forward by ${formatDuration(by)}, or the machine slept; ${effect}`);
  }

  /** Reports an event about the watch itself. @param more `since` by the current clock. Nanoseconds */
  tell(what: WatchEvent['what'], text: string, {since, ...more}: WatchDetails = {}): void {
    const at = this.#now;
    const from = since === undefined ? {} : {since: since - this.#ordering.offset};
    this.#say({kind: 'watch', id: `watch/${what}/${at}`, revision: 0, at, what, text, ...more, ...from});
  }

  state(): WatchState {
    const {place} = this.#options;
    const known: WatchState = {
      ...{kind: 'watch-state', version: STATE_VERSION, at: this.#now},
      ...{addresses: this.#addresses.known(), routers: this.#routers.known()},
    };
    const state = stateBy(this.#ordering.offset, known);
    return place === undefined ? state : stateAt(place, state);
  }

  figures(): WatchFigures {
    this.#seeAsked(false);
    const {place} = this.#options;
    return {
      ...(place === undefined ? {} : {place}),
      ...{addresses: this.#addresses.figures(), routers: this.#routers.figures()},
      ...{beyond: this.#addresses.beyond, frames: this.#frames, now: this.#now},
    };
  }

  #takeOne(seen: SeenFrame, frame: number, at: bigint): void {
    this.#times.begin(at);
    if (this.#options.isStepwise !== true && this.#times.isDue(at)) {
      this.#now = at;
      this.#lookIfDue();
    }
    this.#frames++;
    if (at > this.#now) this.#now = at;
    this.#routers.saw(seen.iface, at);
    this.#generations.take(seen, frame, at);
  }

  #lookIfDue(): void {
    if (!this.#times.isDue(this.#now)) return;
    this.#looking = this.#look(false);
    if (this.#options.isStepwise !== true) this.#finishLook();
  }

  #finishLook(): void {
    if (this.#looking !== undefined) finish(this.#looking);
    this.#looking = undefined;
  }

  /** @param before the rest of the previous look */
  *#ending(before?: Stepwise<void>): Stepwise<void> {
    if (before !== undefined) yield* before;
    this.#ordering.flush();
    yield* this.#look(true);
    yield* this.#tellAsked(true);
  }

  *#look(isFinal: boolean): Stepwise<void> {
    const now = this.#now;
    this.#times.looked(now);
    this.#tellSteps();
    const {current} = this.#generations;
    if (current === undefined) return;
    const {collector, since} = current;
    const capture = yield* isFinal ? collector.final() : this.#examine(collector);
    const {addresses, routers} = capture;
    this.#times.found(this.#addresses.size, addresses.length, routers.length);
    const moves = this.#addresses.movesBeside(addresses, since);
    const unexamined = isFinal ? undefined : {moves, heard: () => collector.lastHeard()};
    const explanations = yield* judging(capture, {
      threshold: this.#threshold,
      unexamined,
      isGoingOn: !isFinal,
    });
    for (const explanation of explanations) {
      const own = routersOf(explanation.address, routers);
      const picture = {explanation, routers: own, threshold: this.#threshold, now, since, isFinal};
      for (const event of this.#addresses.look(picture)) this.#say(event);
      yield;
    }
    const isWatched = (ip: IpAddress) => this.#addresses.isWatched(ip);
    for (const event of this.#routers.look(routers, now, isWatched)) this.#say(event);
    for (const change of this.#routers.takeUnwatched())
      for (const event of this.#addresses.changedMaster(change)) this.#say(event);
    yield* this.#askedLately(now);
    if (!this.#generations.turn(now, this.#addresses.isDarkSince(since))) return;
    // The collector that takes over knows the current askers.
    this.#seeAsked(true);
    const gone = this.#addresses.turn(this.#generations.current?.since ?? now, now);
    for (const event of gone) this.#say(event);
  }

  *#askedLately(now: bigint): Stepwise<void> {
    if (now < this.#nextAsked) return;
    this.#nextAsked = now + ASKED_NS;
    yield* this.#tellAsked(false);
  }

  /** @param isAll report even if not due */
  *#tellAsked(isAll: boolean): Stepwise<void> {
    this.#seeAsked(true);
    for (const events of this.#addresses.tellAsked(this.#now, isAll)) {
      for (const event of events) this.#say(event);
      yield;
    }
  }

  #seeAsked(areServices: boolean): void {
    this.#addresses.asked(this.#generations.current?.collector.asked() ?? [], areServices);
  }

  /** The facts so far about addresses with news, or for which time alone may cause an event. */
  #examine(collector: Collector): Stepwise<CaptureFacts> {
    const {ips: touched, networks} = this.#routers.takeTouched();
    const ips = this.#addresses.open(this.#now, networks);
    for (const ip of touched) ips.add(ip);
    return collector.soFar({now: this.#now, ips});
  }

  #say(event: WatchedEvent): void {
    // Times of a file are by the clock at its beginning, as in vip explain; those of a live watch by the current clock.
    const {tell, isLive, place} = this.#options;
    const dated = isLive ? datedBy(event, this.#ordering.offset) : event;
    tell(place === undefined ? dated : seenAt(place, dated));
  }

  #tellSteps(): void {
    const {steps} = this.#ordering;
    // A step forward is reported by the observer of the clock (`leapt`).
    for (const {by} of steps.slice(this.#steps))
      if (by < 0n) this.tell('clock', `the clock was set back by ${formatDuration(-by)}; ${UNAFFECTED}`);
    this.#steps = steps.length;
  }
}

const UNAFFECTED = 'durations are not affected';
const LONGER =
  'frames that arrived before this was noticed are dated by it: events in progress then may seem longer by as much';
