/**
 * The timeline: a canvas that is zoomed and panned by mouse, touch and keyboard.
 *
 * @module
 */

import type {RunData} from '@vip/core/internal/report';
import {element} from '../dom.js';
import type {ReportFrame} from '../frame-model.js';
import {frameBeside, frameRowY} from './frame-steps.js';
import {type Hit, hitAt} from './hit.js';
import {type Lane, layOutLanes, makeLanes} from './layout.js';
import {readPalette} from './palette.js';
import type {Scene} from './scene.js';
import {formatFrameStatus, formatViewStatus} from './status-text.js';
import type {TimeRange} from './stretches.js';
import {Surface} from './surface.js';
import {timelineSection, timelineStage} from './timeline-section.js';
import {TipBox} from './tip-box.js';
import {Viewport} from './viewport.js';

export interface TimelineEvents {
  /** Called when the user chose a frame. */
  readonly chosen: (frame: ReportFrame) => void;
  /** Called when the part in view has changed. */
  readonly moved: (from: number, to: number) => void;
}

/** The least width; anything narrower is scrolled. CSS pixels. */
const LEAST_WIDTH = 280;

export class TimelineView {
  readonly view: HTMLElement;
  readonly #surface = new Surface();
  readonly #canvas = this.#surface.canvas;
  readonly #tip: TipBox;
  readonly #status = element('p', {class: 'muted small', id: 'timeline-status', role: 'status'});
  readonly #stage: HTMLElement;
  readonly #lanes: readonly Lane[];
  readonly #viewport: Viewport;
  #width = 1000;
  #scene: Scene | undefined;
  #chosen: ReportFrame | undefined;
  #pending = 0;
  #isTouch = false;

  constructor(
    readonly run: RunData,
    readonly frames: readonly ReportFrame[],
    readonly events: TimelineEvents,
  ) {
    this.#lanes = makeLanes(run, frames);
    this.#tip = new TipBox(run);
    this.#stage = timelineStage(this.#canvas, this.#tip.view);
    this.#viewport = new Viewport(
      this.#canvas,
      [run.from, run.to],
      event => this.#isOurs(event),
      () => this.#schedule(),
    );
    this.#listen();
    this.view = timelineSection(run, this.#viewport, this.#stage, this.#status);
    new ResizeObserver(() => this.refresh()).observe(this.#stage);
  }

  /** Redraws it after the width or the colours have changed. */
  refresh(): void {
    if (this.#stage.clientWidth > 0) this.drawFor(this.#stage.clientWidth);
  }

  /** Draws it for a given width, as for a printer. */
  drawFor(width: number): void {
    this.#width = Math.max(LEAST_WIDTH, Math.floor(width));
    this.#viewport.resize(this.#layout().gutter, this.#width);
    this.#draw();
  }

  /** Marks a frame, and brings it into view. */
  choose(frame: ReportFrame): void {
    this.#chosen = frame;
    this.#viewport.reveal(frame.at);
    this.#schedule();
  }

  /** Shows a stretch, and scrolls to the timeline. */
  showStretch(stretch: TimeRange): void {
    this.#viewport.show(stretch);
    this.view.scrollIntoView({block: 'start'});
    this.#stage.focus({preventScroll: true});
  }

  #layout() {
    return layOutLanes(this.#lanes, this.#width, this.run.budget !== undefined);
  }

  #schedule(): void {
    if (this.#pending === 0) this.#pending = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
    this.#scene = {
      run: this.run,
      frames: this.frames,
      layout: this.#layout(),
      x: this.#viewport.x,
      width: this.#width,
      palette: readPalette(),
      chosen: this.#chosen,
    };
    this.#surface.paint(this.#scene);
    const [from, to] = this.#viewport.inView;
    this.#status.textContent = formatViewStatus(from, to, this.run.origin);
    this.events.moved(from, to);
  }

  /** Wheel and finger scroll the page, unless the timeline has the focus. */
  #isOurs(event: Event): boolean {
    const hasFocus = document.activeElement === this.#stage;
    if (event instanceof WheelEvent) return event.ctrlKey || hasFocus;
    if (event instanceof MouseEvent) return event.button === 0;
    return hasFocus || (event instanceof TouchEvent && event.touches.length > 1);
  }

  #listen(): void {
    this.#canvas.addEventListener('pointerdown', event => {
      this.#isTouch = event.pointerType === 'touch';
    });
    this.#canvas.addEventListener('pointermove', event => this.#point(event));
    this.#canvas.addEventListener('pointerleave', () => this.#tip.hide());
    this.#canvas.addEventListener('click', event => this.#click(event));
    this.#stage.addEventListener('keydown', event => {
      const act = this.#keys[event.key];
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    });
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    '+': () => this.#viewport.zoomIn(),
    '=': () => this.#viewport.zoomIn(),
    '-': () => this.#viewport.zoomOut(),
    '0': () => this.#viewport.showAll(),
    ArrowLeft: () => this.#viewport.pan(-0.2),
    ArrowRight: () => this.#viewport.pan(0.2),
    n: () => this.#step(1),
    p: () => this.#step(-1),
    Escape: () => this.#tip.hide(),
    Enter: () => {
      if (this.#chosen !== undefined) this.events.chosen(this.#chosen);
    },
  };

  #hit({offsetX, offsetY}: MouseEvent): Hit | undefined {
    return this.#scene === undefined ? undefined : hitAt(this.#scene, offsetX, offsetY);
  }

  /** A finger cannot hover: its first tap shows the details. */
  #click(event: MouseEvent): void {
    this.#stage.focus({preventScroll: true});
    const hit = this.#hit(event);
    if (this.#isTouch) {
      if (hit === undefined) this.#tip.hide();
      else this.#showTip(hit, event.offsetX, event.offsetY);
    }
    if (hit?.kind !== 'frame') return;
    const isKnown = this.#chosen === hit.frame;
    this.choose(hit.frame);
    if (!this.#isTouch || isKnown) this.events.chosen(hit.frame);
  }

  #point(event: PointerEvent): void {
    const hit = event.buttons > 0 ? undefined : this.#hit(event);
    this.#canvas.classList.toggle('on-something', hit?.kind === 'frame');
    if (hit === undefined) this.#tip.hide();
    else this.#showTip(hit, event.offsetX, event.offsetY);
  }

  #showTip(hit: Hit, x: number, y: number): void {
    this.#tip.show(hit, x, y, this.#width);
  }

  #step(by: 1 | -1): void {
    const frame = frameBeside(this.frames, by, {chosen: this.#chosen, from: this.#viewport.inView[0]});
    if (frame === undefined) return;
    this.choose(frame);
    this.#draw();
    this.#tell(frame);
  }

  #tell(frame: ReportFrame): void {
    this.#showTip({kind: 'frame', frame}, this.#viewport.x(frame.at), frameRowY(this.#lanes, frame) + 10);
    this.#status.textContent = formatFrameStatus(frame);
  }
}
