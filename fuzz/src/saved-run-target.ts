/**
 * A saved run, and the report that is made of it: whatever the lines say, they are refused in one sentence or drawn.
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

/** Changed inputs are cut at 4096 octets, and a first line as it is saved is longer: kernel settings and words are left out. */
function shortened(line: string): string {
  const {sysctls, command, ...record} = JSON.parse(line);
  return JSON.stringify(record);
}

/** Lines behind the first that there is room for. */
const LINES = 10;

/** The beginning of a run, and what comes later behind the same first line; last one line of each kind that it has. */
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
    if (text.includes('null')) throw new Violation('a number of the report is none');
    return `${verdict.word} ${Object.keys(runs[0] ?? {}).join()}`;
  },
};

/** Why a line is refused, without what is in it. */
function readAll(text: string): TimelineEvent[] | string {
  try {
    return text.split('\n').map(readEvent);
  } catch (error) {
    if (error instanceof VipError && error.code === 'MALFORMED')
      return error.message.replace(/, got .*/s, '');
    throw error;
  }
}
