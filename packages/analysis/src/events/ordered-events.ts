/**
 * Events in chronological order, however many arrive late: they are sorted when they are read.
 *
 * @module
 */

interface Dated {
  readonly at: bigint;
}

/**
 * Adding costs only memory. Events added since the last read are sorted together with those that they precede, and only
 * those: V8's sort (TimSort) merges stretches that are already in order, and each process reports in order.
 */
export class OrderedEvents<E extends Dated> {
  readonly #events: E[] = [];
  /** Number of leading events that are in their final place. */
  #settled = 0;
  /** Earliest time among the rest. */
  #earliest = 0n;

  add(event: E): void {
    const isAllSettled = this.#settled === this.#events.length;
    const isInOrder = isAllSettled && (this.#events.at(-1)?.at ?? event.at) <= event.at;
    this.#events.push(event);
    if (isInOrder) this.#settled++;
    else if (isAllSettled || event.at < this.#earliest) this.#earliest = event.at;
  }

  /** Oldest first; events of the same instant in order of arrival. The list changes with the next event. */
  get all(): readonly E[] {
    if (this.#settled < this.#events.length) this.#settle();
    return this.#events;
  }

  #settle(): void {
    const unsettled = this.#events
      .splice(countUpTo(this.#events, this.#earliest, this.#settled))
      .sort(byTime);
    for (const event of unsettled) this.#events.push(event);
    this.#settled = this.#events.length;
  }
}

/** Events between two moments, inclusive. */
export function stretch<E extends Dated>(events: readonly E[], from: bigint, until: bigint): readonly E[] {
  return events.slice(countUpTo(events, from - 1n, events.length), countUpTo(events, until, events.length));
}

/** How many of the first `count` events, which are in order, are not later than a moment. */
function countUpTo(events: readonly Dated[], moment: bigint, count: number): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((events[middle] as Dated).at <= moment) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** For sorting, oldest first. */
export function byTime(a: Dated, b: Dated): number {
  if (a.at === b.at) return 0;
  return a.at < b.at ? -1 : 1;
}
