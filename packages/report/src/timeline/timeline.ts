/**
 * The timeline: a canvas that is zoomed and panned by mouse, touch and keyboard.
 *
 * @module
 */

import {printable} from '@vip/analysis';
import type {RunData} from '@vip/core/report';
import {button, element, refill} from '../dom.js';
import type {Frame} from '../frame-model.js';
import {momentText} from '../time-text.js';
import {type Hit, hitAt} from './hit.js';
import {type Lane, layOut, makeLanes} from './layout.js';
import {legend} from './legend.js';
import {paint} from './paint.js';
import {readPalette} from './palette.js';
import type {Scene} from './scene.js';
import {outageStretch, recoveryStretch, type Stretch} from './stretches.js';
import {tipOf} from './tip.js';
import {Viewport} from './viewport.js';

export interface TimelineEvents {
  /** The user chose a frame. */
  readonly chosen: (frame: Frame) => void;
  /** What is in view became other. */
  readonly moved: (from: number, to: number) => void;
}

/** Narrower than this it is scrolled. */
const LEAST_WIDTH = 280;

const HELP =
  'Drag to pan; Ctrl and wheel, or + and −, to zoom; ← → to pan, 0 for all, n and p for the next frame and the one before.';

const TOUCH_HELP = 'Tap anything for details, a frame again for its row. Use two fingers to zoom and pan.';

export class TimelineView {
  readonly view: HTMLElement;
  readonly #canvas = element('canvas', {class: 'lanes'});
  readonly #tip = element('div', {class: 'tip', hidden: true});
  readonly #status = element('p', {class: 'muted small', id: 'timeline-status', role: 'status'});
  readonly #stage: HTMLElement;
  readonly #lanes: readonly Lane[];
  readonly #viewport: Viewport;
  #width = 1000;
  #scene: Scene | undefined;
  #chosen: Frame | undefined;
  #pending = 0;
  #isTouch = false;

