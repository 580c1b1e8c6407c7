/**
 * The frames as a table: in the order and by the filter that the reader chose, each row opened to its octets and fields.
 *
 * @module
 */

import {button, element, refill} from './dom.js';
import {frameRows} from './frame-columns.js';
import {frameFilter} from './frame-filter.js';
import type {ReportFrame} from './frame-model.js';
import {FrameOrder} from './frame-order.js';
import {framesForPaper} from './frames-for-paper.js';

/** Rows that are made at once, because thousands take a browser a while. */
const PAGE = 100;

export interface FramesTableOptions {
  readonly frames: readonly ReportFrame[];
  readonly notes: readonly string[];
  /** Called with a frame whose row was opened. */
  readonly chosen: (frame: ReportFrame) => void;
  /** The rows of the frames that the report mentions. */
  readonly named: ReadonlySet<number>;
  /** The moment around which frames are printed. */
  readonly around: number | undefined;
}

export class FramesTable {
  readonly view: HTMLElement;
  readonly #filter: ReturnType<typeof frameFilter>;
  readonly #order = new FrameOrder(() => this.#draw());
  readonly #count = element('span', {class: 'muted', id: 'frame-count', role: 'status'});
  readonly #body = element('tbody', {role: 'rowgroup'});
  readonly #more = button('Show more', () => this.#showMore());
  readonly #opened = new Set<number>();
  #shown = PAGE;

  constructor(private readonly options: FramesTableOptions) {
    this.#filter = frameFilter(options.frames, () => this.#fresh());
    this.#draw();
    this.view = element(
      'section',
      {'aria-labelledby': 'frames'},
      element('h2', {id: 'frames'}, 'Frames'),
      element('div', {class: 'controls'}, this.#filter.controls, this.#count),
      element(
        'div',
        {class: 'scroll frames-box', tabindex: 0, role: 'group', 'aria-label': 'Frames'},
        tableOf(this.#order.heads, this.#body),
      ),
      this.#more,
      options.notes.map(note => element('p', {class: 'muted small'}, note)),
    );
  }

  /** Sets the stretch that the timeline shows, to which a reader may limit the table. */
  setRange(from: number, to: number): void {
    if (this.#filter.setRange(from, to)) this.#fresh();
  }

  /** Brings a frame's row into view, and opens it. */
  reveal(frame: ReportFrame): void {
    const {frames} = this.options;
    if (!this.#filter.matches(frame)) this.#filter.clear();
    this.#opened.add(frame.number);
    this.#shown = Math.max(this.#shown, frames.length > this.#shown ? frame.number + PAGE : this.#shown);
    this.#draw();
    const opener = this.#openerOf(frame);
    opener?.scrollIntoView({block: 'center'});
    opener?.focus({preventScroll: true});
  }

  /** Shows the rows for paper, until `unprint`. */
  print(): void {
    const {frames, named, around} = this.options;
    const printed = framesForPaper(frames, named, around);
    this.#list(printed);
    const which =
      around === undefined ? 'those named in the text, and the first' : 'those around the recovery';
    this.#tell(printed.length, printed.length === frames.length ? '' : which);
  }

  unprint(): void {
    this.#draw();
  }

  #draw(): void {
    const rows = this.#order.sorted(this.options.frames.filter(this.#filter.matches));
    this.#list(rows.slice(0, this.#shown));
    this.#more.hidden = rows.length <= this.#shown;
    this.#tell(rows.length, rows.length > this.#shown ? `the first ${this.#shown} listed` : '');
  }

  #fresh(): void {
    this.#shown = PAGE;
    this.#draw();
  }

  #showMore(): void {
    this.#shown += PAGE;
    this.#draw();
  }

  #toggle(frame: ReportFrame): void {
    if (!this.#opened.delete(frame.number)) {
      this.#opened.add(frame.number);
      this.options.chosen(frame);
    }
    this.#draw();
    this.#openerOf(frame)?.focus({preventScroll: true});
  }

  #openerOf({number}: ReportFrame): HTMLElement | null {
    return this.#body.querySelector(`[data-frame="${number}"] button`);
  }

  #list(rows: readonly ReportFrame[]): void {
    const made = rows.flatMap(frame =>
      frameRows(frame, this.#opened.has(frame.number), () => this.#toggle(frame)),
    );
    refill(this.#body, made);
  }

  #tell(listed: number, which: string): void {
    const all = this.options.frames.length;
    this.#count.textContent = `${listed} of ${all} frames${which === '' ? '' : `, ${which}`}`;
  }
}

function tableOf(heads: readonly HTMLElement[], body: HTMLElement): HTMLElement {
  return element(
    'table',
    {class: 'frames', role: 'table'},
    element('thead', {role: 'rowgroup'}, element('tr', {role: 'row'}, heads)),
    body,
  );
}
