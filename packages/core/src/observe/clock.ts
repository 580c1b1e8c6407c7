/**
 * What an observer does later, or repeatedly, until it is stopped.
 *
 * @module
 */

export class Clock {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #holds: boolean;

  /** @param ref whether it keeps the process from ending */
  constructor({ref = true}: {readonly ref?: boolean} = {}) {
    this.#holds = ref;
  }

  later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    if (!this.#holds) timer.unref();
    this.#timers.add(timer);
  }

  /** On a fixed grid; ticks missed in a stall are not made up for. Returns a function that stops it. */
  every(intervalMs: number, firstMs: number, act: () => void): () => void {
    let nextMs = performance.now() + firstMs;
    let isOver = false;
    const tick = () => {
      if (isOver) return;
      act();
      const now = performance.now();
      nextMs = Math.max(nextMs + intervalMs, now);
      this.later(nextMs - now, tick);
    };
    this.later(firstMs, tick);
    return () => {
      isOver = true;
    };
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
