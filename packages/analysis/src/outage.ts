/**
 * How long an address did not answer, derived from a stream of probes. Pure.
 *
 * A probe shows only whether the path worked when it was sent. So an outage has two numbers: it is at
 * least as long as from the first lost probe to the last, and at most as long as from the last answered one
 * before to the first answered one after. (RFC 6412 §3.5 calls the method "loss-derived"; it quotes one number.)
 *
 * @module
 */

import type {Timeline} from './timeline.js';

/** A probe, and when it was answered, if it was. */
export interface ProbeFate {
  readonly sequence: number;
  /** Nanoseconds, like every time here. */
  readonly sentAt: bigint;
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
  readonly lost: number;
}

/** How long something lasted: at least `leastNs`, at most `mostNs`. */
export interface Bounds {
  readonly leastNs: bigint;
  /** Absent if it had not ended when observation stopped. */
  readonly mostNs?: bigint;
}

/**
 * A later answer counts as none: it was held up (by a neighbour that had to be resolved first, for
 * instance), and the path did not work when the probe was sent. Nanoseconds.
 */
export const LATE_NS = 200_000_000n;

/** The probes of one stream in sending order. A refused probe counts as unanswered. */
export function probeFates(timeline: Timeline, node: string, stream: string): ProbeFate[] {
  const fates = new Map<number, ProbeFate>();
  for (const kind of ['probe-sent', 'probe-refused'] as const) {
    for (const {stream: of, sequence, at} of timeline.select(kind, node)) {
      if (of === stream && !fates.has(sequence)) fates.set(sequence, {sequence, sentAt: at});
    }
  }
  for (const {stream: of, sequence, sentAt, at} of timeline.select('probe-answered', node)) {
    if (of !== stream || fates.get(sequence)?.answeredAt !== undefined) continue;
    fates.set(sequence, {sequence, sentAt, answeredAt: at});
  }
  return [...fates.values()].sort((a, b) => a.sequence - b.sequence);
}

/**
 * The probes whose outcome is known: those sent just before observation stopped may have been
 * answered after it, unless a later one already was.
 */
export function settledFates(fates: readonly ProbeFate[]): ProbeFate[] {
  const lastAnswered = fates.findLast(wasAnswered)?.sentAt ?? 0n;
  const lastDue = (fates.at(-1)?.sentAt ?? 0n) - LATE_NS;
  const known = lastAnswered > lastDue ? lastAnswered : lastDue;
  return fates.filter(({sentAt}) => sentAt <= known);
}

/** Whether the path worked when the probe was sent. */
export function wasAnswered({sentAt, answeredAt}: ProbeFate): boolean {
  return answeredAt !== undefined && answeredAt - sentAt <= LATE_NS;
}

/** Whether a probe of the stream that was sent since then, in nanoseconds, was answered. */
export function isAnsweredSince(timeline: Timeline, node: string, stream: string, since: bigint): boolean {
  const last = timeline.select('probe-answered', node).findLast(answer => answer.stream === stream);
  return last !== undefined && last.sentAt >= since;
}

/** All gaps in the stream, oldest first. */
export function findOutages(fates: readonly ProbeFate[]): Outage[] {
  const fold = new OutageFold<ProbeFate>();
  for (const fate of fates) fold.take(fate, wasAnswered(fate));
  return fold.outages();
}

/**
 * Finds the gaps as questions arrive in the order they were asked, each once its outcome is known. For a stream
 * without end, it keeps the gaps and the last answered question.
 */
export class OutageFold<Q extends Asked> {
  readonly #closed: Outage<Q>[] = [];
  #latest: Outage<Q> | undefined;
  #longest: Outage<Q> | undefined;
  #lastAnswered: Q | undefined;
  #open: {lastBefore: Q | undefined; firstLost: Q; lastLost: Q; lost: number} | undefined;
  /** Gaps that were not kept. */
  beyond = 0;

  /** @param most maximum number of gaps kept */
  constructor(readonly most = Number.POSITIVE_INFINITY) {}

