/**
 * A matrix of a lesson: the outcome of each pair, as a colour and in words.
 *
 * @module
 */

import type {MatrixData} from '@vip/core/internal/report';
import {element} from './dom.js';
import {scrolling} from './table.js';

type Cell = MatrixData['rows'][number]['cells'][number];

/** Each cell explains itself in words under the pointer and the focus. */
export function matrixView({title, columns, rows}: MatrixData): HTMLElement {
  const note = element(
    'p',
    {class: 'muted small', 'aria-live': 'polite'},
    'Point at a cell for the rule that decides it.',
  );
  const heads = columns.map(name => element('th', {scope: 'col', class: 'matrix-head'}, name));
  const lines = rows.map(({name, cells}) =>
    element(
      'tr',
      {},
      element('th', {scope: 'row', class: 'matrix-name'}, name),
      cells.map((cell, index) =>
        cellView(cell, words => {
          note.textContent = `${name}, ${columns[index] ?? ''}: ${words}`;
        }),
      ),
    ),
  );
  const made = element(
    'table',
    {class: 'matrix'},
    element('thead', {}, element('tr', {}, element('td'), heads)),
    element('tbody', {}, lines),
  );
  return element('div', {}, element('h3', {}, title), scrolling(made, title), note);
}

/** @param tell called with the explanation of the cell that has the pointer or the focus */
function cellView({text, asPredicted, why}: Cell, tell: (words: string) => void): HTMLElement {
  const cell = element(
    'td',
    {tabindex: 0, class: `matrix-cell ${CELL_STYLES[text] ?? 'cell-other'}`, title: why},
    asPredicted ? text : `✗ ${text}`,
  );
  for (const name of ['pointerenter', 'focus']) cell.addEventListener(name, () => tell(`${text}. ${why}`));
  return cell;
}

/** Styles by what became of the entry: a new MAC in one of three states, no change, no entry. */
const CELL_STYLES: Readonly<Record<string, string>> = {
  S: 'cell-stale',
  'S>D': 'cell-delay',
  R: 'cell-reachable',
  '-': 'cell-unchanged',
  none: 'cell-none',
};
