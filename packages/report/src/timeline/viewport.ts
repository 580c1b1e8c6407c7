/**
 * The stretch of time in view: moved by d3-zoom's gestures, or by request.
 *
 * @module
 */

import {type ScaleLinear, scaleLinear} from 'd3-scale';
import {select} from 'd3-selection';
import {type D3ZoomEvent, zoom, zoomIdentity} from 'd3-zoom';

/** The shortest stretch that can be shown, in nanoseconds. */
const SHORTEST = 20_000;

/** Free space at both ends, as a share of the whole. */
const MARGIN = 0.01;

/** One step of the zoom by key or button. */
const STEP = 1.6;

type Stretch = readonly [from: number, to: number];

export class Viewport {
  readonly #behaviour;
  readonly #selection;
  readonly #whole: Stretch;
  readonly #mostZoom: number;
  #base: ScaleLinear<number, number>;
  #transform = zoomIdentity;

  /**
   * @param isOurs whether a gesture is meant for the timeline and not for the page
   * @param changed called when another stretch is in view
   */
  constructor(
    canvas: HTMLCanvasElement,
    [from, to]: Stretch,
    isOurs: (event: Event) => boolean,
    changed: () => void,
  ) {
    const margin = (to - from) * MARGIN;
    this.#whole = [from - margin, to + margin];
    this.#base = scaleLinear(this.#whole, [0, 1000]);
    this.#mostZoom = Math.max(1, (to - from) / SHORTEST);
    this.#behaviour = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([1, this.#mostZoom])
      .filter(isOurs)
      .on('zoom', ({transform}: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        this.#transform = transform;
        changed();
      });
    this.#selection = select(canvas);
    this.#selection.call(this.#behaviour).on('dblclick.zoom', null);
  }

  /** From moments to places. */
  get x(): ScaleLinear<number, number> {
    return this.#transform.rescaleX(this.#base);
  }

  get inView(): Stretch {
    const [from = 0, to = 1] = this.x.domain();
    return [from, to];
  }

  /** Spreads what is in view between two places. */
  resize(left: number, right: number): void {
    const before = this.inView;
    this.#base = scaleLinear(this.#whole, [left, right]);
    const extent: [[number, number], [number, number]] = [
      [left, 0],
      [right, 1],
    ];
    this.#behaviour.extent(extent).translateExtent(extent);
    this.show(before);
  }

  /** Makes a stretch fill the view, as far as there is one. */
  show([from, to]: Stretch): void {
    const [left = 0, right = 1] = this.#base.range();
    const [first, last] = this.#whole;
    const scale = Math.min(Math.max((last - first) / (to - from), 1), this.#mostZoom);
    const centre = this.#base((from + to) / 2);
    const shift = (left + right) / 2 - scale * centre;
    const bounded = Math.min(left - scale * left, Math.max(right - scale * right, shift));
    this.#selection.call(this.#behaviour.transform, zoomIdentity.translate(bounded, 0).scale(scale));
  }

  showAll(): void {
    this.#selection.call(this.#behaviour.transform, zoomIdentity);
  }

  /** Zooms in by one step; `zoomOut` undoes it. */
  zoomIn(): void {
    this.#selection.call(this.#behaviour.scaleBy, STEP);
  }

  zoomOut(): void {
    this.#selection.call(this.#behaviour.scaleBy, 1 / STEP);
  }

  /** Moves by a share of what is in view. */
  pan(share: number): void {
    const [from, to] = this.inView;
    const by = (to - from) * share;
    this.show([from + by, to + by]);
  }

  /** Moves only where the moment is not in view. */
  reveal(moment: number): void {
    const [from, to] = this.inView;
    if (moment >= from && moment <= to) return;
    const half = (to - from) / 2;
    this.show([moment - half, moment + half]);
  }
}
