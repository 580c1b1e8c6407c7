/**
 * The number of rounds for tests that depend on chance: enough in every run of the tests, and as many as
 * docs/reliability.md reports with `npm run torture`.
 *
 * @module
 */

export const isTorture = process.env.VIP_TORTURE === '1';

export function rounds(usually: number, tortured: number): number {
  return isTorture ? tortured : usually;
}

/** The first seed of generated stories; `VIP_SEED=1000 npm run torture` tries others. */
const FIRST_SEED = Number(process.env.VIP_SEED ?? 0);

/** The seeds of this many rounds. */
export function seeds(usually: number, tortured: number): number[] {
  return Array.from({length: rounds(usually, tortured)}, (_, index) => FIRST_SEED + index);
}

/** This many rows of a table from the index on, wrapping around: the next caller takes the next ones. All with `npm run torture`. */
export function inRotation<Row>(rows: readonly Row[], from: number, usually: number): Row[] {
  if (isTorture) return [...rows];
  return Array.from(
    {length: Math.min(usually, rows.length)},
    (_, index) => rows[(from + index) % rows.length] as Row,
  );
}

/** Every nth row, from an index below n on; all of them with `npm run torture`. */
export function everyNth<Row>(rows: readonly Row[], nth: number, from: number): Row[] {
  return rows.filter((_, index) => isTorture || index % nth === from);
}
