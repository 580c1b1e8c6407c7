/**
 * The outages of many runs: one point a run, which opens the run's own timeline.
 *
 * @module
 */

import type {SeriesData} from '@vip/core/report';
import {scaleLinear} from 'd3-scale';
import {element, scrolling, svg, table} from './dom.js';
import {tickText} from './time-text.js';

const WIDTH = 860;
const LEFT = 96;
const ROW = 54;
const RADIUS = 4.5;

export interface SeriesView {
  readonly view: HTMLElement;
  /** Marks the run that is shown. */
  select(run: number): void;
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
  const {observers, violations} = data;
  const most = Math.max(
    1,
    ...observers.flatMap(({points, limitNs = 0}) => [limitNs, ...points.map(lengthOf)]),
  );
  const x = scaleLinear([0, most * 1.03], [LEFT, WIDTH - 16]);
  const height = observers.length * ROW + 34;
  const points: SVGElement[] = [];
  const strips = observers.map(({name, points: runs, limitNs}, index) => {
    const y = index * ROW + ROW / 2 + 6;
    const made = dodge(runs.map(run => x(lengthOf(run)))).map((offset, each) => {
      const {run, text, mostNs} = runs[each] as (typeof runs)[number];
      const isOver = limitNs !== undefined && lengthOf(runs[each] as (typeof runs)[number]) > limitNs;
      const label = `run ${run}: ${name} ${text}`;
      const point = pointShape(
        x(lengthOf(runs[each] as (typeof runs)[number])),
        y + offset,
        isOver || mostNs === undefined,
        {
          'data-run': run,
          'aria-label': carried.has(run) ? label : `${label} (its timeline is not in this file)`,
          class: `point ${carried.has(run) ? '' : 'absent'}`,
          ...(carried.has(run) ? {role: 'button', tabindex: -1} : {role: 'img'}),
        },
      );
      point.append(svg('title', {}, label));
      points.push(point);
      return point;
    });
    const limit =
      limitNs === undefined
        ? undefined
        : svg(
            'g',
            {class: 'limit'},
            svg('line', {x1: x(limitNs), x2: x(limitNs), y1: y - ROW / 2 + 4, y2: y + ROW / 2 - 4}),
            svg('text', {class: 'limit-name', x: x(limitNs) + 4, y: y - ROW / 2 + 13}, 'limit'),
          );
    return svg(
      'g',
      {},
      svg('line', {class: 'axis', x1: LEFT, x2: WIDTH - 16, y1: y, y2: y}),
      svg('text', {class: 'strip-name', x: LEFT - 10, y: y + 4, 'text-anchor': 'end'}, name),
      limit,
      ...made,
    );
  });
  const ticks = x.ticks(8);
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const chart = svg(
    'svg',
    {viewBox: `0 0 ${WIDTH} ${height}`, role: 'group', 'aria-label': 'Outage of each run, upper bound'},
    ...ticks.flatMap(tick => [
      svg('line', {class: 'grid', x1: x(tick), x2: x(tick), y1: 4, y2: height - 26}),
      svg(
        'text',
        {class: 'tick', x: x(tick), y: height - 10, 'text-anchor': 'middle'},
        tickText(tick, step).replace('+', ''),
      ),
    ]),
    ...strips,
  );
  chart.addEventListener('click', event => {
    const run = runOf(event.target);
    if (run !== undefined && carried.has(run)) open(run);
  });
  chart.addEventListener('keydown', event => {
    const at = points.indexOf((event.target as Element).closest('[data-run]') as SVGElement);
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (at >= 0 && step !== undefined) {
      event.preventDefault();
      points[(at + step + points.length) % points.length]?.focus();
    }
    const run = runOf(event.target);
    if ((event.key === 'Enter' || event.key === ' ') && run !== undefined && carried.has(run)) {
      event.preventDefault();
      open(run);
    }
  });
  const names = observers[0]?.figures.map(([name]) => name) ?? [];
  const figures = table(
    ['observer', ...names, 'not ended'],
    observers.map(({name, figures, unfinished}) => [
      name,
      ...figures.map(([, bounds]) => bounds),
      String(unfinished),
    ]),
    [...names, 'not ended'],
  );
  figures.id = 'distribution';
  return {
    view: element(
      'section',
      {'aria-labelledby': 'series'},
      element('h2', {id: 'series'}, `Outages of ${data.runs} runs`),
      element('p', {class: 'muted'}, 'Upper bounds. Each point is a run, and opens its timeline below.'),
      element('div', {class: 'scroll series'}, chart),
      scrolling(figures),
      violations.length === 0 ? undefined : violationList(violations),
    ),
    select(run) {
      let isFirst = true;
      for (const point of points) {
        const isChosen = point.getAttribute('data-run') === String(run);
        point.classList.toggle('chosen', isChosen);
        if (point.getAttribute('role') !== 'button') continue;
        point.setAttribute('aria-pressed', String(isChosen));
        point.setAttribute('tabindex', isChosen && isFirst ? '0' : '-1');
        if (isChosen) isFirst = false;
      }
    },
  };
}

/** Folded where there are many. */
function violationList(violations: readonly string[]): HTMLElement {
  const list = element('ul', {class: 'findings'}, ...violations.map(text => element('li', {}, text)));
  if (violations.length <= UNFOLDED) return list;
  return element(
    'details',
    {},
    element('summary', {}, `${violations.length} outages over their limit`),
    list,
  );
}

const UNFOLDED = 6;

/** What is known of it: the upper bound, or how long it had lasted when it was left. */
function lengthOf({leastNs, mostNs}: {readonly leastNs: number; readonly mostNs?: number}): number {
  return mostNs ?? leastNs;
}

/** A circle; a diamond for one that was too long or had not ended. */
function pointShape(
  x: number,
  y: number,
  isBad: boolean,
  attributes: Record<string, string | number>,
): SVGElement {
  if (!isBad) return svg('circle', {...attributes, cx: x, cy: y, r: RADIUS});
  const r = RADIUS * 1.35;
  return svg('path', {
    ...attributes,
    class: `${attributes.class} bad`,
    d: `M ${x} ${y - r} l ${r} ${r} l ${-r} ${r} l ${-r} ${-r} z`,
  });
}

/** Moves points that would lie on each other apart, up and down in turn. */
function dodge(places: readonly number[]): number[] {
  const taken: [number, number][] = [];
  return places.map(place => {
    for (let level = 0; level < 7; level++) {
      const offset = (level % 2 === 0 ? -1 : 1) * Math.ceil(level / 2) * (RADIUS * 1.4);
      if (taken.every(([x, y]) => Math.abs(x - place) > RADIUS * 1.8 || y !== offset)) {
        taken.push([place, offset]);
        return offset;
      }
    }
    return 0;
  });
}

function runOf(target: EventTarget | null): number | undefined {
  const run = target instanceof Element ? target.closest('[data-run]')?.getAttribute('data-run') : null;
  return run == null ? undefined : Number(run);
}