  constructor(
    readonly run: RunData,
    readonly frames: readonly Frame[],
    readonly events: TimelineEvents,
  ) {
    this.#lanes = makeLanes(run, frames);
    this.#stage = element(
      'div',
      {
        class: 'stage',
        tabindex: 0,
        role: 'application',
        'aria-label': 'Timeline',
        'aria-describedby': 'timeline-help',
        'aria-keyshortcuts': '+ - ArrowLeft ArrowRight 0 n p Enter',
      },
      this.#canvas,
      this.#tip,
    );
    this.#viewport = new Viewport(
      this.#canvas,
      [run.from, run.to],
      event => this.#isOurs(event),
      () => this.#schedule(),
    );
    this.#listen();
    this.view = this.#sections();
    new ResizeObserver(() => this.refresh()).observe(this.#stage);
  }

  /** Draws anew: the width or the colours have become others. */
  refresh(): void {
    if (this.#stage.clientWidth > 0) this.drawFor(this.#stage.clientWidth);
  }

  /** Draws for a width, as when it goes to a printer. */
  drawFor(width: number): void {
    this.#width = Math.max(LEAST_WIDTH, Math.floor(width));
    this.#viewport.resize(this.#layout().gutter, this.#width);
    this.#draw();
  }

  /** Marks a frame, and brings it into view. */
  choose(frame: Frame): void {
    this.#chosen = frame;
    this.#viewport.reveal(frame.at);
    this.#schedule();
  }

  /** Goes there, and brings the timeline into sight. */
  showStretch(stretch: Stretch): void {
    this.#viewport.show(stretch);
    this.view.scrollIntoView({block: 'start'});
    this.#stage.focus({preventScroll: true});
  }

  #layout() {
    return layOut(this.#lanes, this.#width, this.run.budget !== undefined);
  }

  #schedule(): void {
    if (this.#pending === 0) this.#pending = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
    const layout = this.#layout();
    const context = this.#canvas.getContext('2d');
    if (context === null) return;
    this.#scene = {
      run: this.run,
      frames: this.frames,
      layout,
      x: this.#viewport.x,
      width: this.#width,
      palette: readPalette(),
      chosen: this.#chosen,
    };
    const ratio = Math.max(devicePixelRatio, MIN_RATIO);
    this.#canvas.width = Math.round(this.#width * ratio);
    this.#canvas.height = Math.round(layout.height * ratio);
    this.#canvas.style.aspectRatio = `${this.#width} / ${layout.height}`;
    context.scale(ratio, ratio);
    paint(context, this.#scene);
    const [from, to] = this.#viewport.inView;
    this.#status.textContent = `In view: ${momentText(from)} to ${momentText(to)}, counted from the ${this.run.origin}`;
    this.events.moved(from, to);
  }

  /** A page is scrolled by wheel and finger; the timeline takes them when somebody is working on it. */
  #isOurs(event: Event): boolean {
    const isAtWork = document.activeElement === this.#stage;
    if (event instanceof WheelEvent) return event.ctrlKey || isAtWork;
    if (event instanceof MouseEvent) return event.button === 0;
    return isAtWork || (event instanceof TouchEvent && event.touches.length > 1);
  }

  #listen(): void {
    this.#canvas.addEventListener('pointerdown', event => {
      this.#isTouch = event.pointerType === 'touch';
    });
    this.#canvas.addEventListener('pointermove', event => this.#point(event));
    this.#canvas.addEventListener('pointerleave', () => this.#hideTip());
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
    Escape: () => this.#hideTip(),
    Enter: () => {
      if (this.#chosen !== undefined) this.events.chosen(this.#chosen);
    },
  };

  #hit({offsetX, offsetY}: MouseEvent): Hit | undefined {
    return this.#scene === undefined ? undefined : hitAt(this.#scene, offsetX, offsetY);
  }

  /** A finger cannot point without a click: its first one tells what is there. */
  #click(event: MouseEvent): void {
    this.#stage.focus({preventScroll: true});
    const hit = this.#hit(event);
    if (this.#isTouch) {
      if (hit === undefined) this.#hideTip();
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
    if (hit === undefined) this.#hideTip();
    else this.#showTip(hit, event.offsetX, event.offsetY);
  }

  #showTip(hit: Hit, x: number, y: number): void {
    refill(this.#tip, tipOf(hit, this.run));
    this.#tip.hidden = false;
    const left = Math.max(4, Math.min(x + 14, this.#width - this.#tip.offsetWidth - 4));
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${y + 14}px`;
  }

  #hideTip(): void {
    this.#tip.hidden = true;
  }

  /** The next frame in time, or the one before; from the first in view, when none was chosen. */
  #step(by: 1 | -1): void {
    const [from] = this.#viewport.inView;
    const first = this.frames.findIndex(({at}) => at >= from);
    const number = this.#chosen === undefined ? first : this.#chosen.number + by;
    const frame = this.frames[Math.min(this.frames.length - 1, Math.max(0, number))];
    if (frame === undefined) return;
    this.choose(frame);
    this.#draw();
    this.#tell(frame);
  }

  #tell(frame: Frame): void {
    const lane = this.#lanes.find(({data}) => data.node === frame.node);
    const row = lane?.rows.find(({kind}) => kind === 'frames');
    this.#showTip({kind: 'frame', frame}, this.#viewport.x(frame.at), (row?.y ?? 0) + 10);
    this.#status.textContent = printable(
      `${momentText(frame.at)} ${frame.node} ${frame.iface}: ${frame.description.summary}`,
    );
  }

  #sections(): HTMLElement {
    const outage = outageStretch(this.run);
    const recovery = recoveryStretch(this.run);
    return element(
      'section',
      {'aria-labelledby': 'timeline'},
      element('h2', {id: 'timeline'}, 'Timeline'),
      element(
        'div',
        {class: 'controls'},
        button('All', () => this.#viewport.showAll(), {id: 'zoom-all'}),
        outage && button('Outage', () => this.#viewport.show(outage), {id: 'zoom-outage'}),
        recovery && button('Recovery', () => this.#viewport.show(recovery), {id: 'zoom-recovery'}),
        button('+', () => this.#viewport.zoomIn(), {id: 'zoom-in', 'aria-label': 'Zoom in'}),
        button('−', () => this.#viewport.zoomOut(), {id: 'zoom-out', 'aria-label': 'Zoom out'}),
        element(
          'span',
          {class: 'muted small', id: 'timeline-help'},
          matchMedia('(pointer: coarse)').matches ? TOUCH_HELP : HELP,
        ),
      ),
      this.#stage,
      this.#status,
      legend(this.run),
    );
  }
}

/** Points of the canvas for each of the screen: paper has more than screens. */
const MIN_RATIO = 2;
