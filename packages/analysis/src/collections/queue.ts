/**
 * A first-in, first-out queue in a ring buffer that doubles: removing an item moves nothing, and adding one rarely allocates.
 *
 * @module
 */

/** Initial capacity, a power of two. */
const LEAST = 4;

export class Queue<T> implements Iterable<T> {
  #items: (T | undefined)[] = new Array(LEAST).fill(undefined);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The oldest; undefined if it is empty. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  get last(): T | undefined {
    return this.#items[(this.#head + this.#length - 1) & (this.#items.length - 1)];
  }

  push(item: T): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#length) & (this.#items.length - 1)] = item;
    this.#length++;
  }

  /** Adds an item before those at the end that come after it. */
  insert(item: T, comesAfter: (other: T) => boolean): void {
    this.push(item);
    const items = this.#items;
    const mask = items.length - 1;
    for (let index = this.#length - 1; index > 0; index--) {
      const [before, at] = [(this.#head + index - 1) & mask, (this.#head + index) & mask];
      const other = items[before] as T;
      if (!comesAfter(other)) return;
      items[at] = other;
      items[before] = item;
    }
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#items.length - 1);
    this.#length--;
    return item;
  }

  clear(): void {
    while (this.#length > 0) this.shift();
  }

  /** Removes the items for which `isKept` is false. */
  keep(isKept: (item: T) => boolean): void {
    for (let left = this.#length; left > 0; left--) {
      const item = this.shift() as T;
      if (isKept(item)) this.push(item);
    }
  }

  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.#length; index++)
      yield this.#items[(this.#head + index) & (this.#items.length - 1)] as T;
  }

  #grow(): void {
    const items = [...this];
    this.#items = [...items, ...new Array(items.length).fill(undefined)];
    this.#head = 0;
  }
}
