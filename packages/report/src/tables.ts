/**
 * Matrices and tables of a lesson, and its narration.
 *
 * @module
 */

import type {ReportData, TableData} from '@vip/core/internal/report';
import {element} from './dom.js';
import {matrixView} from './matrix.js';
import {scrolling, table} from './table.js';

/** A lesson's narration, folded because it is long. */
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
  return element('div', {}, element('h3', {}, title), scrolling(table(columns, rows, {stacks: true}), title));
}
