/**
 * Matrices and tables of a lesson, and what it says.
 *
 * @module
 */

import type {MatrixData, ReportData, TableData} from '@vip/core/report';
import {element} from './dom.js';
import {scrolling, table} from './table.js';

/** Each cell says in words what is behind it, under the pointer and the focus. */
function matrixView({title, columns, rows}: MatrixData): HTMLElement {
  const note = element(
    'p',
    {class: 'muted small', 'aria-live': 'polite'},
    'Point at a cell for the rule that decides it.',
  );
  const made = element(
    'table',
    {class: 'matrix'},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('td'),
        columns.map(name => element('th', {scope: 'col', class: 'matrix-head'}, name)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(({name, cells}) =>
        element(
          'tr',
          {},
          element('th', {scope: 'row', class: 'matrix-name'}, name),
          cells.map(({text, asPredicted, why}, index) => {
            const cell = element(
              'td',
              {tabindex: 0, class: `matrix-cell ${CELL_STYLES[text] ?? 'cell-other'}`, title: why},
              asPredicted ? text : `✗ ${text}`,
            );
            const tell = () => {
              note.textContent = `${name}, ${columns[index] ?? ''}: ${text}. ${why}`;
            };
            cell.addEventListener('pointerenter', tell);
            cell.addEventListener('focus', tell);
            return cell;
          }),
        ),
      ),
    ),
  );
  return element('div', {}, element('h3', {}, title), scrolling(made, title), note);
}

/** By what became of the entry: a new MAC in one of three states, nothing, no entry. */
const CELL_STYLES: Readonly<Record<string, string>> = {
  S: 'cell-stale',
  'S>D': 'cell-delay',
  R: 'cell-reachable',
  '-': 'cell-unchanged',
  none: 'cell-none',
};

/** What a lesson said, folded: it is long. */
export function toldView(told: readonly string[]): HTMLElement | undefined {
  if (told.length === 0) return undefined;
  return element(
    'details',
    {class: 'told'},
    element('summary', {}, 'Narration'),
    told.map(text => element('p', {}, text)),
  );
}

/** Everything that a lesson measured. */
export function shownTables({matrices, tables}: ReportData): HTMLElement | undefined {
  if (matrices.length + tables.length === 0) return undefined;
  return element(
    'section',
    {'aria-labelledby': 'tables'},
    element('h2', {id: 'tables'}, 'What was measured'),
    matrices.map(matrixView),
    tables.map(tableView),
  );
}

function tableView({title, columns, rows}: TableData): HTMLElement {
  return element('div', {}, element('h3', {}, title), scrolling(table(columns, rows), title));
}
