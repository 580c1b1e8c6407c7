/**
 * Times as ratios: runs of several commands take turns, so that other load affects all alike, and each is compared with the
 * first in the same run.
 *
 * @module
 */

/** Something whose duration is measured, in milliseconds. */
export interface Contestant {
  readonly name: string;
  run(): Promise<number> | number;
}

/** A line of a table. */
export interface Row {
  readonly name: string;
  /** Its time as a multiple of the first one's. */
  readonly ratio: number;
  readonly medianMs: number;
  /** The middle half of the times. */
  readonly spreadMs: readonly [number, number];
  readonly n: number;
}

/** Runs every contestant `n` times in turns, after one turn that does not count. */
export async function takeTurns(contestants: readonly Contestant[], n: number): Promise<Row[]> {
  const times = contestants.map(() => [] as number[]);
  for (let turn = 0; turn <= n; turn++) {
    for (const [index, contestant] of contestants.entries()) {
      const ms = await contestant.run();
      if (turn > 0) times[index]?.push(ms);
    }
  }
  const floor = quantile(times[0] ?? [], 0.5);
  return contestants.map(({name}, index) => {
    const own = times[index] ?? [];
    const medianMs = quantile(own, 0.5);
    const spreadMs = [quantile(own, 0.25), quantile(own, 0.75)] as const;
    return {name, ratio: medianMs / floor, medianMs, spreadMs, n};
  });
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = (sorted.length - 1) * part;
  const below = sorted[Math.floor(index)] ?? Number.NaN;
  const above = sorted[Math.ceil(index)] ?? Number.NaN;
  return below + (above - below) * (index - Math.floor(index));
}

/** The rows as text, the ratio first, because only that can be compared between machines. */
export function printRows(rows: readonly Row[]): void {
  console.log('  ratio   median  middle half        n');
  for (const {name, ratio, medianMs, spreadMs, n} of rows) {
    const spread = `${spreadMs[0].toFixed(1)}-${spreadMs[1].toFixed(1)} ms`;
    console.log(
      `  ${ratio.toFixed(2).padStart(5)} ${`${medianMs.toFixed(1)} ms`.padStart(10)}  ${spread.padEnd(16)} ${String(n).padStart(3)}  ${name}`,
    );
  }
}
