/**
 * The place of the run that is shown: one of those whose timelines are in the file.
 *
 * @module
 */

import type {ReportData, RunData} from '@vip/core/internal/report';
import {element, refill} from './dom.js';
import {RunView} from './run-view.js';

export class RunSlot {
  readonly view = element('div', {id: 'run'});
  #shown: RunView | undefined;

  constructor(private readonly data: ReportData) {}

  /** Shows a run in place of the current one. */
  show(run: RunData): void {
    this.#shown = new RunView(run, this.data);
    refill(this.view, this.#shown.sections);
    this.#shown.refresh();
  }

  /** Shows a frame of the run, by the number of its row. */
  open(row: number): void {
    this.#shown?.open(row);
  }

  /** Redraws everything that depends on the width or the colours. */
  refresh(): void {
    this.#shown?.refresh();
  }

  /** Draws for printing, at a width. */
  print(width: number): void {
    this.#shown?.print(width);
  }

  unprint(): void {
    this.#shown?.unprint();
  }
}
