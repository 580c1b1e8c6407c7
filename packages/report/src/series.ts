/**
 * The outages of many runs: one point per run, which opens the run's own timeline.
 *
 * @module
 */

import {counted} from '@vip/analysis';
import type {SeriesData} from '@vip/core/report';
import {button, element, refill} from './dom.js';
import {type SeriesChart, seriesChart} from './series-chart.js';
import {scrolling, table} from './table.js';

/** How wide the chart may become, and what it is drawn for before it has a place. */
const MOST_WIDTH = 960;

/** How far beside a point a finger may be, in points of the screen. */
const REACH = 28;

export interface SeriesView {
  readonly view: HTMLElement;
  /** Marks the run that is shown. */
  select(run: number): void;
  /** Draws for a width, as when it goes to a printer. */
  drawFor(width: number): void;
  /** Draws for the place that it has. */
  refresh(): void;
}

/**
 * @param carried the runs whose timelines are in the file
 * @param open called with the run that was chosen
 */
export function seriesView(
  data: SeriesData,
  carried: ReadonlySet<number>,
  open: (run: number) => void,
): SeriesView {
  const place = element('div', {class: 'series'});
  const note = element('p', {class: 'small', id: 'series-note', role: 'status'});
  let chart: SeriesChart | undefined;
  let selected: number | undefined;
  let isTouch = false;

  function drawFor(width: number): void {
    chart = seriesChart(data, Math.min(MOST_WIDTH, Math.max(280, Math.floor(width))), carried);
    place.replaceChildren(chart.view);
    mark();
  }

  /** What a point is, in words: a finger and a pointer alike have nothing else to read it from. */
  function tell(point: Element): void {
    const run = runOf(point);
    const choice = run !== undefined && carried.has(run) && isTouch;
    const label = point.getAttribute('aria-label') ?? '';
    refill(note, choice ? [label, ' ', button(`Show run ${run}`, () => open(run))] : [label]);
  }

  function mark(): void {
    let isFirst = true;
    for (const point of chart?.points ?? []) {
      const isChosen = runOf(point) === selected;
      point.classList.toggle('chosen', isChosen);
      if (point.getAttribute('role') !== 'button') continue;
      point.setAttribute('aria-pressed', String(isChosen));
      point.setAttribute('tabindex', isChosen && isFirst ? '0' : '-1');
      if (isChosen) isFirst = false;
    }
  }

  function choose(target: Element | undefined): void {
    const run = target === undefined ? undefined : runOf(target);
    if (run !== undefined && carried.has(run)) open(run);
  }

  place.addEventListener('pointerdown', event => {
    isTouch = event.pointerType === 'touch';
  });
  for (const name of ['pointerover', 'focusin']) {
    place.addEventListener(name, event => {
      const point = pointOf(event.target);
      if (point !== undefined) tell(point);
    });
  }
  place.addEventListener('click', event => {
    if (!isTouch) return choose(pointOf(event.target));
    const nearest = nearestPoint(chart?.points ?? [], event.clientX, event.clientY);
    if (nearest !== undefined) tell(nearest);
  });
  place.addEventListener('keydown', event => {
    const points = chart?.points ?? [];
    const point = pointOf(event.target);
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (point === undefined || (step === undefined && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (step === undefined) choose(point);
    else points[(points.indexOf(point) + step + points.length) % points.length]?.focus();
  });
  new ResizeObserver(() => refresh()).observe(place);
  drawFor(MOST_WIDTH);

  function refresh(): void {
    if (place.clientWidth > 0) drawFor(place.clientWidth);
  }

  return {
    view: element(
      'section',
      {'aria-labelledby': 'series'},
      element('h2', {id: 'series'}, `Outages of ${counted(data.runs, 'run')}`),
      element('p', {class: 'muted'}, 'By upper bound. Each point is a run, and opens its timeline below.'),
      place,
      note,
      figuresTable(data),
      data.violations.length === 0 ? undefined : violationList(data.violations),
    ),
    select(run) {
      selected = run;
      mark();
    },
    drawFor,
    refresh,
  };
}

function figuresTable({observers}: SeriesData): HTMLElement {
  const names = observers[0]?.figures.map(([name]) => name) ?? [];
  const hasLimit = observers.some(({limit}) => limit !== undefined);
  const columns = ['observer', ...names, ...(hasLimit ? ['limit'] : []), 'not ended'];
  const rows = observers.map(({name, figures, limit, unfinished}) => [
    element('strong', {class: 'figure'}, name),
    ...figures.map(([, bounds]) => bounds),
    ...(hasLimit ? [limit?.text ?? '–'] : []),
    String(unfinished),
  ]);
  const numeric = columns.slice(1);
  return scrolling(table(columns, rows, {numeric, stacks: true, id: 'distribution'}), 'Figures');
}

/** Folded where there are many. */
function violationList(violations: readonly string[]): HTMLElement {
  const list = element(
    'ul',
    {class: 'findings'},
    violations.map(text => element('li', {}, text)),
  );
  if (violations.length <= UNFOLDED) return list;
  return element(
    'details',
    {},
    element('summary', {}, `${counted(violations.length, 'outage')} over the limit`),
    list,
  );
}

const UNFOLDED = 6;

function pointOf(target: EventTarget | null): SVGElement | undefined {
  return (target instanceof Element ? target.closest<SVGElement>('[data-run]') : null) ?? undefined;
}

function runOf(point: Element): number | undefined {
  const run = point.getAttribute('data-run');
  return run === null ? undefined : Number(run);
}

/** A finger is wider than a point. */
function nearestPoint(points: readonly SVGElement[], x: number, y: number): SVGElement | undefined {
  let best: {point: SVGElement; far: number} | undefined;
  for (const point of points) {
    const box = point.getBoundingClientRect();
    const far = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
    if (far <= REACH && (best === undefined || far < best.far)) best = {point, far};
  }
  return best?.point;
}
