/**
 * Questions of one kind from one asker: the echo requests, the TCP of one service, one port of UDP. Whether answers to them are
 * seen here at all is known of the kind, not of the single question.
 *
 * @module
 */

import {LATE_NS} from '../outage.js';

/** By what a question is matched with its answer. */
export type Protocol = 'echo' | 'tcp' | 'udp' | 'neighbour';

/** Before the first answer came nothing is known of the way there; a satellite takes 0.6 s. Nanoseconds. */
const FIRST_ANSWER_NS = 1_000_000_000n;

/** So many times as long as answers usually take is late. */
const USUAL_TIMES = 4n;

/** Longer than this nothing is waited for. Nanoseconds. */
const LONGEST_NS = 3_000_000_000n;

/** A request over UDP counts when so many of those before it were answered, of ten. */
const UDP_ANSWERED_OF_TEN = 8;

export class QuestionKind {
  /** Questions that were settled one way or the other. */
  settled = 0;
  answered = 0;
  /** That nothing answers is no matter of where it is captured: the address was heard, or the asker repeats itself. */
  isHeard = false;
  /** Questions that were settled when one was answered last: what has gone unanswered since is what is asked about. */
  #settledBefore = 0;
  /** How long answers usually take, nanoseconds; undefined before the first. */
  #usualNs: bigint | undefined;

  constructor(
    readonly protocol: Protocol,
    /** The port of the address, for TCP and UDP. */
    readonly port: number,
  ) {}

  /** Whether a question that stays unanswered says anything. */
  get tells(): boolean {
    if (this.protocol === 'udp')
      return this.answered > 0 && 10 * this.answered >= UDP_ANSWERED_OF_TEN * this.#settledBefore;
    return this.isHeard || this.answered > 0;
  }

  /** An answer that comes later than this after its question is none. Nanoseconds. */
  get lateNs(): bigint {
    if (this.#usualNs === undefined) return FIRST_ANSWER_NS;
    const late = USUAL_TIMES * this.#usualNs;
    if (late < LATE_NS) return LATE_NS;
    return late > LONGEST_NS ? LONGEST_NS : late;
  }

  /** A question was answered in time. */
  tookNs(took: bigint): void {
    this.#settledBefore = this.settled;
    this.#usualNs = this.#usualNs === undefined ? took : (7n * this.#usualNs + took) / 8n;
  }
}
