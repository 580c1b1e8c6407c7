/**
 * The columns of the table of frames, and a row of it: on a narrow screen a row is a block of two lines.
 *
 * @module
 */

import {button, element} from './dom.js';
import {KIND_NAMES, type ReportFrame} from './frame-model.js';
import {frameView} from './frame-view.js';
import {momentText} from './time-text.js';
import {frameAnchor} from './words.js';

export interface Column {
  readonly name: string;
  readonly key: (frame: ReportFrame) => number | string;
  readonly text: (frame: ReportFrame) => string;
  /** The classes of its cells. */
  readonly style: string;
}

/** The columns; a cell of the first opens its row. */
export const COLUMNS: readonly [Column, ...Column[]] = [
  {name: 'time', key: ({at}) => at, text: ({at}) => momentText(at), style: 'number when'},
  {name: 'frame', key: ({name}) => name, text: ({name}) => String(name), style: 'number which'},
  {name: 'node', key: ({node}) => node, text: ({node}) => node, style: 'where'},
  {name: 'interface', key: ({iface}) => iface, text: ({iface}) => iface, style: 'iface'},
  {
    name: 'direction',
    key: ({isOwn}) => (isOwn ? 'sent' : 'seen'),
    text: ({isOwn}) => (isOwn ? '↑ sent' : '↓ seen'),
    style: 'way',
  },
  {
    name: 'kind',
    key: ({description}) => KIND_NAMES[description.kind],
    text: ({description}) => KIND_NAMES[description.kind],
    style: 'kind',
  },
  {
    name: 'what it says',
    key: ({description}) => description.summary,
    text: ({description}) => description.summary,
    style: 'mono says',
  },
  {name: 'octets', key: ({length}) => length, text: ({length}) => String(length), style: 'number size'},
];

/** @param toggle opens the frame's octets and fields, or closes them */
export function frameRows(frame: ReportFrame, isOpen: boolean, toggle: () => void): HTMLTableRowElement[] {
  const [first, ...rest] = COLUMNS;
  const loud = frame.description.kind === 'announcement' ? ' loud' : '';
  const opener = button(first.text(frame), toggle, {
    class: 'opener',
    'aria-expanded': isOpen ? 'true' : 'false',
  });
  const cell = ({style}: Column, content: Node | string) =>
    element('td', {role: 'cell', class: `cell ${style}${loud}`}, content);
  const row = element(
    'tr',
    {role: 'row', id: frameAnchor(frame.number, undefined), 'data-frame': frame.number},
    cell(first, opener),
    rest.map(column => cell(column, column.text(frame))),
  );
  if (!isOpen) return [row];
  const inside = element('td', {role: 'cell', colspan: COLUMNS.length, class: 'opened'}, frameView(frame));
  return [row, element('tr', {role: 'row'}, inside)];
}

/** All searchable text of a frame, including the values of its fields. */
export function searchText({name, node, iface, description}: ReportFrame): string {
  const values = description.fields.map(({value}) => value);
  return [name, node, iface, KIND_NAMES[description.kind], description.summary, ...values]
    .join(' ')
    .toLowerCase();
}
