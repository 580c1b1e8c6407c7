/**
 * Batches on their way from a source that pushes to a consumer that pulls.
 *
 * @module
 */

/** How a queue pauses its source. */
export interface Backpressure {
  /** Maximum number of waiting items before the source is paused; one more batch may still arrive. */
  readonly limit: number;
  pause(): unknown;
  resume(): unknown;
}

/** Batches in order, each delivered to one consumer. */
export class BatchQueue<Item> {
  readonly #backpressure: Backpressure;
  readonly #batches: (readonly Item[])[] = [];
  #waiting = 0;
  #isPaused = false;
  #end: {readonly error: unknown} | undefined;
  #wake: (() => void)[] = [];

  constructor(backpressure: Backpressure) {
    this.#backpressure = backpressure;
  }

  push(batch: readonly Item[]): void {
    if (this.#end !== undefined) return;
    this.#batches.push(batch);
    this.#waiting += batch.length;
    if (!this.#isPaused && this.#waiting > this.#backpressure.limit) {
      this.#isPaused = true;
      this.#backpressure.pause();
    }
    this.#notify();
  }

  /** No more batches follow. Waiting ones are still delivered; then the iteration throws `error`, if given. */
  end(error?: unknown): void {
    this.#end ??= {error};
    this.#notify();
  }

  /**
   * Leaving the loop leaves the queue as it is: another loop continues with the next batch.
   *
   * @throws the signal's reason once it is aborted; no batch is delivered after that
   */
  async *batches(signal?: AbortSignal): AsyncGenerator<readonly Item[], void> {
    for (;;) {
      signal?.throwIfAborted();
      const batch = this.#batches.shift();
      if (batch !== undefined) {
        this.#waiting -= batch.length;
        this.#resumeWhenLow();
        yield batch;
      } else if (this.#end !== undefined) {
        if (this.#end.error !== undefined) throw this.#end.error;
        return;
      } else {
        await this.#more(signal);
      }
    }
  }

  async #more(signal: AbortSignal | undefined): Promise<void> {
    let wake = () => {};
    const more = new Promise<void>(resolve => {
      wake = resolve;
    });
    this.#wake.push(wake);
    signal?.addEventListener('abort', wake);
    await more;
    signal?.removeEventListener('abort', wake);
  }

  #resumeWhenLow(): void {
    if (!this.#isPaused || this.#end !== undefined || this.#waiting > this.#backpressure.limit / 2) return;
    this.#isPaused = false;
    this.#backpressure.resume();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}
