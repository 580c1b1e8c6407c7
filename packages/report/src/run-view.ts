/**
 * One run: its figures, its timeline, its pictures and its frames, which lead to each other.
 *
 * @module
 */

import {counted} from '@vip/analysis';
import type {ReportData, RunData, Words} from '@vip/core/report';
import {element} from './dom.js';
import {framesOfRun} from './frame-model.js';
import {framesTable} from './frames-table.js';
import {expectationList, findingList} from './headline.js';
import {outageTable} from './outage-table.js';
import {saidView} from './said.js';
import {outageStretchOf, recoveryMoment} from './timeline/stretches.js';
import {TimelineView} from './timeline/timeline.js';
import {topologyView} from './topology.js';
import {frameAnchor} from './words.js';

export interface RunView {
  readonly sections: readonly HTMLElement[];
  readonly timeline: TimelineView;
  /** Shows a frame, by the number of its row. */
  open(row: number): void;
  /** Draws what is printed, for a width. */
  print(width: number): void;
  unprint(): void;
}

export function runView(run: RunData, {runs, stories}: ReportData): RunView {
  const frames = framesOfRun(run);
  const named = namedRows([
    ...run.observers.map(({endedBy}) => endedBy),
    ...stories.flatMap(({findings, happenings}) => [
      ...findings.map(finding => finding.frames),
      ...happenings.flatMap(({frames, text}) => [frames, text]),
    ]),
  ]);
  const rows = framesTable({
    frames,
    notes: notesOf(run),
    chosen: frame => timeline.choose(frame),
    named,
    around: recoveryMoment(run),
  });
  const timeline = new TimelineView(run, frames, {
    chosen: frame => rows.reveal(frame),
    moved: (from, to) => rows.setRange(from, to),
  });
  const open = (row: number) => {
    const frame = frames[row];
    if (frame === undefined) return;
    timeline.choose(frame);
    rows.reveal(frame);
    history.replaceState(null, '', `#${frameAnchor(row)}`);
  };
  const showOutage = (observer: string) => {
    const stretch = outageStretchOf(run, observer);
    if (stretch !== undefined) timeline.showStretch(stretch);
  };
  const sections = [
    runs.length > 1 ? element('h2', {id: 'run-title'}, `Run ${run.run}`) : undefined,
    outageTable(run, showOutage, open),
    findingList(run.findings),
    expectationList(run),
    timeline.view,
    topologyView(run),
    saidView(run),
    frames.length > 0 ? rows.view : undefined,
  ].filter(part => part !== undefined);
  return {
    sections,
    timeline,
    open,
    print(width) {
      timeline.drawFor(width);
      rows.print();
    },
    unprint() {
      timeline.refresh();
      rows.unprint();
    },
  };
}

function namedRows(sentences: readonly Words[]): ReadonlySet<number> {
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
