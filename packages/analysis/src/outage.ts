/**
 * How long an address did not answer, told from a stream of probes. Pure.
 *
 * A probe says only that the path worked, or did not, when it was sent. So an outage has two numbers: it is at
 * least as long as from the first lost probe to the last, and at most as long as from the last answered one
 * before to the first answered one after. (RFC 6412 §3.5 calls the method "loss-derived"; it quotes one number.)
 *
 * @module
 */

import type {Timeline} from './timeline.js';

/** A probe, and when its answer came, if one did. */
export interface ProbeFate {
  readonly sequence: number;
  /** Nanoseconds, as every time here. */
  readonly sentAt: bigint;
  readonly answeredAt?: bigint;
}

/** Something that was asked of an address: a probe of ours, or a question in somebody's capture. */
export interface Asked {
  /** Nanoseconds. */
  readonly sentAt: bigint;
}

/** A hole in a stream of answered questions. */
export interface Outage<Q extends Asked = ProbeFate> {
  /** Asked and answered last before the hole; absent when the stream begins with it. */
  readonly lastBefore?: Q;
  readonly firstLost: Q;
  readonly lastLost: Q;
  /** Asked and answered first after it; absent when the stream ends with it. */
  readonly firstAfter?: Q;
  readonly lost: number;
}

/** How long something lasted: not less than `least`, not more than `most`. */
export interface Bounds {
  readonly leastNs: bigint;
  /** Absent when it had not ended when we stopped looking. */
  readonly mostNs?: bigint;
}

/**
 * An answer later than this counts as none: it was held up (by a neighbour that had to be resolved first, for
 * instance), and the path did not work when the probe was sent. Nanoseconds.
 */
export const LATE_NS = 200_000_000n;

/** The probes of one stream in the order they were sent. A probe that was refused is one without an answer. */
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
 * The probes of which it is known what became of them: what was sent just before we stopped looking can have been
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

/** Every hole in the stream, oldest first. */
export function findOutages(fates: readonly ProbeFate[]): Outage[] {
  const fold = new OutageFold<ProbeFate>();
  for (const fate of fates) fold.take(fate, wasAnswered(fate));
  return fold.outages();
}

/**
 * Finds the holes while questions come in, in the order they were asked, each when it is known what became of it. Of a stream
 * without end it keeps the holes, and the last question that was answered.
 */
export class OutageFold<Q extends Asked> {
  readonly #closed: Outage<Q>[] = [];
  #latest: Outage<Q> | undefined;
  #longest: Outage<Q> | undefined;
  #lastAnswered: Q | undefined;
  #open: {lastBefore: Q | undefined; firstLost: Q; lastLost: Q; lost: number} | undefined;
  /** Holes that were not kept. */
  beyond = 0;

  /** @param most holes that are kept */
  constructor(readonly most = Number.POSITIVE_INFINITY) {}

  /** @param count questions that `question` stands for, the last of them; only of unanswered ones */
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

  /** Whether the questions taken last were not answered. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** The last in the hole that is open. */
  get lastLost(): Q | undefined {
    return this.#open?.lastLost;
  }

  get lastAnswered(): Q | undefined {
    return this.#lastAnswered;
  }

  /** The hole that lasts, or else the latest; what was lost before the first answer belongs to the set-up. */
  get latest(): Outage<Q> | undefined {
    return this.#open === undefined ? this.#latest : outageOf(this.#open);
  }

  /** The hole that lasts, or else the longest; what was lost before the first answer belongs to the set-up. */
  get worst(): Outage<Q> | undefined {
    return this.#open === undefined ? this.#longest : outageOf(this.#open);
  }

  /** The holes so far, oldest first; the last of them may still be open. */
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

/** The worst outage of a stream, of whose last probes it is not known what became; undefined when none was lost. */
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

/** The first of them when they are alike. */
function longerOf<Q extends Asked>(a: Outage<Q>, b: Outage<Q>): Outage<Q> {
  const length = ({firstLost, lastLost}: Outage<Q>) => lastLost.sentAt - firstLost.sentAt;
  return length(b) > length(a) ? b : a;
}

/**
 * Which of two outages is the worse one, for who looks at one of many: by what each can have been; one that had not ended
 * is worse than any that had.
 *
 * @returns less than 0 when `b` is the worse one
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

/** Of several outages together. One that had not ended leaves it open how long they were. */
export function totalBounds(outages: readonly Bounds[]): Bounds {
  const leastNs = outages.reduce((sum, outage) => sum + outage.leastNs, 0n);
  const most = outages.map(({mostNs}) => mostNs);
  if (most.includes(undefined)) return {leastNs};
  return {leastNs, mostNs: most.reduce((sum: bigint, ns = 0n) => sum + ns, 0n)};
}

/** The two numbers of "no outage": one could have hidden in the widest gap between two answered probes. */
export function noOutageBounds(fates: readonly ProbeFate[]): Bounds {
  let widest = 0n;
  for (let index = 1; index < fates.length; index++) {
    const gap = (fates[index] as ProbeFate).sentAt - (fates[index - 1] as ProbeFate).sentAt;
    if (gap > widest) widest = gap;
  }
  return {leastNs: 0n, mostNs: widest};
}
