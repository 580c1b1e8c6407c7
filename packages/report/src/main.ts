/**
 * The page: reads the report that it contains, and shows it.
 *
 * @module
 */

import {worstBy} from '@vip/analysis';
import type {ReportData, RunData} from '@vip/core/report';
import {element, refill} from './dom.js';
import {findingList, headline} from './headline.js';
import {historyView} from './history.js';
import {measuredView} from './measured.js';
import {type RunView, runView} from './run-view.js';
import {seriesView} from './series.js';
import {storyView} from './story.js';
import {shownTables, toldView} from './tables.js';
import {onPrint, themeSwitch} from './theme.js';
import {rowInAddress} from './words.js';

/** Width of a printed page, in the points of the screen. */
const PAPER = 900;

function show(data: ReportData): void {
  const main = element('main');
  const place = element('div', {id: 'run'});
  let shown: RunView | undefined;
  const open = (run: RunData) => {
    shown = runView(run, data);
    refill(place, shown.sections);
    shown.timeline.refresh();
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
  const parts = [
    findingList(data.findings),
    series?.view,
    historyView(data.history),
    ...data.stories.map(story => storyView(story, row => shown?.open(row))),
    toldView(data.told),
    shownTables(data),
    place,
    measuredView(data),
  ];
  main.append(
    element(
      'header',
      {},
      headline(data),
      themeSwitch(() => shown?.timeline.refresh()),
    ),
  );
  for (const part of parts) if (part !== undefined) main.append(part);
  document.body.replaceChildren(main);
  const first = worst(data);
  if (first !== undefined) open(first);
  openAddressed();
  addEventListener('hashchange', openAddressed);
  onPrint(
    () => {
      series?.drawFor(PAPER);
      shown?.print(PAPER);
    },
    () => {
      series?.refresh();
      shown?.unprint();
    },
  );

  function openAddressed(): void {
    const row = rowInAddress();
    if (row !== undefined) shown?.open(row);
  }
}

/** Of a series the run with the longest outage is looked at first. */
function worst({runs}: ReportData): RunData | undefined {
  return worstBy(runs, ({observers}) => worstBy(observers, outage => outage) ?? {leastNs: 0, mostNs: 0});
}

const data = document.getElementById('report-data')?.textContent ?? 'null';
show(JSON.parse(data) as ReportData);
// For whoever measures how long it took: the first picture stands.
performance.mark('vip-drawn');
