/**
 * Timelines read back: what `--out` saved, or what `--json` printed.
 *
 * @module
 */

import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {readEvent, Timeline, type TimelineEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';

/** Runs begin with one of these. */
const RECORDS: ReadonlySet<string> = new Set(['run', 'trial', 'lesson']);

/** Objects that `--json` prints besides events. */
const NO_EVENT = /^\{"kind":"(?:summary|trial-report|hold)"/;

/** The files that `--out` saves timelines in. */
const SAVED = /^(?:timeline|run-\d{4,})\.jsonl$/;

/**
 * Every run in a directory that `--out` filled, or in a file of lines that `--json` printed, one after the other.
 *
 * @throws VipError `BAD_ARGUMENT` when there is none, `MALFORMED` when a line is no event, `FILE_FAILED`
 */
export function* readTimelines(path: string): Generator<Timeline> {
  let count = 0;
  for (const file of timelineFiles(path)) {
    for (const events of splitRuns(readEvents(file))) {
      count++;
      yield Timeline.of(events);
    }
  }
  if (count === 0) refuse(`${path}: expected a run that --out saved or --json printed, got none`);
}

/** The files that are read for a path. */
export function timelineFiles(path: string): string[] {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() === true ? filesIn(path) : [path];
}

function filesIn(directory: string): string[] {
  const names = readdirSync(directory).filter(name => SAVED.test(name));
  return names.sort((a, b) => a.localeCompare(b, 'en', {numeric: true})).map(name => join(directory, name));
}

/** What comes before the first record belongs to no run, as the end of one that was cut at its front. */
function splitRuns(events: readonly TimelineEvent[]): TimelineEvent[][] {
  const runs: TimelineEvent[][] = [];
  for (const event of events) {
    if (RECORDS.has(event.kind)) runs.push([event]);
    else runs.at(-1)?.push(event);
  }
  return runs;
}

function readEvents(file: string): TimelineEvent[] {
  const lines = readText(file).split('\n');
  return lines.flatMap((line, index) => (line === '' ? [] : readLine(line, `${file} line ${index + 1}`)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new VipError('FILE_FAILED', `report: ${file} cannot be read: ${(cause as Error).message}`, {cause});
  }
}

function readLine(line: string, where: string): TimelineEvent[] {
  if (NO_EVENT.test(line)) return [];
  try {
    return [readEvent(line)];
  } catch (cause) {
    if (!(cause instanceof VipError)) throw cause;
    throw new VipError(cause.code, `report: ${where}: ${cause.message}`, {cause});
  }
}

function refuse(problem: string): never {
  throw new VipError('BAD_ARGUMENT', `report: ${problem}`);
}
