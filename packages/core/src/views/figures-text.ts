/**
 * Figures of many values, in a few words. Pure.
 *
 * @module
 */

import {type Bounds, formatBounds} from '@vip/analysis';
import {formatDuration} from '@vip/analysis/internal';
import type {Figures} from '../trial/figures.js';

/** `212 ms to 1460 ms`: the least and the most that any took. */
export function spanText({count, min, max}: Figures): string {
  if (count === 1 || max.mostNs === undefined) return lengthText(max);
  return `${formatDuration(min.leastNs)} to ${formatDuration(max.mostNs)}`;
}

/** `414 ms (n=8)` */
export function medianText(figures: Figures | undefined): string {
  return figures?.p50 === undefined ? '-' : `${lengthText(figures.p50)} (n=${figures.count})`;
}

/** `212 ms to 1460 ms, p50 414 ms (n=20)` */
export function figuresText(figures: Figures | undefined): string {
  if (figures === undefined) return '-';
  const {count, p50, p95} = figures;
  if (count === 1) return spanText(figures);
  const percentiles = [
    ...(p50 === undefined ? [] : [`p50 ${lengthText(p50)}`]),
    ...(p95 === undefined ? [] : [`p95 ${lengthText(p95)}`]),
  ];
  return `${[spanText(figures), ...percentiles].join(', ')} (n=${count})`;
}

/** Bounds that differ by less than a hundredth are given as one number. */
export function lengthText(bounds: Bounds): string {
  const {leastNs, mostNs} = bounds;
  if (mostNs !== undefined && (mostNs - leastNs) * 100n <= mostNs)
    return formatDuration((leastNs + mostNs) / 2n);
  return formatBounds(bounds);
}
