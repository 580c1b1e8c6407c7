/**
 * The order of the table of frames: by any column, ascending or descending, chosen in the columns' headings.
 *
 * @module
 */

import {button, element} from './dom.js';
import {COLUMNS, type Column} from './frame-columns.js';
import type {ReportFrame} from './frame-model.js';

export class FrameOrder {
  readonly heads: readonly HTMLElement[];
  #column: Column = COLUMNS[0];
  #isUp = true;

  /** @param changed called when the reader chose another order */
  constructor(changed: () => void) {
    this.heads = COLUMNS.map(column =>
      sortingHead(column, () => {
        this.#choose(column);
        changed();
      }),
    );
    this.#mark();
  }

  /** A copy in this order; equal frames keep their order. */
  sorted(frames: readonly ReportFrame[]): ReportFrame[] {
    const {key} = this.#column;
    return [...frames].sort((a, b) => compare(key(a), key(b)) * (this.#isUp ? 1 : -1));
  }

  /** Choosing the same column again reverses the order. */
  #choose(column: Column): void {
    this.#isUp = this.#column === column ? !this.#isUp : true;
    this.#column = column;
    this.#mark();
  }

  #mark(): void {
    for (const [index, head] of this.heads.entries()) {
      const order = COLUMNS[index] === this.#column ? (this.#isUp ? 'ascending' : 'descending') : 'none';
      head.setAttribute('aria-sort', order);
    }
  }
}

function sortingHead({name, style}: Column, sort: () => void): HTMLElement {
  const kind = style.startsWith('number') ? 'sortable number' : 'sortable';
  return element(
    'th',
    {scope: 'col', role: 'columnheader', class: kind},
    button(name, sort, {class: 'sort'}),
  );
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
