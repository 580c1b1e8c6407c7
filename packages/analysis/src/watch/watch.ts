/**
 * `vip explain`, live, for months: takes frames as they come, and reports what happens to the addresses. Pure: time comes with the
 * frames, and from the caller's clock when there are none.
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
import {DEFAULT_THRESHOLD, type OutageThreshold} from '../explain/rules/outage.js';
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
  /** Only these addresses. All if undefined: those that a virtual router has, or that move, are reported. */
  readonly ips?: readonly IpAddress[] | undefined;
  readonly keys?: readonly Uint8Array[] | undefined;
  readonly threshold?: OutageThreshold | undefined;
  /** Frames come as they are captured, and not from a file, which may hold them in another order. */
  readonly isLive: boolean;
  /** A look is carried out by calls of `step`, and begins between batches of frames; otherwise it is carried out at once. */
  readonly isStepwise?: boolean | undefined;
  /** What was known when the watch last ended, also of other places. */
  readonly state?: WatchState | undefined;
  /** Which of several places it watches. */
  readonly place?: string | undefined;
  /** For tests: how often collectors take turns. */
  readonly turns?: Turns | undefined;
  readonly tell: (event: WatchedEvent) => void;
}

/** What is reported about the watch itself, in addition to the sentence. */
export type WatchDetails = Pick<WatchEvent, 'iface' | 'isWatched' | 'since'>;

/** For metrics. */
export interface WatchFigures {
  /** Which of several places it watches. */
  readonly place?: string;
  readonly addresses: readonly AddressFigures[];
  readonly routers: readonly RouterFigures[];
  /** Addresses for which there was no room. */
  readonly beyond: number;
  readonly frames: number;
  /** The time of the last frame, or of the last look at the clock. Nanoseconds. */
  readonly now: bigint;
}

/** How often it looks at when the addresses were asked: a stretch is over after twice as long. Nanoseconds. */
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
  /** What is left of the present look. No frame is taken meanwhile, and time stands still. */
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

  /** Carries out what is left of a look before. */
  take(frames: SeenFrames): void {
    this.#finishLook();
    this.#ordering.push(frames);
    if (this.#options.isStepwise === true) this.#lookIfDue();
  }

  /** The clock says so, whether or not frames come. Nanoseconds. */
  tick(now: bigint): void {
    if (this.isLooking) return;
    const at = now - this.#ordering.offset;
    if (at > this.#now) this.#now = at;
    this.#lookIfDue();
  }

  /** Whether a look has begun and is not over. */
  get isLooking(): boolean {
    return this.#looking !== undefined;
  }

  /** Goes on with a look: takes one address a step further. @returns whether the look goes on */
  step(): boolean {
    if (this.#looking?.next().done !== false) this.#looking = undefined;
    return this.isLooking;
  }

  /** The last frame was seen: whatever `vip explain` says of all frames is reported. */
  end(): void {
    this.#finishLook();
    finish(this.#ending());
  }

  /** As `end`, carried out by calls of `step`: no frame may be taken any more. */
  beginEnd(): void {
    this.#looking = this.#ending(this.#looking);
  }

  /** Other addresses from now on. */
  ask(ips: readonly IpAddress[] | undefined): void {
    this.#finishLook();
    finish(this.#tellAsked(true));
    this.#addresses.ask(ips);
    this.#generations.ask(ips);
  }

  /** How far the clock was set forward, or how long everything was paused. Nanoseconds. */
  leapt(by: bigint): void {
    this.#finishLook();
    const effect = this.#ordering.leap(by) ? UNAFFECTED : LONGER;
    this.tell('clock', `the clock was set forward by ${formatDuration(by)}, or the machine slept; ${effect}`);
  }

  /** Reports on the watch itself. @param more `since` by the present clock. Nanoseconds */
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

  /** @param before what is left of the look before */
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
    // The collector whose turn has come knows the present askers.
    this.#seeAsked(true);
    const gone = this.#addresses.turn(this.#generations.current?.since ?? now, now);
    for (const event of gone) this.#say(event);
  }

  *#askedLately(now: bigint): Stepwise<void> {
    if (now < this.#nextAsked) return;
    this.#nextAsked = now + ASKED_NS;
    yield* this.#tellAsked(false);
  }

  /** @param isAll whether or not it is time to tell */
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

  /** The facts so far about addresses with news, or that time alone may change. */
  #examine(collector: Collector): Stepwise<CaptureFacts> {
    const {ips: touched, networks} = this.#routers.takeTouched();
    const ips = this.#addresses.open(this.#now, networks);
    for (const ip of touched) ips.add(ip);
    return collector.soFar({now: this.#now, ips});
  }

  #say(event: WatchedEvent): void {
    // A file is dated by the clock at its beginning, as in vip explain; a live watch is compared with the present clock.
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

const UNAFFECTED = 'how long anything lasts is counted as if it had not been';
const LONGER =
  'frames dated by it came before that was known: what was under way then may seem to last so much longer';
