/**
 * Disjoint sets of the numbers below a limit, of which any two can be joined.
 *
 * @module
 */

export class DisjointSets {
  /** The smallest member of each set, for each of its members. */
  readonly #first: number[];
  readonly #members: Map<number, number[]>;

  constructor(count: number) {
    this.#first = Array.from({length: count}, (_, index) => index);
    this.#members = new Map(this.#first.map(index => [index, [index]]));
  }

  /** The smallest member of the set that contains it. */
  of(index: number): number {
    return this.#first[index] as number;
  }

  /** All that are in the same set, itself included, the smallest first. */
  membersOf(index: number): readonly number[] {
    return this.#members.get(this.of(index)) ?? [];
  }

  /** By their smallest members, in order. */
  get sets(): readonly (readonly number[])[] {
    return [...this.#members].sort(([a], [b]) => a - b).map(([, members]) => members);
  }

  join(one: number, other: number): void {
    const [first, second] = [Math.min(this.of(one), this.of(other)), Math.max(this.of(one), this.of(other))];
    if (first === second) return;
    const moved = this.#members.get(second) ?? [];
    for (const index of moved) this.#first[index] = first;
    this.#members.delete(second);
    this.#members.set(
      first,
      [...(this.#members.get(first) ?? []), ...moved].sort((a, b) => a - b),
    );
  }
}
