/**
 * How long each observer was in the dark, and what ended it: each outage links to its drawing, and its end to the frame that
 * caused it.
 *
 * @module
 */

import type {ObserverData, RunData} from '@vip/core/internal/report';
import {button, element} from './dom.js';
import {scrolling, table} from './table.js';
import {type FrameLinks, wordsView} from './words.js';

const NUMERIC = ['outage', 'probes lost', 'requests / replies'];

/** @param show brings an observer's outage into view, by the observer's name */
export function outageTable(
  {observers}: RunData,
  show: (observer: string) => void,
  links: FrameLinks,
): HTMLElement | undefined {
  if (observers.length === 0) return undefined;
  const isTrial = observers.some(({requestsLost}) => requestsLost !== undefined);
  const columns = [
    ...['observer', 'outage', 'probes lost'],
    ...(isTrial ? ['requests / replies', 'answered by'] : []),
    'ended by',
  ];
  const rows = observers.map(observer => outageRow(observer, isTrial, show, links));
  return scrolling(table(columns, rows, {numeric: NUMERIC, stacks: true, id: 'outages'}), 'Outages');
}

function outageRow(
  observer: ObserverData,
  isTrial: boolean,
  show: (observer: string) => void,
  links: FrameLinks,
): (Node | string)[] {
  const {name, outage, lost, endedBy, requestsLost = 0, answeredBy = ''} = observer;
  return [
    element('strong', {class: 'figure'}, name),
    lost === 0
      ? element('span', {class: 'figure'}, outage)
      : button(outage, () => show(name), {class: 'figure link', title: 'show it in the timeline'}),
    String(lost),
    ...(isTrial ? [`${requestsLost} / ${lost - requestsLost}`, answeredBy === '' ? '–' : answeredBy] : []),
    element('span', {class: 'ended'}, wordsView(endedBy, links)),
  ];
}
