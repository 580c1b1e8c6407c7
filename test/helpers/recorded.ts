/**
 * Runs recorded by the product; see test/fixtures/recorded.
 *
 * @module
 */

import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {decodeEvent, encodeEvent, Timeline, type TimelineEvent} from '@vip/analysis';
import type {ExecutionContext} from 'ava';
import {vip} from './product.js';
import {temporaryDirectory} from './temporary-directory.js';

export type Recorded = 'failover' | 'keepalived';

/** The events of a recorded run. */
export function recordedEvents(name: Recorded): TimelineEvent[] {
  const file = new URL(`../../fixtures/recorded/${name}.jsonl.gz`, import.meta.url);
  return gunzipSync(readFileSync(file)).toString().trim().split('\n').map(decodeEvent);
}

export function recordedTimeline(name: Recorded): Timeline {
  return Timeline.of(recordedEvents(name));
}

/** A directory as `--out` leaves it, with a run or a series in it. */
export function savedRuns(t: ExecutionContext, ...runs: readonly (readonly TimelineEvent[])[]): string {
  const directory = join(temporaryDirectory(t), 'saved');
  mkdirSync(directory);
  for (const [index, events] of runs.entries()) {
    const name = runs.length === 1 ? 'timeline' : `run-${String(index + 1).padStart(4, '0')}`;
    writeFileSync(join(directory, `${name}.jsonl`), events.map(event => `${encodeEvent(event)}\n`).join(''));
  }
  return directory;
}

/** The HTML file that `vip report` makes of a saved run or series. */
export async function reportOf(
  t: ExecutionContext,
  runs: readonly (readonly TimelineEvent[])[],
  options: readonly string[] = [],
): Promise<string> {
  const directory = savedRuns(t, ...runs);
  const {code, stderr} = await vip('root', ['report', directory, ...options]);
  t.is(stderr, '');
  t.is(code, 0);
  return join(directory, 'report.html');
}

/** A capture of test/fixtures/failovers. */
export function captureOf(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/failovers/${name}.pcapng.gz`, import.meta.url));
}

/** The HTML file that `vip explain` makes of a capture of test/fixtures/failovers. */
export async function explainedReport(t: ExecutionContext, name: string): Promise<string> {
  const file = join(temporaryDirectory(t), `${name}.html`);
  const {stderr} = await vip('root', ['explain', captureOf(name), '--report', file]);
  t.is(stderr, '');
  return file;
}
