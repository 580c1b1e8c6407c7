/**
 * How long an address did not answer, derived from a stream of probes. Pure.
 *
 * A probe shows only whether the path worked when it was sent. So an outage has two numbers: it is at
 * least as long as from the first lost probe to the last, and at most as long as from the last answered one
 * before to the first answered one after. (RFC 6412 §3.5 calls the method "loss-derived"; it quotes one number.)
 *
 * @module
 */

/** A probe, and when it was answered, if it was. */
export interface ProbeFate {
  /** Its number in its stream, from 1. */
  readonly sequence: number;
  /** Nanoseconds, like every time here. */
  readonly sentAt: bigint;
  /** Nanoseconds; absent if it was not answered. */
  readonly answeredAt?: bigint;
}

/** A question to an address: a probe of ours, or one in a capture. */
export interface Asked {
  /** Nanoseconds. */
  readonly sentAt: bigint;
}

/** A gap in a stream of answered questions. */
export interface Outage<Q extends Asked = ProbeFate> {
  /** The last answered question before the gap; absent if the stream begins with it. */
  readonly lastBefore?: Q;
  readonly firstLost: Q;
  readonly lastLost: Q;
  /** The first answered question after it; absent if the stream ends with it. */
  readonly firstAfter?: Q;
  /** Questions without an answer, from 1. */
  readonly lost: number;
}

/** How long something lasted: at least `leastNs`, at most `mostNs`. */
export interface Bounds {
  /** Nanoseconds, as the next. */
  readonly leastNs: bigint;
  /** Absent if it had not ended when observation stopped. */
  readonly mostNs?: bigint;
}

/**
 * An answer later than this does not count: it was held up, for instance by a neighbour that had to be resolved first, so the path did not
 * work when the probe was sent. Nanoseconds.
 */
export const LATE_NS = 200_000_000n;

/**
 * Compares two outages by their upper bounds; one that had not ended
 * is worse than any that had.
 *
 * @returns less than 0 if `b` is worse
 */
export function byMost<N extends bigint | number>(
  a: {readonly leastNs: N; readonly mostNs?: N},
  b: {readonly leastNs: N; readonly mostNs?: N},
): number {
  const [most, other] = [a.mostNs ?? a.leastNs, b.mostNs ?? b.leastNs];
  if ((a.mostNs === undefined) !== (b.mostNs === undefined)) return a.mostNs === undefined ? 1 : -1;
  return most < other ? -1 : most > other ? 1 : 0;
}

/** The item with the worst outage; the first among equals; undefined for none. */
export function worstBy<T>(
  all: readonly T[],
  outageOf: (one: T) => {readonly leastNs: bigint | number; readonly mostNs?: bigint | number},
): T | undefined {
  return all.reduce<T | undefined>(
    (worst, next) => (worst === undefined || byMost(outageOf(next), outageOf(worst)) > 0 ? next : worst),
    undefined,
  );
}

/** The two numbers of an outage. */
export function outageBounds<Q extends Asked>(outage: Outage<Q>): Bounds {
  const {lastBefore, firstLost, lastLost, firstAfter} = outage;
  const leastNs = lastLost.sentAt - firstLost.sentAt;
  if (firstAfter === undefined) return {leastNs};
  return {leastNs, mostNs: firstAfter.sentAt - (lastBefore ?? firstLost).sentAt};
}

/** The sum of several outages; without an upper bound if one had not ended. */
export function totalBounds(outages: readonly Bounds[]): Bounds {
  const leastNs = outages.reduce((sum, outage) => sum + outage.leastNs, 0n);
  const most = outages.map(({mostNs}) => mostNs);
  if (most.includes(undefined)) return {leastNs};
  return {leastNs, mostNs: most.reduce((sum: bigint, ns = 0n) => sum + ns, 0n)};
}

/** The worse of two outages: the one that has not ended, otherwise the longer, and the first if they are equal. */
export function worseOf<Q extends Asked>(a: Outage<Q> | undefined, b: Outage<Q>): Outage<Q> {
  if (a === undefined) return b;
  if (a.firstAfter === undefined) return a;
  const length = ({firstLost, lastLost}: Outage<Q>) => lastLost.sentAt - firstLost.sentAt;
  return b.firstAfter === undefined || length(b) > length(a) ? b : a;
}
