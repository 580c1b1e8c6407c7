/**
 * What a watch and the thread that answers for it over HTTP tell each other.
 *
 * @module
 */

/** Where it listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** From the watch. */
export type FromWatch =
  /** It runs. */
  | {readonly kind: 'alive'; readonly at: bigint}
  /** There are metrics, and soon a page of them. */
  | {readonly kind: 'shown'; readonly at: bigint}
  | {readonly kind: 'page'; readonly at: bigint; readonly page: SentPage};

/** A page of metrics. Its memory belongs to whoever has it: there is no copy. */
export interface SentPage {
  readonly isOpenMetrics: boolean;
  /** Its content type. */
  readonly type: string;
  readonly memory: ArrayBuffer;
  /** How much of the memory it takes. */
  readonly octets: number;
  /** What it says was so then or later. Nanoseconds, as `process.hrtime`, which is the same in all threads. */
  readonly takenAt: bigint;
}

/** To the watch. */
export type FromThread =
  | {readonly kind: 'listening'; readonly port: number}
  /** It cannot listen there. */
  | {readonly kind: 'refused'; readonly message: string}
  /** Somebody asks for a page. */
  | {readonly kind: 'asked'; readonly isOpenMetrics: boolean}
  /** A page that nobody reads any more. */
  | {readonly kind: 'returned'; readonly memory: ArrayBuffer};
