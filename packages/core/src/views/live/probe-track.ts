/**
 * The probes of one observer while they are under way, for a picture of them. Pure.
 *
 * @module
 */

import type {Outage, ProbeFate} from '@vip/analysis';
import {type ProbeEvent, ProbeFold, wasAnswered} from '@vip/analysis/internal';
import {ProbeBuckets, type Retention} from './probe-buckets.js';

export class ProbeTrack {
  readonly buckets: ProbeBuckets;
  readonly #fold: ProbeFold;

  /**
   * @param intervalMs milliseconds between two probes, which decides how fine the picture is
   * @param msOf milliseconds since the beginning of the run, of a time
   */
  constructor(
    intervalMs: number,
    readonly reach: Retention,
    msOf: (at: bigint) => number,
  ) {
    this.buckets = new ProbeBuckets(2 * intervalMs, reach);
    this.#fold = new ProbeFold(
      fate => this.buckets.count(msOf(fate.sentAt), wasAnswered(fate) ? 'answered' : 'lost'),
      0,
    );
  }

  take(event: ProbeEvent): void {
    this.#fold.take(event);
  }

  /** The outage to show: the present one, or else the worst of the run; if only a window is kept, the last. */
  get hole(): Outage<ProbeFate> | undefined {
    const {outages} = this.#fold;
    const hole = this.reach === 'whole' ? outages.worst : outages.latest;
    // Until the first answer, losses belong to the set-up.
    return hole?.lastBefore === undefined ? undefined : hole;
  }
}
