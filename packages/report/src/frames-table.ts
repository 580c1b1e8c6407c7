/**
 * The frames as a table: sorted by any column, filtered, each row opened to its octets and fields.
 *
 * @module
 */

import {button, element} from './dom.js';
import {type Frame, KIND_NAMES} from './frame-model.js';
import {frameView} from './frame-view.js';
import {momentText} from './time-text.js';

/** Rows that are made at once; a browser takes its time with thousands. */
const PAGE = 100;

interface Column {
  readonly name: string;
  readonly key: (frame: Frame) => number | string;
  /** The class of its cells. */
  readonly style?: string;
}

const COLUMNS: readonly Column[] = [
  {name: 'time', key: ({at}) => at, style: 'number'},
  {name: 'node', key: ({node}) => node},
  {name: 'interface', key: ({iface}) => iface},
  {name: 'direction', key: ({isOwn}) => (isOwn ? 'sent' : 'seen')},
  {name: 'kind', key: ({description}) => KIND_NAMES[description.kind]},
  {name: 'what it says', key: ({description}) => description.summary, style: 'mono says'},
  {name: 'octets', key: ({length}) => length, style: 'number'},
];

export interface FramesTable {
  readonly view: HTMLElement;
  /** Shows only what lies between two moments, when that is asked for. */
  setRange(from: number, to: number): void;
  /** Brings a frame's row into sight, and opens it. */
  reveal(frame: Frame): void;
}

/** @param chosen called with a frame whose row was opened */
export function framesTable(
  frames: readonly Frame[],
  notes: readonly string[],
  chosen: (frame: Frame) => void,
): FramesTable {
  let sorted = {column: COLUMNS[0] as Column, isUp: true};
  let range = {from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY};
  let shown = PAGE;
  const opened = new Set<number>();

  const text = element('input', {type: 'search', id: 'frame-filter', placeholder: 'address, word …'});
  const kind = choice('frame-kind', 'all kinds', [
    ...new Set(frames.map(frame => KIND_NAMES[frame.description.kind])),
  ]);
  const node = choice('frame-node', 'all nodes', [...new Set(frames.map(frame => frame.node))]);
  const inView = element('input', {type: 'checkbox', id: 'frame-in-view'});
  const count = element('span', {class: 'muted', id: 'frame-count', role: 'status'});
  const body = element('tbody');
  const more = button('Show more', () => {
    shown += PAGE;
    draw();
  });
  const heads = COLUMNS.map(column => {
    const act = () => {
      sorted = {column, isUp: sorted.column === column ? !sorted.isUp : true};
      draw();
    };
    const sort = button(column.name, act, {class: 'sort'});
    return element(
      'th',
      {scope: 'col', class: `sortable ${column.style === 'number' ? 'number' : ''}`},
      sort,
    );
  });

  const selected = () => {
    const words = text.value.toLowerCase();
    return frames.filter(
      frame =>
        (kind.value === '' || KIND_NAMES[frame.description.kind] === kind.value) &&
        (node.value === '' || frame.node === node.value) &&
        (!inView.checked || (frame.at >= range.from && frame.at <= range.to)) &&
        (words === '' || searchText(frame).includes(words)),
    );
  };
  const draw = () => {
    const {column, isUp} = sorted;
    const rows = selected().sort((a, b) => compare(column.key(a), column.key(b)) * (isUp ? 1 : -1));
    for (const [index, head] of heads.entries()) {
      const order = COLUMNS[index] === column ? (isUp ? 'ascending' : 'descending') : 'none';
      head.setAttribute('aria-sort', order);
    }
    body.replaceChildren(...rows.slice(0, shown).flatMap(frame => rowsOf(frame, opened, draw, chosen)));
    more.hidden = rows.length <= shown;
    const listed = rows.length > shown ? `, the first ${shown} listed` : '';
    count.textContent = `${rows.length} of ${frames.length} frames${listed}`;
  };
  const fresh = () => {
    shown = PAGE;
    draw();
  };
  for (const input of [text, kind, node, inView]) input.addEventListener('input', fresh);
  draw();

  const view = element(
    'section',
    {'aria-labelledby': 'frames'},
    element('h2', {id: 'frames'}, 'Frames'),
    element(
      'div',
      {class: 'controls'},
      element('label', {}, 'Filter ', text),
      element('label', {}, 'Kind ', kind),
      element('label', {}, 'Node ', node),
      element('label', {}, inView, ' only what the timeline shows'),
      count,
    ),
    element(
      'div',
      {class: 'scroll frames-box', tabindex: 0, role: 'group', 'aria-label': 'Frames'},
      element('table', {class: 'frames'}, element('thead', {}, element('tr', {}, ...heads)), body),
    ),
    more,
    ...notes.map(note => element('p', {class: 'muted small'}, note)),
  );
  return {
    view,
    setRange(from, to) {
      range = {from, to};
      if (inView.checked) fresh();
    },
    reveal(frame) {
      if (!selected().includes(frame)) {
        text.value = '';
        kind.value = '';
        node.value = '';
        inView.checked = false;
      }
      opened.add(frame.number);
      shown = Math.max(shown, frames.length > shown ? frame.number + PAGE : shown);
      draw();
      const row = body.querySelector<HTMLElement>(`[data-frame="${frame.number}"]`);
      row?.scrollIntoView({block: 'center'});
      row?.querySelector('button')?.focus({preventScroll: true});
    },
  };
}

function rowsOf(
  frame: Frame,
  opened: Set<number>,
  draw: () => void,
  chosen: (frame: Frame) => void,
): HTMLTableRowElement[] {
  const {at, number, node, iface, isOwn, length, description} = frame;
  const isOpen = opened.has(number);
  const toggle = () => {
    if (isOpen) opened.delete(number);
    else opened.add(number);
    draw();
    if (!isOpen) chosen(frame);
    document.querySelector<HTMLElement>(`[data-frame="${number}"] button`)?.focus({preventScroll: true});
  };
  const open = button(momentText(at), toggle, {
    class: 'opener',
    'aria-expanded': isOpen ? 'true' : 'false',
  });
  const contents: (string | Node)[] = [
    open,
    node,
    iface,
    isOwn ? '↑ sent' : '↓ seen',
    KIND_NAMES[description.kind],
    description.summary,
    String(length),
  ];
  const loud = description.kind === 'announcement' ? ' loud' : '';
  const cells = contents.map((content, index) =>
    element('td', {class: `cell ${COLUMNS[index]?.style ?? ''}${loud}`}, content),
  );
  const row = element('tr', {'data-frame': number}, ...cells);
  if (!isOpen) return [row];
  const cell = element('td', {colspan: COLUMNS.length, class: 'opened'}, frameView(frame));
  return [row, element('tr', {}, cell)];
}

function choice(id: string, all: string, names: readonly string[]): HTMLSelectElement {
  const options = [...names].sort().map(name => element('option', {value: name}, name));
  return element('select', {id}, element('option', {value: ''}, all), ...options);
}

/** Everything of a frame that somebody may look for, the values of its fields included. */
function searchText({node, iface, description}: Frame): string {
  const values = description.fields.map(({value}) => value);
  return [node, iface, KIND_NAMES[description.kind], description.summary, ...values].join(' ').toLowerCase();
}

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
