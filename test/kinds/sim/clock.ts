/**
 * Simulated time: planned actions happen in order, and take no time themselves.
 *
 * @module
 */

/** Units in nanoseconds. */
export const US = 1e3;
export const MS = 1e6;
export const SECOND = 1e9;

interface Planned {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

export class Clock {
  /** Nanoseconds since the beginning. */
  now = 0;
  readonly #heap: Planned[] = [];
  #order = 0;

  /** Plans an action. Actions of the same instant happen in the order of planning. */
  at(at: number, act: () => void): void {
    const planned = {at: Math.max(this.now, Math.round(at)), order: this.#order++, act};
    const heap = this.#heap;
    let index = heap.push(planned) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(planned, heap[parent] as Planned)) break;
      heap[index] = heap[parent] as Planned;
      index = parent;
    }
    heap[index] = planned;
  }

  after(ns: number, act: () => void): void {
    this.at(this.now + ns, act);
  }

  /**
   * Acts now and after every `every` nanoseconds, until `act` returns false; `every` may change from turn to
   * turn.
   */
  repeat(every: () => number, act: () => boolean): void {
    const turn = () => {
      if (act()) this.after(every(), turn);
    };
    turn();
  }

  run(until: number): void {
    while ((this.#heap[0]?.at ?? Number.POSITIVE_INFINITY) <= until) {
      const next = this.#take();
      this.now = next.at;
      next.act();
    }
    this.now = until;
  }

  #take(): Planned {
    const heap = this.#heap;
    const first = heap[0] as Planned;
    const last = heap.pop() as Planned;
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Planned, heap[child] as Planned)) child++;
      if (!isBefore(heap[child] as Planned, last)) break;
      heap[index] = heap[child] as Planned;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(a: Planned, b: Planned): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
