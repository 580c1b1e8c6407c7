/**
 * The timeline's part of the page: its heading, its controls, the timeline itself and the legend.
 *
 * @module
 */

import type {RunData} from '@vip/core/internal/report';
import {button, element} from '../dom.js';
import {legend} from './legend.js';
import {outageStretch, recoveryStretch} from './stretches.js';
import type {Viewport} from './viewport.js';

const HELP =
  'Drag to pan; Ctrl and wheel, or + and −, to zoom; ← → to pan, 0 for all, n and p for the next frame and the one before.';

const TOUCH_HELP = 'Tap anything for details, a frame again for its row. Use two fingers to zoom and pan.';

/**
 * @param stage holds the canvas
 * @param status says what is in view
 */
export function timelineSection(
  run: RunData,
  viewport: Viewport,
  stage: HTMLElement,
  status: HTMLElement,
): HTMLElement {
  const outage = outageStretch(run);
  const recovery = recoveryStretch(run);
  return element(
    'section',
    {'aria-labelledby': 'timeline'},
    element('h2', {id: 'timeline'}, 'Timeline'),
    element(
      'div',
      {class: 'controls'},
      button('All', () => viewport.showAll(), {id: 'zoom-all'}),
      outage && button('Outage', () => viewport.show(outage), {id: 'zoom-outage'}),
      recovery && button('Recovery', () => viewport.show(recovery), {id: 'zoom-recovery'}),
      button('+', () => viewport.zoomIn(), {id: 'zoom-in', 'aria-label': 'Zoom in'}),
      button('−', () => viewport.zoomOut(), {id: 'zoom-out', 'aria-label': 'Zoom out'}),
      element(
        'span',
        {class: 'muted small', id: 'timeline-help'},
        matchMedia('(pointer: coarse)').matches ? TOUCH_HELP : HELP,
      ),
    ),
    stage,
    status,
    legend(run),
  );
}

/** The element with the keyboard focus: the canvas, and the box with details over it. */
export function timelineStage(canvas: HTMLElement, tip: HTMLElement): HTMLElement {
  return element(
    'div',
    {
      class: 'stage',
      tabindex: 0,
      role: 'application',
      'aria-label': 'Timeline',
      'aria-describedby': 'timeline-help',
      'aria-keyshortcuts': '+ - ArrowLeft ArrowRight 0 n p Enter',
    },
    canvas,
    tip,
  );
}
