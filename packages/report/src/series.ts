/**
 * The outages of many runs: one point per run, which opens the run's own timeline.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import type {SeriesData} from '@vip/core/internal/report';
import {markRun, nearestPoint, pointOf, runOfPoint} from './chosen-point.js';
import {button, element, refill} from './dom.js';
import {type SeriesChart, seriesChart} from './series-chart.js';
import {figuresTable, violationList} from './series-figures.js';

/** The greatest width of the chart, and the one that it is drawn for before it is in the page. */
const MOST_WIDTH = 960;
const LEAST_WIDTH = 280;

/** By how many points each key moves. */
const STEPS: Readonly<Record<string, number>> = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};

export class SeriesView {
  readonly view: HTMLElement;
  readonly #place = element('div', {class: 'series'});
  readonly #note = element('p', {class: 'small', id: 'series-note', role: 'status'});
  #chart: SeriesChart | undefined;
  #selected: number | undefined;
  #isTouch = false;

  /**
   * @param carried the runs whose timelines are in the file
   * @param open called with the run that was chosen
   */
  constructor(
    private readonly data: SeriesData,
    private readonly carried: ReadonlySet<number>,
    private readonly open: (run: number) => void,
  ) {
    this.#listen();
    this.drawFor(MOST_WIDTH);
    this.view = element(
      'section',
      {'aria-labelledby': 'series'},
      element('h2', {id: 'series'}, `Outages of ${counted(data.runs, 'run')}`),
      element('p', {class: 'muted'}, 'By upper bound. Each point is a run, and opens its timeline below.'),
      this.#place,
      this.#note,
      figuresTable(data),
      violationList(data),
    );
    new ResizeObserver(() => this.refresh()).observe(this.#place);
  }

  /** Marks the run that is shown. */
  select(run: number): void {
    this.#selected = run;
    markRun(this.#points, run);
  }

  /** Draws for a given width, as for a printer. */
  drawFor(width: number): void {
    const drawn = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.floor(width)));
    this.#chart = seriesChart(this.data, drawn, this.carried);
    this.#place.replaceChildren(this.#chart.view);
    markRun(this.#points, this.#selected);
  }

  /** Draws for the width that it has in the page. */
  refresh(): void {
    if (this.#place.clientWidth > 0) this.drawFor(this.#place.clientWidth);
  }

  get #points(): readonly SVGElement[] {
    return this.#chart?.points ?? [];
  }

  #listen(): void {
    this.#place.addEventListener('pointerdown', event => {
      this.#isTouch = event.pointerType === 'touch';
    });
    for (const name of ['pointerover', 'focusin']) {
      this.#place.addEventListener(name, event => this.#tell(pointOf(event.target)));
    }
    this.#place.addEventListener('click', event => this.#click(event));
    this.#place.addEventListener('keydown', event => this.#press(event));
  }

  /** Describes a point in words, which neither touch nor pointer can read from anything else. */
  #tell(point: Element | undefined): void {
    if (point === undefined) return;
    const run = runOfPoint(point);
    const choice = run !== undefined && this.carried.has(run) && this.#isTouch;
    const label = point.getAttribute('aria-label') ?? '';
    refill(this.#note, choice ? [label, ' ', button(`Show run ${run}`, () => this.open(run))] : [label]);
  }

  #click(event: MouseEvent): void {
    if (this.#isTouch) this.#tell(nearestPoint(this.#points, event.clientX, event.clientY));
    else this.#choose(pointOf(event.target));
  }

  #press(event: KeyboardEvent): void {
    const point = pointOf(event.target);
    const step = STEPS[event.key];
    if (point === undefined || (step === undefined && event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    if (step === undefined) this.#choose(point);
    else this.#go(point, step);
  }

  #go(from: SVGElement, step: number): void {
    const points = this.#points;
    points[(points.indexOf(from) + step + points.length) % points.length]?.focus();
  }

  #choose(point: Element | undefined): void {
    const run = point === undefined ? undefined : runOfPoint(point);
    if (run !== undefined && this.carried.has(run)) this.open(run);
  }
}
