/**
 * A lesson told while it happens. Each event by itself as no, one or a few lines; derived from the event alone.
 *
 * @module
 */

import type {CommandEvent, PingedEvent, TableEvent, TimelineEvent} from '../events.js';

export function narrateLesson(event: TimelineEvent): string[] {
  switch (event.kind) {
    case 'lesson':
      return [event.question, ''];
    case 'told':
      return ['', event.text];
    case 'asked':
      return ['', `? ${event.question}`];
    case 'command':
      return formatCommand(event);
    case 'pinged':
      return [formatPinged(event)];
    case 'expected':
      return [`  ${event.held ? 'ok ' : 'NOT'} ${event.expected}: ${event.seen}`];
    case 'table':
      return formatTable(event);
    default:
      return [];
  }
}

/** A command as one would type it, with the node in front, and below it what it said. */
function formatCommand({node, argv, exitCode, output}: CommandEvent): string[] {
  const said = output === '' ? [] : output.split('\n').map(line => `    ${line}`);
  return [`  ${node}# ${argv.join(' ')}`, ...said, ...(exitCode === 0 ? [] : [`    (exit ${exitCode})`])];
}

function formatPinged({node, target, sent, answered, refusals}: PingedEvent): string {
  const said = refusals.length === 0 ? '' : ` (${refusals.join(', ')})`;
  return `  ${node}# ping ${target}: ${answered} of ${sent} answered${said}`;
}

/** Columns as wide as their widest cell. */
export function formatTable({
  title,
  columns,
  rows,
}: Pick<TableEvent, 'title' | 'columns' | 'rows'>): string[] {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map(row => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd();
  return ['', title, line(columns), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)];
}
