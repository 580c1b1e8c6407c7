/**
 * One run: its figures, its timeline, its pictures and its frames, which are linked to one another.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import type {ReportData, RunData, Words} from '@vip/core/internal/report';
import {framesOfRun, type ReportFrame} from './frame-model.js';
import {FramesTable} from './frames-table.js';
import {expectationList, findingList} from './headline.js';
import {outageTable} from './outage-table.js';
import {saidView} from './said.js';
import {outageStretchOf, recoveryMoment} from './timeline/stretches.js';
import {TimelineView} from './timeline/timeline.js';
import {topologyView} from './topology.js';
import {type FrameLinks, frameAnchor} from './words.js';

export class RunView {
  readonly sections: readonly HTMLElement[];
  readonly #frames: readonly ReportFrame[];
  readonly #table: FramesTable;
  readonly #timeline: TimelineView;
  readonly #links: FrameLinks;

  constructor(
    private readonly run: RunData,
    {runs, stories}: ReportData,
  ) {
    this.#frames = framesOfRun(run);
    this.#table = new FramesTable({
      frames: this.#frames,
      notes: notesOf(run),
      chosen: frame => this.#timeline.choose(frame),
      named: namedRows(run, stories),
      around: recoveryMoment(run),
    });
    this.#timeline = new TimelineView(run, this.#frames, {
      chosen: frame => this.#table.reveal(frame),
      moved: (from, to) => this.#table.setRange(from, to),
    });
    this.#links = {run: runs.length > 1 ? run.run : undefined, open: row => this.open(row)};
    this.sections = this.#sections();
  }

  /** Shows a frame, by the number of its row. */
  open(row: number): void {
    const frame = this.#frames[row];
    if (frame === undefined) return;
    this.#timeline.choose(frame);
    this.#table.reveal(frame);
    history.replaceState(null, '', `#${frameAnchor(row, this.#links.run)}`);
  }

  /** Of the run. */
  get number(): number {
    return this.run.run;
  }

  /** Redraws everything that depends on the width or the colours. */
  refresh(): void {
    this.#timeline.refresh();
  }

  /** Draws for printing, at a width. */
  print(width: number): void {
    this.#timeline.drawFor(width);
    this.#table.print();
  }

  unprint(): void {
    this.#timeline.refresh();
    this.#table.unprint();
  }

  #sections(): HTMLElement[] {
    const {run} = this;
    return [
      outageTable(run, observer => this.#showOutage(observer), this.#links),
      findingList(run.findings),
      expectationList(run),
      this.#timeline.view,
      topologyView(run),
      saidView(run),
      this.#frames.length > 0 ? this.#table.view : undefined,
    ].filter(part => part !== undefined);
  }

  #showOutage(observer: string): void {
    const stretch = outageStretchOf(this.run, observer);
    if (stretch !== undefined) this.#timeline.showStretch(stretch);
  }
}

/** The rows of the frames that anything in the report mentions. */
function namedRows({run, observers}: RunData, stories: ReportData['stories']): ReadonlySet<number> {
  const own = stories.filter(story => story.run === run);
  const sentences: Words[] = [
    ...observers.map(({endedBy}) => endedBy),
    ...own.flatMap(({findings, happenings}) => [
      ...findings.map(finding => finding.frames),
      ...happenings.flatMap(({frames, text}) => [frames, text]),
    ]),
  ];
  return new Set(
    sentences.flatMap(words => words.flatMap(word => (typeof word === 'string' ? [] : [word.row]))),
  );
}

function notesOf({frames: {echoes, omitted}}: RunData): string[] {
  return [
    ...(echoes > 0 ? [`${echoes} echo requests and replies are not listed.`] : []),
    ...(omitted > 0 ? [`Not in this file: ${counted(omitted, 'further frame')}.`] : []),
  ];
}
