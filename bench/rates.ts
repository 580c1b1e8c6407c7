/**
 * Rates as ratios: the candidates take turns, as in `measure.ts`, and the first is the baseline.
 *
 * @module
 */

import {quantile} from './measure.js';

/** Something that does as much as it can, and returns its rate per second. */
export interface Rated {
  readonly name: string;
  run(): Promise<number> | number;
}

/** Runs every candidate `n` times in turns, after one turn that does not count. */
export async function takeRatedTurns(rated: readonly Rated[], n: number): Promise<Map<string, number[]>> {
  const rates = new Map(rated.map(({name}) => [name, [] as number[]]));
  for (let turn = 0; turn <= n; turn++) {
    for (const {name, run} of rated) {
      const rate = await run();
      if (turn > 0) rates.get(name)?.push(rate);
    }
  }
  return rates;
}

/** The rates as text, as multiples of the first one's. */
export function printRates(rates: ReadonlyMap<string, readonly number[]>): void {
  const [[, first = []] = []] = rates;
  const floor = quantile(first, 0.5);
  console.log('  ratio      median    middle half             n');
  for (const [name, values] of rates) {
    const median = quantile(values, 0.5);
    const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
    const ratio = (median / floor).toFixed(median < floor / 20 ? 4 : 2).padStart(6);
    const spread = `${whole(low)}-${whole(high)}`.padEnd(20);
    console.log(
      `  ${ratio} ${whole(median).padStart(10)}/s  ${spread} ${String(values.length).padStart(3)}  ${name}`,
    );
  }
}

function whole(value: number): string {
  return value.toFixed(0);
}
