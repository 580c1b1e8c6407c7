/**
 * Intervals of time, and their overlaps. Nanoseconds. Pure.
 *
 * @module
 */

export interface Interval {
  readonly from: bigint;
  readonly to: bigint;
}

/** The union of intervals: disjoint, in order. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter(({from, to}) => to > from)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const all: Interval[] = [];
  for (const {from, to} of sorted) {
    const last = all.at(-1);
    if (last === undefined || from > last.to) all.push({from, to});
    else if (to > last.to) all[all.length - 1] = {from: last.from, to};
  }
  return all;
}

/** The parts of an interval outside others, which must be merged. */
export function outside({from, to}: Interval, others: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let begin = from;
  for (const other of others) {
    if (other.from > begin) left.push({from: begin, to: other.from < to ? other.from : to});
    if (other.to > begin) begin = other.to;
    if (begin >= to) return left.filter(one => one.to > one.from);
  }
  return [...left, {from: begin, to}].filter(one => one.to > one.from);
}

export function lengthOf(intervals: readonly Interval[]): bigint {
  return intervals.reduce((sum, {from, to}) => sum + to - from, 0n);
}

/** Length of the part of an interval inside others, which must be merged. */
export function overlap({from, to}: Interval, others: readonly Interval[]): bigint {
  return others.reduce((sum, other) => {
    const [begin, end] = [other.from > from ? other.from : from, other.to < to ? other.to : to];
    return end > begin ? sum + end - begin : sum;
  }, 0n);
}
