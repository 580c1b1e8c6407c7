/**
 * The distance of two words: the Damerau-Levenshtein distance, in which no letter takes part in two edits. Pure.
 *
 * @module
 */

/** Letters inserted, deleted or replaced, and neighbours that are swapped. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const one = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + same,
      );
      next.push(swapped ? Math.min(one, (before[j - 2] as number) + 1) : one);
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
