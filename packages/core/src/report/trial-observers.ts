/**
 * The rows of the observers of a trial. Pure.
 *
 * @module
 */

import {formatBounds, type Observer} from '@vip/analysis';
import type {TrialObserverReport} from '../trial/observer-report.js';
import type {ListedFrames} from './frames.js';
import type {Words} from './linked-words.js';
import type {ObserverData} from './run-data.js';
import {endWords} from './words.js';

export function observerRow(
  {name, outage, outages, dark, lost, requestsLost, answeredBy}: TrialObserverReport,
  observers: readonly Pick<Observer, 'name' | 'via'>[],
  frames: ListedFrames,
): ObserverData {
  const via = observers.find(observer => observer.name === name)?.via;
  const where = via === undefined ? '' : `at ${via}: `;
  return {
    name,
    outage:
      outages.length > 1
        ? `${formatBounds(outage)}; ${formatBounds(dark)} in ${outages.length} outages`
        : formatBounds(outage),
    leastNs: Number(outage.leastNs),
    ...(outage.mostNs === undefined ? {} : {mostNs: Number(outage.mostNs)}),
    lost,
    endedBy:
      outages.length === 0
        ? ['nothing was lost']
        : [where, ...endOf(outage, frames)].filter(word => word !== ''),
    requestsLost,
    answeredBy: Object.entries(answeredBy)
      .map(([node, count]) => `${node} ${count}`)
      .join(', '),
  };
}

function endOf({mostNs, endedBy}: TrialObserverReport['outage'], frames: ListedFrames): Words {
  return mostNs === undefined ? ['it had not ended'] : endWords(endedBy, frames);
}
