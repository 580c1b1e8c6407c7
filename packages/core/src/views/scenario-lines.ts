/**
 * The trials of a scenario beside each other, as lines that fit 80 columns. Pure.
 *
 * @module
 */

import {formatBounds} from '@vip/analysis';
import {answerOf, answerText, countedAnswers, longestOf, type SeriesOutcome} from '../trial/outcome.js';
import {markedLines} from './marked-lines.js';
import {formatTable} from './table.js';

/** A table of all trials, and why each that did not pass did not. */
export function formatScenario(outcomes: readonly SeriesOutcome[]): string[] {
  const rows = outcomes.map(outcome => {
    const longest = longestOf(outcome);
    return [outcome.name ?? '', longest === undefined ? '-' : formatBounds(longest), answerOf(outcome)];
  });
  const others = outcomes.filter(outcome => answerOf(outcome) !== 'held');
  return [
    ...formatTable({title: 'Every trial', columns: ['trial', 'longest outage', 'result'], rows}),
    '',
    ...others.flatMap(outcome => markedLines(`${outcome.name}: ${answerText(outcome)}`)),
    ...(others.length > 0 ? [''] : []),
    `${countedAnswers(outcomes)}.`,
  ];
}
