/**
 * Reading saved timelines: from `--out`, or from `--json`. They are untrusted.
 *
 * @module
 */

import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {Timeline, type TimelineEvent} from '@vip/analysis';
import {readEvent} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {readingFrom} from '@vip/core/internal/unreadable';
import {openLines, readLines} from './lines.js';

/** The kinds of events with which a run begins. */
const RECORDS: ReadonlySet<string> = new Set(['run', 'trial', 'lesson']);

/** Objects that `--json` prints besides events. */
const NO_EVENT = /^\{"kind":"(?:summary|trial-report|hold|cell|scenario)"/;

/** The files that `--out` saves timelines in. */
const SAVED = /^(?:timeline|run-\d{4,})\.jsonl$/;

/** More than a run of minutes with a probe every millisecond has. */
const MAX_EVENTS = 1_500_000;

/** The most characters of a run. */
const MAX_TEXT = 512 << 20;

/** More than any lab has. */
const MAX_NODES = 1000;

/** A file that was opened. */
interface OpenFile {
  /** What an error in it begins with. */
  readonly place: string;
  readonly descriptor: number;
}

/**
 * Every run in a directory that `--out` filled, or in a file of lines that `--json` printed, one after the other. The files are
 * opened now, and read as the runs are asked for.
 *
 * @param option the one that names the path, with which every error begins
 * @throws VipError `FILE_FAILED`; while they are read also `MALFORMED`, if there is none, a line is not an event, or a run is too
 *   large
 */
export function openTimelines(path: string, option?: string): Iterable<Timeline> {
  const isNamed = !isDirectoryAt(path);
  const placeOf = (file: string) => (option === undefined ? file : `${option}: ${file}`);
  const open = (file: string) => {
    const place = placeOf(file);
    return {place, descriptor: readingFrom(place, () => openLines(file, isNamed))};
  };
  return timelinesIn(placeOf(path), timelineFiles(path).map(open));
}

function* timelinesIn(place: string, files: readonly OpenFile[]): Generator<Timeline> {
  let count = 0;
  for (const file of files) {
    for (const events of runsIn(file)) {
      count++;
      yield Timeline.of(events);
    }
  }
  if (count === 0) {
    throw new VipError(
      'MALFORMED',
      `${place}: expected a run saved with --out or printed with --json, got none`,
    );
  }
}

/** The files that are read for a path. */
export function timelineFiles(path: string): string[] {
  return isDirectoryAt(path) ? filesIn(path) : [path];
}

function isDirectoryAt(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
}

function filesIn(directory: string): string[] {
  const names = readdirSync(directory).filter(name => SAVED.test(name));
  return names.sort((a, b) => a.localeCompare(b, 'en', {numeric: true})).map(name => join(directory, name));
}

/** Anything before the first record belongs to no run: the end of one whose beginning was cut off. */
function* runsIn({place, descriptor}: OpenFile): Generator<TimelineEvent[]> {
  let run: Run | undefined;
  const lines = readLines(descriptor);
  const next = () => readingFrom(place, () => lines.next());
  for (let line = next(); line.done !== true; line = next()) {
    const {text, number} = line.value;
    if (NO_EVENT.test(text)) continue;
    const where = `${place} line ${number}`;
    const event = eventOf(text, where);
    if (RECORDS.has(event.kind)) {
      if (run !== undefined) yield run.events;
      run = new Run();
    }
    run?.add(event, text.length, where);
  }
  if (run !== undefined) yield run.events;
}

/** The events of one run, up to the limits. */
class Run {
  readonly events: TimelineEvent[] = [];
  readonly #nodes = new Set<string>();
  #length = 0;

  add(event: TimelineEvent, length: number, where: string): void {
    this.#length += length;
    this.#nodes.add(event.node);
    const tooMuch = [
      {count: this.events.length + 1, most: MAX_EVENTS, what: 'events'},
      {count: this.#length, most: MAX_TEXT, what: 'characters'},
      {count: this.#nodes.size, most: MAX_NODES, what: 'nodes'},
    ].find(({count, most}) => count > most);
    if (tooMuch !== undefined)
      throw new VipError(
        'MALFORMED',
        `${where}: expected at most ${tooMuch.most} ${tooMuch.what} in a run, got more`,
      );
    this.events.push(event);
  }
}

function eventOf(line: string, where: string): TimelineEvent {
  try {
    return readEvent(line);
  } catch (cause) {
    if (!(cause instanceof VipError)) throw cause;
    throw new VipError(cause.code, `${where}: ${cause.message}`, {cause});
  }
}
