/**
 * The answers that somebody waits for, each for as long as it takes, but not for as long as a slow reader likes.
 *
 * @module
 */

/** A page that is read as it should be is handed over in less. Milliseconds. */
const AWAITED_MS = 100;

export class OpenAnswers {
  readonly #begun = new Map<object, number>();
  readonly #clock: () => number;

  /** @param clock milliseconds since any moment */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  begin(answer: object): void {
    this.#begun.set(answer, this.#clock());
  }

  /** It was handed over, or nobody wants it any more. */
  end(answer: object): void {
    this.#begun.delete(answer);
  }

  /** Whether there is one that began lately. */
  get areAwaited(): boolean {
    if (this.#begun.size === 0) return false;
    const since = this.#clock() - AWAITED_MS;
    for (const at of this.#begun.values()) if (at > since) return true;
    return false;
  }
}
