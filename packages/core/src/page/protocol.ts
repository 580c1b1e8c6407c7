/**
 * The messages between a watch and the thread that answers for it over HTTP.
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
  /** The server is running. */
  | {readonly kind: 'alive'; readonly at: bigint}
  /** There are metrics, and soon there will be a page of them. */
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
  /** Its values are of that moment or later. Nanoseconds on the clock of `process.hrtime`, which is the same in all threads. */
  readonly takenAt: bigint;
}

/** To the watch. */
export type FromThread =
  | {readonly kind: 'listening'; readonly port: number}
  /** The server cannot listen there. */
  | {readonly kind: 'refused'; readonly message: string}
  /** A reader asks for a page. */
  | {readonly kind: 'asked'; readonly isOpenMetrics: boolean}
  /** A page that is no longer read. */
  | {readonly kind: 'returned'; readonly memory: ArrayBuffer};