  /** @param count number of questions that `question`, the last of them, stands for; only for unanswered ones */
  take(question: Q, isAnswered: boolean, count = 1): void {
    const open = this.#open;
    if (!isAnswered) {
      if (open === undefined) {
        const lastBefore = this.#lastAnswered;
        this.#open = {lastBefore, firstLost: question, lastLost: question, lost: count};
        return;
      }
      open.lastLost = question;
      open.lost += count;
      return;
    }
    if (open !== undefined) {
      this.#open = undefined;
      this.#close(outageOf(open, question));
    }
    this.#lastAnswered = question;
  }

  /** Whether the latest questions were unanswered. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** The last question in the open gap. */
  get lastLost(): Q | undefined {
    return this.#open?.lastLost;
  }

  get lastAnswered(): Q | undefined {
    return this.#lastAnswered;
  }

  /** The open gap, otherwise the latest; questions lost before the first answer belong to the set-up. */
  get latest(): Outage<Q> | undefined {
    return this.#open === undefined ? this.#latest : outageOf(this.#open);
  }

  /** The open gap, otherwise the longest; questions lost before the first answer belong to the set-up. */
  get worst(): Outage<Q> | undefined {
    return this.#open === undefined ? this.#longest : outageOf(this.#open);
  }

  /** The gaps so far, oldest first; the last may still be open. */
  outages(): Outage<Q>[] {
    return this.#open === undefined ? [...this.#closed] : [...this.#closed, outageOf(this.#open)];
  }

  #close(hole: Outage<Q>): void {
    if (this.#closed.length < this.most) this.#closed.push(hole);
    else this.beyond++;
    if (hole.lastBefore === undefined) return;
    this.#latest = hole;
    this.#longest = this.#longest === undefined ? hole : longerOf(this.#longest, hole);
  }
}

function outageOf<Q extends Asked>(
  {
    lastBefore,
    firstLost,
    lastLost,
    lost,
  }: {lastBefore: Q | undefined; firstLost: Q; lastLost: Q; lost: number},
  firstAfter?: Q,
): Outage<Q> {
  return {
    ...(lastBefore === undefined ? {} : {lastBefore}),
    firstLost,
    lastLost,
    ...(firstAfter === undefined ? {} : {firstAfter}),
    lost,
  };
}

/** The worst outage of a stream, the outcome of whose last probes is unknown; undefined if none was lost. */
export function outageOfStream(fates: readonly ProbeFate[]): Outage | undefined {
  const fold = new OutageFold<ProbeFate>();
  for (const fate of settledFates(fates)) fold.take(fate, wasAnswered(fate));
  return fold.worst;
}

/** The one that had not ended, if there is one; otherwise the longest. */
export function worstOutage(outages: readonly Outage[]): Outage | undefined {
  const last = outages.at(-1);
  return last !== undefined && last.firstAfter === undefined ? last : longestOf(outages);
}

function longestOf(outages: readonly Outage[]): Outage | undefined {
  return outages.reduce<Outage | undefined>(
    (longest, outage) => (longest === undefined ? outage : longerOf(longest, outage)),
    undefined,
  );
}

/** The first among equals. */
function longerOf<Q extends Asked>(a: Outage<Q>, b: Outage<Q>): Outage<Q> {
  const length = ({firstLost, lastLost}: Outage<Q>) => lastLost.sentAt - firstLost.sentAt;
  return length(b) > length(a) ? b : a;
}

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

/** The one with the worst outage, the first of several; undefined for none. */
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
export function outageBounds<Q extends Asked>({
  lastBefore,
  firstLost,
  lastLost,
  firstAfter,
}: Outage<Q>): Bounds {
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

/** The two numbers of "no outage": one may have gone unnoticed in the widest gap between two answered probes. */
export function noOutageBounds(fates: readonly ProbeFate[]): Bounds {
  let widest = 0n;
  for (let index = 1; index < fates.length; index++) {
    const gap = (fates[index] as ProbeFate).sentAt - (fates[index - 1] as ProbeFate).sentAt;
    if (gap > widest) widest = gap;
  }
  return {leastNs: 0n, mostNs: widest};
}
