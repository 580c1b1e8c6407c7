/**
 * Small linear programs, by the simplex method: about ten variables, about a thousand inequalities.
 *
 * @module
 */

/** `of · x <= atMost`. */
export interface Inequality {
  readonly of: readonly number[];
  readonly atMost: number;
}

/** A coefficient below this is a rounding error. */
const ROUNDING = 1e-9;

/**
 * The point that maximises `goal · x` subject to the inequalities, each variable between `-box` and `box`.
 *
 * @returns undefined if no point satisfies all inequalities
 */
export function maximise(
  goal: readonly number[],
  inequalities: readonly Inequality[],
  box: readonly number[],
): number[] | undefined {
  const dictionary = new Dictionary(inequalities, box);
  return dictionary.findPoint() ? dictionary.maximise(goal) : undefined;
}

/**
 * Chvátal's dictionary: each basic variable in terms of those that are zero. The variables are shifted by `box`, so that they are never
 * negative; an auxiliary variable makes the first dictionary feasible, and is driven to zero.
 */
class Dictionary {
  readonly #rows: Float64Array[];
  readonly #basic: number[];
  readonly #free: number[];
  readonly #columns: number;
  readonly #box: readonly number[];
  #goal: Float64Array;

  constructor(inequalities: readonly Inequality[], box: readonly number[]) {
    const columns = box.length + 1;
    const artificial = columns - 1;
    const limits = box.map((most, index) => ({
      of: box.map((_, other) => (other === index ? 1 : 0)),
      atMost: most,
    }));
    const all = [...inequalities, ...limits];
    this.#box = box;
    this.#columns = columns;
    this.#rows = all.map(({of, atMost}) => {
      const row = new Float64Array(columns + 1);
      row.set(of);
      row[artificial] = -1;
      row[columns] = atMost + of.reduce((sum, one, index) => sum + one * (box[index] as number), 0);
      return row;
    });
    this.#free = Array.from({length: columns}, (_, index) => index);
    this.#basic = all.map((_, index) => columns + index);
    this.#goal = new Float64Array(columns);
  }

  /** Moves the dictionary to a point that satisfies all inequalities. Returns whether there is one. */
  findPoint(): boolean {
    const artificial = this.#columns - 1;
    const worst = this.#rows.reduce(
      (least, row, index) => (this.#constant(row) < this.#constant(this.#rows[least]) ? index : least),
      0,
    );
    if (this.#constant(this.#rows[worst]) < 0) {
      this.#goal = new Float64Array(this.#columns);
      this.#goal[artificial] = -1;
      this.#pivot(worst, artificial);
      this.#improve();
    }
    const row = this.#basic.indexOf(artificial);
    if (row < 0) return true;
    const most = this.#box.reduce((sum, one) => Math.max(sum, one), 1);
    if (this.#constant(this.#rows[row]) > ROUNDING * most) return false;
    const column = this.#largest(this.#rows[row] as Float64Array);
    this.#pivot(row, column);
    return true;
  }

  maximise(goal: readonly number[]): number[] {
    const artificial = this.#columns - 1;
    const blocked = this.#free.indexOf(artificial);
    for (const row of this.#rows) row[blocked] = 0;
    this.#goal = new Float64Array(this.#columns);
    for (const [variable, weight] of goal.entries()) this.#addToGoal(variable, weight);
    this.#goal[blocked] = 0;
    this.#improve();
    return this.#box.map((shift, variable) => {
      const row = this.#basic.indexOf(variable);
      return (row < 0 ? 0 : this.#constant(this.#rows[row])) - shift;
    });
  }

  #addToGoal(variable: number, weight: number): void {
    const column = this.#free.indexOf(variable);
    if (column >= 0) {
      this.#goal[column] = (this.#goal[column] as number) + weight;
      return;
    }
    const row = this.#rows[this.#basic.indexOf(variable)] as Float64Array;
    for (let index = 0; index < this.#columns; index++)
      this.#goal[index] = (this.#goal[index] as number) - weight * (row[index] as number);
  }

  #improve(): void {
    // The steepest first; after this many steps, the first in Bland's order, which cannot cycle.
    const patience = 4 * (this.#rows.length + this.#columns);
    for (let step = 0; ; step++) {
      const column = step < patience ? this.#steepest() : this.#first();
      if (column < 0) return;
      const row = this.#tightest(column);
      if (row < 0) return;
      this.#pivot(row, column);
    }
  }

  #steepest(): number {
    let best = -1;
    for (let index = 0; index < this.#columns; index++) {
      const slope = this.#goal[index] as number;
      if (slope > ROUNDING && (best < 0 || slope > (this.#goal[best] as number))) best = index;
    }
    return best;
  }

  #first(): number {
    let best = -1;
    for (let index = 0; index < this.#columns; index++) {
      const isBetter = best < 0 || (this.#free[index] as number) < (this.#free[best] as number);
      if ((this.#goal[index] as number) > ROUNDING && isBetter) best = index;
    }
    return best;
  }

  #tightest(column: number): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.#rows.length; index++) {
      const row = this.#rows[index] as Float64Array;
      const slope = row[column] as number;
      if (slope <= ROUNDING) continue;
      const ratio = this.#constant(row) / slope;
      const isFirst = ratio === least && (this.#basic[index] as number) < (this.#basic[best] as number);
      if (ratio < least || isFirst) {
        least = ratio;
        best = index;
      }
    }
    return best;
  }

  #largest(row: Float64Array): number {
    let best = 0;
    for (let index = 1; index < this.#columns; index++)
      if (Math.abs(row[index] as number) > Math.abs(row[best] as number)) best = index;
    return best;
  }

  #pivot(leaving: number, entering: number): void {
    const pivotRow = this.#rows[leaving] as Float64Array;
    const by = pivotRow[entering] as number;
    for (let index = 0; index <= this.#columns; index++) pivotRow[index] = (pivotRow[index] as number) / by;
    pivotRow[entering] = 1 / by;
    for (const [index, row] of this.#rows.entries()) if (index !== leaving) subtract(row, pivotRow, entering);
    subtract(this.#goal, pivotRow, entering);
    const former = this.#basic[leaving] as number;
    this.#basic[leaving] = this.#free[entering] as number;
    this.#free[entering] = former;
  }

  #constant(row: Float64Array | undefined): number {
    return row?.[this.#columns] ?? 0;
  }
}

function subtract(row: Float64Array, pivotRow: Float64Array, entering: number): void {
  const times = row[entering] as number;
  if (times === 0) return;
  for (let index = 0; index < row.length; index++)
    row[index] = (row[index] as number) - times * (pivotRow[index] as number);
  row[entering] = -times * (pivotRow[entering] as number);
}
