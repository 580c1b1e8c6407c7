/**
 * The canvas that a scene is painted on, at the resolution of the screen or finer.
 *
 * @module
 */

import {element} from '../dom.js';
import {paint} from './paint.js';
import type {Scene} from './scene.js';

/** The least number of canvas pixels for each pixel of the screen: paper has more than screens. */
const MIN_RATIO = 2;

export class Surface {
  readonly canvas = element('canvas', {class: 'lanes'});

  paint(scene: Scene): void {
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    const {width, layout} = scene;
    const ratio = Math.max(devicePixelRatio, MIN_RATIO);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(layout.height * ratio);
    this.canvas.style.aspectRatio = `${width} / ${layout.height}`;
    context.scale(ratio, ratio);
    paint(context, scene);
  }
}
