/**
 * Series of trials in the Test Anything Protocol, version 13 (https://testanything.org): a point for each run and observer, for a
 * run's TCP sessions and findings, and for each threshold. Pure.
 *
 * @module
 */

import type {SeriesOutcome} from '../trial/outcome.js';
import type {TestCase} from './trial-case.js';
import {trialCases} from './trial-cases.js';

/** The lines: below each point, what was measured is a comment, and why it failed is a YAML block. */
export function tapReport(outcomes: readonly SeriesOutcome[]): string[] {
  const cases = outcomes.flatMap(outcome =>
    trialCases(outcome).map(one => ({
      ...one,
      name: outcome.name === undefined ? one.name : `${outcome.name}: ${one.name}`,
    })),
  );
  return ['TAP version 13', `1..${cases.length}`, ...cases.flatMap(pointLines)];
}

function pointLines({name, output, problem}: TestCase, index: number): string[] {
  const comments = output.map(line => `# ${oneLine(line)}`);
  const point = `${index + 1} - ${escapeName(name)}`;
  if (problem === undefined) return [`ok ${point}`, ...comments];
  const {kind, type, message, lines = []} = problem;
  // A JSON string is also a YAML string, and can hold whatever a program said.
  const block = {
    message,
    severity: kind === 'error' ? 'error' : 'fail',
    type,
    ...(lines.length > 0 && {lines}),
  };
  return [
    `not ok ${point}`,
    '  ---',
    ...Object.entries(block).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    '  ...',
    ...comments,
  ];
}

/** `#` would begin a directive. */
function escapeName(name: string): string {
  return oneLine(name).replace(/[\\#]/g, '\\$&');
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
