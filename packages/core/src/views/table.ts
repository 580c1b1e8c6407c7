/**
 * Tables of text. Pure.
 *
 * @module
 */

import type {TableEvent} from '@vip/analysis';
import {largest} from '@vip/analysis/internal';

/** Columns as wide as their widest cell. */
export function formatTable({
  title,
  columns,
  rows,
}: Pick<TableEvent, 'title' | 'columns' | 'rows'>): string[] {
  const widths = columns.map((column, index) =>
    Math.max(column.length, largest(rows.map(row => row[index]?.length ?? 0))),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd();
  return ['', title, line(columns), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)];
}
