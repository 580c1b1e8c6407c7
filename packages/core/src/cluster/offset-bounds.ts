/**
 * Bounds on the offset of another machine's clock from ours, from round trips (Cristian 1989): it was read between
 * our question and its answer. The tightest of many round trips count, and between them the clocks drift apart
 * by no more than two clocks can. Pure.
 *
 * @module
 */

/** A question and its answer. Nanoseconds. */
export interface RoundTrip {
  readonly askedAt: bigint;
  readonly answeredAt: bigint;
  /** The earliest time that the other clock showed then. */
  readonly from: bigint;
  /** The latest; a clock that shows only seconds leaves a second open. */
  readonly to: bigint;
}

/** What must be added to a time there to convert it to ours: the bounds. Nanoseconds. */
interface Offset {
  readonly least: bigint;
  readonly most: bigint;
}

interface Stretch extends Offset {
  /** When, by our clock. */
  readonly at: bigint;
}

/**
 * Two clocks drift apart by at most 600 millionths: a quartz by 100, and NTP's correction of one by 500 more
 * (adjtimex(2)). As a divisor.
 */
const DRIFT = 1_000_000n / 600n;

/** Round trips within such a stretch are taken for one. Nanoseconds. */
const STRETCH_NS = 2_000_000_000n;

/** More than two hours of stretches. */
const MOST_STRETCHES = 4096;

/** A smaller contradiction of the round trips may be due to our own clock. Nanoseconds. */
const NOTHING_NS = 1_000_000n;

export class OffsetBounds {
  #stretches: Stretch[] = [];
  #trips = 0;
  #fixed: bigint | undefined;

  take({askedAt, answeredAt, from, to}: RoundTrip): void {
    this.#trips++;
    const own: Stretch = {at: answeredAt, least: askedAt - to, most: answeredAt - from};
    const last = this.#stretches.at(-1);
    const common = last === undefined ? undefined : meet(last, own);
    if (last === undefined || common === undefined || own.at - last.at > STRETCH_NS)
      this.#stretches.push(own);
    else this.#stretches[this.#stretches.length - 1] = {at: last.at, ...common};
    if (this.#stretches.length > MOST_STRETCHES) this.#stretches.shift();
  }

  /** What would be added by the latest round trips alone: the clock there may have been set since the offset was fixed. */
  get latestNs(): bigint {
    const last = this.#stretches.at(-1);
    return last === undefined ? 0n : (last.least + last.most) / 2n;
  }

  /** How many round trips there were since the offset was fixed. */
  get trips(): number {
    return this.#trips;
  }

  /** Fixes what is added to times from there, so that everything one machine saw remains on one clock. */
  fix(): void {
    const now = tightened(this.#stretches)?.at(-1) ?? this.#stretches.at(-1);
    if (now === undefined) return;
    this.#fixed = (now.least + now.most) / 2n;
    this.#stretches = [now];
    this.#trips = 1;
  }

  /** What is added to a time there, in nanoseconds; 0 before it is fixed. */
  get offsetNs(): bigint {
    return this.#fixed ?? 0n;
  }

  /** By how much a time from there may be wrong since the offset was fixed; undefined if either clock was set. */
  get errorNs(): bigint | undefined {
    const stretches = tightened(this.#stretches);
    if (stretches === undefined) return undefined;
    let most = 0n;
    for (const {least, most: upper} of stretches) {
      for (const error of [this.offsetNs - least, upper - this.offsetNs]) if (error > most) most = error;
    }
    return most;
  }
}

/** Each bounded by those before and after it; undefined if that is impossible. */
function tightened(stretches: readonly Stretch[]): Stretch[] | undefined {
  const forward = pass(stretches);
  const backward = forward === undefined ? undefined : pass(forward.reverse());
  return backward?.reverse();
}

function pass(stretches: readonly Stretch[]): Stretch[] | undefined {
  const passed: Stretch[] = [];
  for (const stretch of stretches) {
    const before = passed.at(-1);
    const met = before === undefined ? stretch : meet(stretch, drifted(before, stretch.at));
    if (met === undefined) return undefined;
    passed.push({at: stretch.at, least: met.least, most: met.most});
  }
  return passed;
}

function later(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function drifted({at, least, most}: Stretch, then: bigint): Offset {
  const apart = (then > at ? then - at : at - then) / DRIFT;
  return {least: least - apart, most: most + apart};
}

function meet(a: Offset, b: Offset): Offset | undefined {
  const [least, most] = [later(a.least, b.least), -later(-a.most, -b.most)];
  if (least <= most) return {least, most};
  return least - most > NOTHING_NS ? undefined : {least: most, most: least};
}
