/**
 * Outcomes of probes, counted in stretches of time. Pure; bounded in memory however long a run lasts.
 *
 * @module
 */

export interface Bucket {
  answered: number;
  lost: number;
  /** Answers from a node that should not have given them. */
  wrong: number;
}

/** More than any terminal has columns. */
const MAX_BUCKETS = 1024;

/**
 * `whole` keeps the run from its beginning, in ever coarser stretches; `window` keeps stretches of the same length, and
 * forgets the oldest.
 */
export type Retention = 'whole' | 'window';

export class ProbeBuckets {
  #buckets: Bucket[] = [];
  /** Buckets that were forgotten. */
  #dropped = 0;

  /** @param bucketMs milliseconds of a bucket at first */
  constructor(
    public bucketMs: number,
    readonly reach: Retention,
  ) {}

  /** @param atMs milliseconds since the beginning of the run; buckets that were forgotten are skipped */
  count(atMs: number, fate: keyof Bucket): void {
    this.#at(Math.floor(atMs / this.bucketMs), bucket => bucket[fate]++);
  }

  /** The counts between two times, the end excluded. Milliseconds. */
  between(fromMs: number, untilMs: number): Bucket {
    const first = Math.max(0, Math.round(fromMs / this.bucketMs) - this.#dropped);
    const end = Math.round(untilMs / this.bucketMs) - this.#dropped;
    const sum = {answered: 0, lost: 0, wrong: 0};
    for (const bucket of this.#buckets.slice(first, Math.max(first, end))) addTo(sum, bucket);
    return sum;
  }

  #at(index: number, change: (bucket: Bucket) => void): void {
    let place = index - this.#dropped;
    if (place < 0) return;
    while (place >= MAX_BUCKETS) {
      place = this.#makeRoom(place);
    }
    while (this.#buckets.length <= place) this.#buckets.push({answered: 0, lost: 0, wrong: 0});
    const bucket = this.#buckets[place];
    if (bucket !== undefined) change(bucket);
  }

  /** Returns where the bucket is now. */
  #makeRoom(place: number): number {
    if (this.reach === 'window') {
      const past = place - MAX_BUCKETS / 2;
      this.#buckets = this.#buckets.slice(past);
      this.#dropped += past;
      return place - past;
    }
    const halved: Bucket[] = [];
    this.#buckets.forEach((bucket, index) => {
      const into = halved[index >> 1];
      if (into === undefined) halved.push({...bucket});
      else addTo(into, bucket);
    });
    this.#buckets = halved;
    this.bucketMs *= 2;
    return place >> 1;
  }
}

function addTo(sum: Bucket, {answered, lost, wrong}: Bucket): void {
  sum.answered += answered;
  sum.lost += lost;
  sum.wrong += wrong;
}
