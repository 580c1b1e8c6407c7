/**
 * The place of the run that is shown: one of those whose timelines are in the file.
 *
 * @module
 */

import type {ReportData, RunData} from '@vip/core/internal/report';
import {button, element, refill} from './dom.js';
import {RunView} from './run-view.js';

export class RunSlot {
  readonly view = element('div', {id: 'run'});
  /** Between runs that are no series, which has its own points to choose from. */
  readonly #choice: readonly HTMLButtonElement[];
  #shown: RunView | undefined;

  /** @param shown called with each run that is shown */
  constructor(
    private readonly data: ReportData,
    private readonly shown: (run: RunData) => void,
  ) {
    const {runs, series} = data;
    const isChoice = series === undefined && runs.length > 1;
    this.#choice = isChoice ? runs.map(run => button(nameOf(run), () => this.show(run))) : [];
  }

  /** Shows a run in place of the current one. */
  show(run: RunData): void {
    this.#shown = new RunView(run, this.data);
    for (const [index, choice] of this.#choice.entries())
      choice.setAttribute('aria-pressed', String(this.data.runs[index] === run));
    const choice = this.#choice.length === 0 ? undefined : element('p', {class: 'controls'}, this.#choice);
    const title = this.data.runs.length > 1 ? element('h2', {id: 'run-title'}, nameOf(run)) : undefined;
    refill(this.view, [choice, title, ...this.#shown.sections]);
    this.#shown.refresh();
    this.shown(run);
  }

  /** Shows a frame, by the number of its row. @param number of its run, if another may be shown */
  open(row: number, number = this.#shown?.number): void {
    const run = this.data.runs.find(one => one.run === number);
    if (run === undefined) return;
    if (run.run !== this.#shown?.number) this.show(run);
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

function nameOf({run, title}: RunData): string {
  return title ?? `Run ${run}`;
}
