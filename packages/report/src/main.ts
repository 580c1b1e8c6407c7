/**
 * The page: reads the report that it contains, and shows it.
 *
 * @module
 */

import {worstBy} from '@vip/analysis/internal';
import type {ReportData, RunData} from '@vip/core/internal/report';
import {element} from './dom.js';
import {findingList, headline} from './headline.js';
import {historyView} from './history.js';
import {measuredView} from './measured.js';
import {RunSlot} from './run-slot.js';
import {SeriesView} from './series.js';
import {storyView} from './story.js';
import {shownTables, toldView} from './tables.js';
import {onPrint, themeSwitch} from './theme.js';
import {frameInAddress} from './words.js';

/** Width of a printed page. CSS pixels. */
const PAPER = 900;

function show(data: ReportData): void {
  const place = new RunSlot(data, run => series?.select(run.run));
  const series = seriesOf(data, run => {
    place.show(run);
    place.view.scrollIntoView({block: 'start'});
  });
  document.body.replaceChildren(mainOf(data, series, place));
  const first = worst(data);
  if (first !== undefined) place.show(first);
  followAddress(place);
  onPrint(
    () => {
      series?.drawFor(PAPER);
      place.print(PAPER);
    },
    () => {
      series?.refresh();
      place.unprint();
    },
  );
}

/** @param chosen called with a run of the series whose timeline is in the file */
function seriesOf({series, runs}: ReportData, chosen: (run: RunData) => void): SeriesView | undefined {
  if (series === undefined) return undefined;
  const byNumber = new Map(runs.map(run => [run.run, run]));
  return new SeriesView(series, new Set(byNumber.keys()), number => {
    const run = byNumber.get(number);
    if (run !== undefined) chosen(run);
  });
}

function mainOf(data: ReportData, series: SeriesView | undefined, place: RunSlot): HTMLElement {
  const theme = themeSwitch(() => place.refresh());
  return element(
    'main',
    {},
    element('header', {}, headline(data), theme),
    findingList(data.findings),
    series?.view,
    historyView(data.history),
    data.stories.map(story =>
      storyView(story, {
        run: data.runs.length > 1 ? story.run : undefined,
        open: row => place.open(row, story.run),
      }),
    ),
    toldView(data.told),
    shownTables(data),
    place.view,
    measuredView(data),
  );
}

/** The run with the longest outage, which is shown first. */
function worst({runs}: ReportData): RunData | undefined {
  return worstBy(runs, ({observers}) => worstBy(observers, outage => outage) ?? {leastNs: 0, mostNs: 0});
}

/** Opens the frame named in the page's URL, now and whenever that changes. */
function followAddress(place: RunSlot): void {
  const open = () => {
    const frame = frameInAddress();
    if (frame !== undefined) place.open(frame.row, frame.run);
  };
  open();
  addEventListener('hashchange', open);
}

const data = document.getElementById('report-data')?.textContent ?? 'null';
show(JSON.parse(data) as ReportData);
// The first picture is complete; for measuring how long that took.
performance.mark('vip-drawn');
