/**
 * The headline: the verdict, and remarks about the whole.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import type {ReportData, ReportVerdict, RunData} from '@vip/core/internal/report';
import {element} from './dom.js';

export function headline({title, subtitle, answers, verdict, startedAt}: ReportData): HTMLElement {
  return element(
    'div',
    {class: 'headline'},
    element('h1', {}, title),
    element('p', {class: 'muted'}, subtitle),
    answerList(answers),
    verdict.text === '' ? undefined : verdictLine(verdict, 'verdict'),
    element('p', {class: 'muted small'}, `Started ${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}`),
  );
}

/** The lines for a ticket; of many addresses, the worst. */
function answerList(answers: ReportData['answers']): HTMLElement | undefined {
  if (answers.length === 0) return undefined;
  const lines = answers.map(answer => element('p', {}, answer));
  const more = lines.splice(ANSWERS);
  return element(
    'div',
    {class: 'answers'},
    lines,
    more.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, `and ${counted(more.length, 'more address', 'more addresses')}`),
          more,
        ),
  );
}

const ANSWERS = 8;

/** The word before the sentence, and a sign before the word, so that its meaning does not depend on colour. */
export function verdictLine({held, text, word}: ReportVerdict, id?: string): HTMLElement {
  const sign = held === undefined ? '' : held ? '✓ ' : '✗ ';
  const kind = held === undefined ? 'neutral' : held ? 'good' : 'bad';
  return element(
    'p',
    {class: 'verdict', id},
    element('span', {class: `badge ${kind}`}, sign + word),
    ` ${text}`,
  );
}

export function expectationList({expectations}: RunData): HTMLElement | undefined {
  if (expectations.length === 0) return undefined;
  return element(
    'ul',
    {class: 'expectations'},
    expectations.map(({expected, held, seen}) =>
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
  return element(
    'ul',
    {class: 'findings'},
    findings.map(text => element('li', {}, text)),
  );
}
