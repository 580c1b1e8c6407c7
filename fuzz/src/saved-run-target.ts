/**
 * A saved run, and the report that is made of it: whatever the lines say, they are refused in one sentence or drawn.
 *
 * @module
 */

import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {readEvent, Timeline, type TimelineEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {reportData, reportPart} from '@vip/core';
import {type Target, Violation} from './target.js';

const RECORDED = new URL('../../test/fixtures/recorded/', import.meta.url);

/** Lines of a run that are enough to have something of each kind. */
const LINES = 40;

/** The beginning of a run, and what comes later behind the same first line. */
const seeds = ['failover', 'keepalived'].flatMap(name => {
  const lines = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, RECORDED)))
    .toString()
    .trim()
    .split('\n');
  return [1, 400, 1200, lines.length - LINES].map(start =>
    new TextEncoder().encode([lines[0], ...lines.slice(start, start + LINES)].join('\n')),
  );
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
