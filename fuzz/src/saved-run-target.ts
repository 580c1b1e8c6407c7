/**
 * A saved run, and the report that is made from it: whatever the lines contain, they are refused in one sentence or drawn.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {Timeline, type TimelineEvent} from '@vip/analysis';
import {readEvent} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {reportData, reportPart} from '@vip/core';
import {type Target, Violation} from './target.js';

const RECORDED = new URL('../../test/fixtures/recorded/', import.meta.url);

/** Mutated inputs are cut at 4096 octets, and a saved first line is longer, so kernel settings and the command line are left out. */
function shortened(line: string): string {
  const {sysctls, command, ...record} = JSON.parse(line);
  return JSON.stringify(record);
}

/** How many lines there is room for after the first. */
const LINES = 10;

/** The beginning of a run, later parts after the same first line, and finally one line of each kind in it. */
const seeds = ['failover', 'keepalived'].flatMap(name => {
  const [first = '', ...lines] = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, RECORDED)))
    .toString()
    .trim()
    .split('\n');
  const kinds = new Map(lines.map(line => [JSON.parse(line).kind, line]));
  return [
    ...[0, 400, 1200, lines.length - LINES].map(start => lines.slice(start, start + LINES)),
    [...kinds.values()],
  ].map(some => new TextEncoder().encode([shortened(first), ...some].join('\n')));
});

export const savedRunTarget: Target = {
  name: 'saved-run',
  seeds,
  run(bytes) {
    const events = readAll(new TextDecoder().decode(bytes));
    if (typeof events === 'string') return events;
    if (!['run', 'trial', 'lesson'].includes(events[0]?.kind ?? '')) return 'no run';
    const {runs, verdict} = reportData([reportPart(Timeline.of(events))]);
    const text = JSON.stringify(runs);
    if (text.includes('null')) throw new Violation('a number in the report is not a number');
    return `${verdict.word} ${Object.keys(runs[0] ?? {}).join()}`;
  },
};

/** The events, or why a line is refused, without its content. */
function readAll(text: string): TimelineEvent[] | string {
  try {
    return text.split('\n').map(readEvent);
  } catch (error) {
    if (error instanceof VipError && error.code === 'MALFORMED')
      return error.message.replace(/, got .*/s, '');
    throw error;
  }
}
