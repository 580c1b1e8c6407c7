/**
 * A watch's looks at the frames collected so far: several times a second, the addresses with news are judged, and the news is reported as events.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {FrameColumns} from '../capture/frame-columns.js';
import type {Stepwise} from '../collections/stepwise.js';
import type {CaptureFacts} from '../explain/capture-facts.js';
import type {Collector} from '../explain/collect/collector.js';
import type {Explanation} from '../explain/explanation.js';
import type {Twins} from '../explain/frames/twins.js';
import {routersOf} from '../explain/handovers/router-index.js';
import {judging} from '../explain/judge/judge.js';
import {DEFAULT_THRESHOLD, type OutageThreshold} from '../explain/outages/outage-threshold.js';
import {AddressWatches} from './address-watches.js';
import type {WatchedEvent} from './event.js';
import {Generations} from './generations.js';
import {LookTimes} from './look-times.js';
import type {WatchReport} from './report.js';
import {RouterWatches} from './router-watches.js';
import {stateOfPlace, type WatchState} from './state.js';
import type {WatchFigures, WatchOptions} from './watch-options.js';

/** Interval between looks at the times of questions; a stretch is over after twice as long. Nanoseconds. */
const ASKED_NS = 30_000_000_000n;

export class Looks {
  readonly #threshold: OutageThreshold;
  readonly #generations: Generations;
  readonly #addresses: AddressWatches;
  readonly #routers: RouterWatches;
  readonly #times = new LookTimes();
  #nextAsked = 0n;

  constructor(
    {ips, keys, threshold = DEFAULT_THRESHOLD, turns, place, state}: WatchOptions,
    twins: Twins,
    readonly report: WatchReport,
  ) {
    const before = state === undefined ? undefined : stateOfPlace(place, state);
    this.#threshold = threshold;
    this.#addresses = new AddressWatches(ips, before);
    this.#routers = new RouterWatches(before);
    this.#generations = new Generations(ips, {keys, turns, twins, known: () => this.#addresses.known()});
  }

  /** Notes the time of a frame. Nanoseconds. */
  begin(at: bigint): void {
    this.#times.begin(at);
  }

  take(frames: FrameColumns, index: number, frame: number, at: bigint): void {
    this.#routers.saw(frames.iface[index] ?? '', at);
    this.#generations.take(frames, index, frame, at);
  }

  /** Whether it is time for a look. Nanoseconds. */
  areDue(now: bigint): boolean {
    return this.#times.isDue(now);
  }

  /** Changes the addresses to report. */
  ask(ips: readonly IpAddress[] | undefined): void {
    this.#addresses.ask(ips);
    this.#generations.ask(ips);
  }

  known(): Pick<WatchState, 'addresses' | 'routers'> {
    return {addresses: this.#addresses.known(), routers: this.#routers.known()};
  }

  figures(): Pick<WatchFigures, 'addresses' | 'routers' | 'beyond'> {
    this.#seeAsked(false);
    const {beyond} = this.#addresses;
    return {addresses: this.#addresses.figures(), routers: this.#routers.figures(), beyond};
  }

  /** @param now nanoseconds. @param isFinal whether no frame comes after it */
  *look(now: bigint, isFinal: boolean): Stepwise<void> {
    this.#times.looked(now);
    this.report.stepsBack(now);
    if (isFinal) this.report.leftOut(now);
    const {current} = this.#generations;
    if (current === undefined) return;
    const {collector, since} = current;
    const facts = yield* isFinal ? collector.final() : this.#examine(collector, now);
    const capture = {...facts, misplaced: this.report.ordering.misplaced};
    this.#times.found(this.#addresses.size, capture.addresses.length, capture.routers.length);
    yield* this.#lookAtAddresses(capture, collector, {now, since, isFinal});
    this.#lookAtRouters(capture, now);
    yield* this.#askedLately(now);
    this.#turn(now, since);
  }

  *#lookAtAddresses(
    capture: CaptureFacts,
    collector: Collector,
    period: {readonly now: bigint; readonly since: bigint; readonly isFinal: boolean},
  ): Stepwise<void> {
    const threshold = this.#threshold;
    const moves = this.#addresses.movesBeside(capture.addresses, period.since);
    const unexamined = period.isFinal ? undefined : {moves, heard: () => collector.lastHeard()};
    const explanations = yield* judging(capture, {threshold, unexamined, isGoingOn: !period.isFinal});
    // What fell silent behind a router is watched if it is watched in its own network.
    const isSilent = ({address}: Explanation) => address.interests.includes('unanswered');
    const ordered = [...explanations.filter(one => !isSilent(one)), ...explanations.filter(isSilent)];
    for (const explanation of ordered) {
      const routers = routersOf(explanation.address, capture.routers);
      this.#say(this.#addresses.look({explanation, routers, threshold, ...period}));
      yield;
    }
  }

  #lookAtRouters({routers}: CaptureFacts, now: bigint): void {
    this.#say(this.#routers.look(routers, now, ip => this.#addresses.isWatched(ip)));
    for (const change of this.#routers.takeUnwatched()) this.#say(this.#addresses.changedMaster(change));
  }

  /** Lets the next collector take over, if it is time. */
  #turn(now: bigint, since: bigint): void {
    if (!this.#generations.turn(now, this.#addresses.isDarkSince(since))) return;
    // The collector that takes over knows the current askers.
    this.#seeAsked(true);
    this.#say(this.#addresses.turn(this.#generations.current?.since ?? now, now));
  }

  *#askedLately(now: bigint): Stepwise<void> {
    if (now < this.#nextAsked) return;
    this.#nextAsked = now + ASKED_NS;
    yield* this.tellAsked(now, false);
  }

  /** Reports when addresses were asked. @param now nanoseconds. @param isAll even what is not due */
  *tellAsked(now: bigint, isAll: boolean): Stepwise<void> {
    this.#seeAsked(true);
    for (const events of this.#addresses.tellAsked(now, isAll)) {
      this.#say(events);
      yield;
    }
  }

  #seeAsked(areServices: boolean): void {
    this.#addresses.asked(this.#generations.current?.collector.asked() ?? [], areServices);
  }

  /** The facts so far about addresses with news, or for which time alone may cause an event. */
  #examine(collector: Collector, now: bigint): Stepwise<CaptureFacts> {
    const {ips: touched, networks} = this.#routers.takeTouched();
    const ips = this.#addresses.open(now, networks);
    for (const ip of touched) ips.add(ip);
    return collector.soFar({now, ips});
  }

  #say(events: Iterable<WatchedEvent>): void {
    for (const event of events) this.report.say(event);
  }
}
