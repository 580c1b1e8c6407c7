/**
 * Tables: at their own width, or with each row as a block on a narrow screen.
 *
 * @module
 */

import {type DomChild, element} from './dom.js';

export interface TableOptions {
  /** Columns whose cells are aligned to the right. */
  readonly numeric?: readonly string[];
  /** Whether each row becomes a block of names and values on a narrow screen, instead of scrolling. */
  readonly stacks?: boolean;
  readonly id?: string;
}

/** A table with a heading row. Its roles are explicit, because a table laid out as blocks would lose them. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly DomChild[])[],
  {numeric = [], stacks = false, id}: TableOptions = {},
): HTMLTableElement {
  const style = (index: number) => (numeric.includes(columns[index] ?? '') ? 'number' : undefined);
  return element(
    'table',
    {id, role: 'table', class: stacks ? 'stacks' : undefined},
    element(
      'thead',
      {role: 'rowgroup'},
      element(
        'tr',
        {role: 'row'},
        columns.map((name, index) => head(name, style(index))),
      ),
    ),
    element(
      'tbody',
      {role: 'rowgroup'},
      rows.map(cells =>
        element(
          'tr',
          {role: 'row'},
          cells.map((cell, index) =>
            element('td', {role: 'cell', class: style(index), 'data-label': columns[index]}, cell),
          ),
        ),
      ),
    ),
  );
}

/** A column without a name gets no heading cell, which would have nothing to read out. */
function head(name: string, style: string | undefined): HTMLElement {
  return name === ''
    ? element('td', {role: 'cell'})
    : element('th', {scope: 'col', role: 'columnheader', class: style}, name);
}

/** A box that scrolls sideways if its content does not fit; its edge is shaded while there is more. */
export function scrolling(inside: Element, label: string): HTMLElement {
  return element('div', {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label}, inside);
}
