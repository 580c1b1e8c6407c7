/**
 * What a reader has to know first: the verdict, how long each observer was in the dark, what ended it.
 *
 * @module
 */

import type {ObserverData, ReportData, RunData, Verdict} from '@vip/core/report';
import {element, scrolling, table} from './dom.js';

export function headline({title, subtitle, verdict, startedAt}: ReportData): HTMLElement {
  return element(
    'div',
    {class: 'headline'},
    element('h1', {}, title),
    element('p', {class: 'muted'}, subtitle),
    verdict.text === '' ? undefined : verdictLine(verdict),
    element('p', {class: 'muted small'}, `Begun ${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}`),
  );
}

/** The word before the sentence, so that colour is not what says it. */
function verdictLine({
  held,
  text,
  word = held === undefined ? 'Measured' : held ? 'Held' : 'Not held',
}: Verdict) {
  const sign = held === undefined ? '' : held ? '✓ ' : '✗ ';
  const kind = held === undefined ? 'neutral' : held ? 'good' : 'bad';
  return element(
    'p',
    {class: 'verdict', id: 'verdict'},
    element('span', {class: `badge ${kind}`}, sign + word),
    ` ${text}`,
  );
}

export function outageTable({observers}: RunData): HTMLElement | undefined {
  if (observers.length === 0) return undefined;
  const isTrial = observers.some(({requestsLost}) => requestsLost !== undefined);
  const columns = [
    ...['observer', 'outage', 'probes lost'],
    ...(isTrial ? ['requests / replies', 'answered by'] : []),
    'ended by',
  ];
  const numeric = ['outage', 'probes lost', 'requests / replies'];
  const made = table(
    columns,
    observers.map(observer => outageRow(observer, isTrial)),
    numeric,
  );
  made.id = 'outages';
  return scrolling(made);
}

function outageRow(observer: ObserverData, isTrial: boolean): (Node | string)[] {
  const {name, outage, lost, endedBy, requestsLost = 0, answeredBy = ''} = observer;
  return [
    element('strong', {class: 'figure'}, name),
    element('span', {class: 'figure'}, outage),
    String(lost),
    ...(isTrial ? [`${requestsLost} / ${lost - requestsLost}`, answeredBy === '' ? '–' : answeredBy] : []),
    element('span', {class: 'ended'}, endedBy),
  ];
}

export function expectationList({expectations}: RunData): HTMLElement | undefined {
  if (expectations.length === 0) return undefined;
  return element(
    'ul',
    {class: 'expectations'},
    ...expectations.map(({expected, held, seen}) =>
      element(
        'li',
        {},
        element('span', {class: held ? 'good' : 'bad'}, held ? '✓ ' : '✗ '),
        expected,
        seen === undefined ? undefined : element('span', {class: 'muted'}, `: ${seen}`),
      ),
    ),
  );
}

export function findingList(findings: readonly string[]): HTMLElement | undefined {
  if (findings.length === 0) return undefined;
  return element('ul', {class: 'findings'}, ...findings.map(text => element('li', {}, text)));
}
