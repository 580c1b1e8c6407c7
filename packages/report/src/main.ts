/**
 * The page: reads the report that stands in it, and shows it.
 *
 * @module
 */

import type {ReportData, RunData} from '@vip/core/report';
import {element} from './dom.js';
import {framesOf} from './frame-model.js';
import {framesTable} from './frames-table.js';
import {expectationList, findingList, headline, outageTable} from './headline.js';
import {seriesView} from './series.js';
import {matrixView, measuredView, tableView, toldView} from './tables.js';
import {onPrint, themeSwitch} from './theme.js';
import {TimelineView} from './timeline/timeline.js';
import {topologyView} from './topology.js';

/** Width of a printed page, in the points of the screen. */
const PAPER = 900;

function show(data: ReportData): void {
  const main = element('main');
  let timeline: TimelineView | undefined;
  const place = element('div', {id: 'run'});
  const open = (run: RunData) => {
    const shown = runSections(run, data.runs.length > 1);
    timeline = shown.timeline;
    place.replaceChildren(...shown.sections);
    timeline.refresh();
    series?.select(run.run);
  };
  const byNumber = new Map(data.runs.map(run => [run.run, run]));
  const series =
    data.series === undefined
      ? undefined
      : seriesView(data.series, new Set(byNumber.keys()), number => {
          const run = byNumber.get(number);
          if (run === undefined) return;
          open(run);
          place.scrollIntoView({block: 'start'});
        });
  main.append(
    element(
      'header',
      {},
      headline(data),
      themeSwitch(() => timeline?.refresh()),
    ),
    ...[findingList(data.findings), series?.view, toldView(data.told)].filter(part => part !== undefined),
    ...data.matrices.map(matrixView),
    ...data.tables.map(tableView),
    place,
    measuredView(data),
  );
  document.body.replaceChildren(main);
  const first = worst(data);
  if (first !== undefined) open(first);
  onPrint(
    () => timeline?.drawFor(PAPER),
    () => timeline?.refresh(),
  );
}

/** Of a series the run with the longest outage is looked at first. */
function worst({runs}: ReportData): RunData | undefined {
  const longest = ({observers}: RunData) =>
    Math.max(0, ...observers.map(({mostNs}) => mostNs ?? Number.POSITIVE_INFINITY));
  return runs.reduce<RunData | undefined>(
    (most, next) => (most === undefined || longest(next) > longest(most) ? next : most),
    undefined,
  );
}

function runSections(run: RunData, isOneOfMany: boolean): {sections: HTMLElement[]; timeline: TimelineView} {
  const frames = framesOf(run);
  const notes = [
    ...(run.frames.echoes > 0 ? [`${run.frames.echoes} echo requests and replies are not listed.`] : []),
    ...(run.frames.omitted > 0 ? [`${run.frames.omitted} further frames are not in this file.`] : []),
  ];
  const rows = framesTable(frames, notes, frame => timeline.choose(frame));
  const timeline = new TimelineView(run, frames, {
    chosen: frame => rows.reveal(frame),
    moved: (from, to) => rows.setRange(from, to),
  });
  const sections = [
    isOneOfMany ? element('h2', {id: 'run-title'}, `Run ${run.run}`) : undefined,
    outageTable(run),
    findingList(run.findings),
    expectationList(run),
    timeline.view,
    topologyView(run),
    frames.length > 0 ? rows.view : undefined,
  ].filter(part => part !== undefined);
  return {sections, timeline};
}

const data = document.getElementById('report-data')?.textContent ?? 'null';
show(JSON.parse(data) as ReportData);
// For whoever measures how long it took: the first picture stands.
performance.mark('vip-drawn');
