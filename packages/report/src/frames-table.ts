/**
 * The frames as a table: sorted by any column, filtered, each row opened to its octets and fields.
 *
 * @module
 */

import {button, element, refill} from './dom.js';
import {COLUMNS, type Column, compare, frameRows} from './frame-columns.js';
import {frameFilter} from './frame-filter.js';
import type {ReportFrame} from './frame-model.js';
import {framesForPaper} from './frames-for-paper.js';

/** Rows that are made at once; a browser takes its time with thousands. */
const PAGE = 100;

export interface FramesTable {
  readonly view: HTMLElement;
  /** What the timeline shows: some want to see only that. */
  setRange(from: number, to: number): void;
  /** Brings a frame's row into sight, and opens it. */
  reveal(frame: ReportFrame): void;
  /** Shows what is printed, until `unprint`. */
  print(): void;
  unprint(): void;
}

export interface FramesTableOptions {
  readonly frames: readonly ReportFrame[];
  readonly notes: readonly string[];
  /** Called with a frame whose row was opened. */
  readonly chosen: (frame: ReportFrame) => void;
  /** The rows of the frames that the report speaks of. */
  readonly named: ReadonlySet<number>;
  /** The moment around which frames are printed. */
  readonly around: number | undefined;
}

export function framesTable({frames, notes, chosen, named, around}: FramesTableOptions): FramesTable {
  let sorted: {column: Column; isUp: boolean} = {column: COLUMNS[0], isUp: true};
  let shown = PAGE;
  const opened = new Set<number>();
  const filter = frameFilter(frames, fresh);
  const count = element('span', {class: 'muted', id: 'frame-count', role: 'status'});
  const body = element('tbody', {role: 'rowgroup'});
  const heads = COLUMNS.map(column => sortingHead(column, () => sortBy(column)));
  const more = button('Show more', () => {
    shown += PAGE;
    draw();
  });
  draw();

  function sortBy(column: Column): void {
    sorted = {column, isUp: sorted.column === column ? !sorted.isUp : true};
    draw();
  }

  function toggle(frame: ReportFrame): void {
    if (!opened.delete(frame.number)) {
      opened.add(frame.number);
      chosen(frame);
    }
    draw();
    openerOf(frame)?.focus({preventScroll: true});
  }

  function openerOf({number}: ReportFrame): HTMLElement | null {
    return body.querySelector(`[data-frame="${number}"] button`);
  }

  function list(rows: readonly ReportFrame[]): void {
    const made = rows.flatMap(frame => frameRows(frame, opened.has(frame.number), () => toggle(frame)));
    refill(body, made);
  }

  function draw(): void {
    const {column, isUp} = sorted;
    const rows = frames.filter(filter.matches);
    rows.sort((a, b) => compare(column.key(a), column.key(b)) * (isUp ? 1 : -1));
    for (const [index, head] of heads.entries()) {
      const order = COLUMNS[index] === column ? (isUp ? 'ascending' : 'descending') : 'none';
      head.setAttribute('aria-sort', order);
    }
    list(rows.slice(0, shown));
    more.hidden = rows.length <= shown;
    tell(rows.length, rows.length > shown ? `the first ${shown} listed` : '');
  }

  function fresh(): void {
    shown = PAGE;
    draw();
  }

  function tell(listed: number, which: string): void {
    count.textContent = `${listed} of ${frames.length} frames${which === '' ? '' : `, ${which}`}`;
  }

  return {
    view: element(
      'section',
      {'aria-labelledby': 'frames'},
      element('h2', {id: 'frames'}, 'Frames'),
      element('div', {class: 'controls'}, filter.controls, count),
      element(
        'div',
        {class: 'scroll frames-box', tabindex: 0, role: 'group', 'aria-label': 'Frames'},
        element(
          'table',
          {class: 'frames', role: 'table'},
          element('thead', {role: 'rowgroup'}, element('tr', {role: 'row'}, heads)),
          body,
        ),
      ),
      more,
      notes.map(note => element('p', {class: 'muted small'}, note)),
    ),
    setRange(from, to) {
      if (filter.setRange(from, to)) fresh();
    },
    reveal(frame) {
      if (!filter.matches(frame)) filter.clear();
      opened.add(frame.number);
      shown = Math.max(shown, frames.length > shown ? frame.number + PAGE : shown);
      draw();
      const opener = openerOf(frame);
      opener?.scrollIntoView({block: 'center'});
      opener?.focus({preventScroll: true});
    },
    print() {
      const printed = framesForPaper(frames, named, around);
      list(printed);
      const which =
        around === undefined ? 'those named in the text, and the first' : 'those around the recovery';
      tell(printed.length, printed.length === frames.length ? '' : which);
    },
    unprint: draw,
  };
}

function sortingHead({name, style}: Column, sort: () => void): HTMLElement {
  const kind = style.startsWith('number') ? 'sortable number' : 'sortable';
  return element(
    'th',
    {scope: 'col', role: 'columnheader', class: kind},
    button(name, sort, {class: 'sort'}),
  );
}
