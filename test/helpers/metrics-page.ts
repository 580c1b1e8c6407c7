/** The page of metrics after one failover, as a scraper gets it. */

import type {SeenFrame} from '@vip/analysis/internal';
import {Watch} from '@vip/analysis/internal/watch';
import {Metrics} from '@vip/core/internal/watch';
import {KINDS} from '../kinds/index.js';

/** The metrics of a watch that saw these frames. */
export function metricsOf(
  frames: readonly SeenFrame[],
  options: Partial<ConstructorParameters<typeof Watch>[0]> = {},
): Metrics {
  const metrics = new Metrics({
    figures: () => [watch.figures()],
    totals: () => [{received: frames.length, dropped: 0}],
  });
  const watch: Watch = new Watch({isLive: false, ...options, tell: event => metrics.take(event)});
  watch.take(frames);
  watch.end();
  return metrics;
}

/** A page as a scraper gets it. */
export async function pageText(metrics: Metrics, isOpenMetrics = false): Promise<string> {
  return (await metrics.page(isOpenMetrics)).texts.join('');
}

export async function pageOf(isOpenMetrics: boolean): Promise<string> {
  const made = KINDS.find(({name}) => name === 'vrrp-failover')?.make(1);
  if (made === undefined) throw new Error('there is no such kind');
  const frames = made.frames.map(frame => ({iface: 'eth0', length: frame.bytes.length, ...frame}));
  const metrics = metricsOf(frames, {ips: made.ask});
  return pageText(metrics, isOpenMetrics);
}
