/**
 * The box that shows a tooltip over the timeline.
 *
 * @module
 */

import type {RunData} from '@vip/core/internal/report';
import {element, refill} from '../dom.js';
import type {Hit} from './hit.js';
import {tipOf} from './tip.js';

/** CSS pixels between the pointer and the box, and between the box and the margins. */
const FROM_POINTER = 14;
const FROM_MARGIN = 4;

export class TipBox {
  readonly view = element('div', {class: 'tip', hidden: true});

  constructor(private readonly run: RunData) {}

  /** @param width the timeline's width, within which the box stays; like `x` and `y`, in CSS pixels */
  show(hit: Hit, x: number, y: number, width: number): void {
    refill(this.view, tipOf(hit, this.run));
    this.view.hidden = false;
    const mostLeft = width - this.view.offsetWidth - FROM_MARGIN;
    this.view.style.left = `${Math.max(FROM_MARGIN, Math.min(x + FROM_POINTER, mostLeft))}px`;
    this.view.style.top = `${y + FROM_POINTER}px`;
  }

  hide(): void {
    this.view.hidden = true;
  }
}
