/**
 * `--out`: a run on disk. Either all of it is there or none.
 *
 * @module
 */

import {accessSync, constants, mkdirSync, rmdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join, relative, resolve, sep} from 'node:path';
import {encodeEvent, jsonReplacer, type Timeline} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {captureFiles, type FailoverReport} from '@vip/core';

/** Somewhere to save a run. */
export interface RunDirectory {
  /** Writes the timeline, the summary and a capture for each node. */
  save(timeline: Timeline, report: FailoverReport): Promise<void>;
  /** Writes only a timeline, `NAME.jsonl`. */
  saveTimeline(name: string, timeline: Timeline): Promise<void>;
  /** Writes only the captures, `NAME-NODE.pcapng`. */
  saveCaptures(name: string, timeline: Timeline, kernel: string): Promise<void>;
  /** Takes the directory away again, if it was made for runs that then were not all saved. */
  abandon(): Promise<void>;
}

/**
 * Looks whether the directory is there or can be made, before a run whose result would have nowhere to go. It
 * is made when there is something to save: a run that is killed leaves no empty one.
 *
 * @throws VipError `FILE_FAILED`
 */
export function openRunDirectory(path: string): RunDirectory {
  try {
    for (const directory of makeDirectories(path).reverse()) rmdirSync(directory); // by trying, and undone
    accessSync(nearestExisting(resolve(path)), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw fileFailed(path, cause);
  }
  /** The uppermost of the directories that were made. */
  let made: string | undefined;
  const save = async (files: readonly NamedFile[]) => {
    try {
      made ??= makeDirectories(path)[0];
      writeAll(path, files);
    } catch (cause) {
      throw fileFailed(path, cause);
    }
  };
  return {
    save: (timeline, report) =>
      save([
        timelineFile('timeline', timeline),
        ['summary.json', `${JSON.stringify(report, jsonReplacer, 2)}\n`],
        ...captureNamed('', timeline, report.run.versions.kernel),
      ]),
    saveTimeline: (name, timeline) => save([timelineFile(name, timeline)]),
    saveCaptures: (name, timeline, kernel) => save(captureNamed(`${name}-`, timeline, kernel)),
    async abandon() {
      if (made !== undefined) rmSync(made, {recursive: true, force: true});
      made = undefined;
    },
  };
}

/** Makes what is missing of a path, and returns it, uppermost first. (Node's own never returns below /proc.) */
function makeDirectories(path: string): string[] {
  const whole = resolve(path);
  const existing = nearestExisting(whole);
  if (!statSync(existing).isDirectory()) throw new Error(`${existing} is not a directory`);
  const names = relative(existing, whole).split(sep).filter(Boolean);
  const missing = names.map((_, index) => join(existing, ...names.slice(0, index + 1)));
  for (const directory of missing) mkdirSync(directory);
  return missing;
}

/** The path itself, or the first above it that is there. */
function nearestExisting(path: string): string {
  const entry = statSync(path, {throwIfNoEntry: false});
  return entry !== undefined || path === dirname(path) ? path : nearestExisting(dirname(path));
}

/** A file to be written, by its name in the directory. */
type NamedFile = readonly [name: string, content: string | Uint8Array];

function timelineFile(name: string, {events}: Timeline): NamedFile {
  return [`${name}.jsonl`, events.map(event => `${encodeEvent(event)}\n`).join('')];
}

function captureNamed(prefix: string, timeline: Timeline, kernel: string): NamedFile[] {
  return [...captureFiles(timeline, `Linux ${kernel}`)].map(([node, pieces]) => [
    `${prefix}${node}.pcapng`,
    Buffer.concat(pieces),
  ]);
}

/**
 * Writes all of the files or none: a run cut in the middle would be read as one that ended there. All at once,
 * so that nothing that ends us (the reader of our output goes away) comes in between.
 */
function writeAll(directory: string, files: readonly NamedFile[]): void {
  const written: string[] = [];
  try {
    for (const [name, content] of files) {
      const path = join(directory, name);
      written.push(path);
      writeFileSync(path, content);
    }
  } catch (error) {
    for (const path of written) rmSync(path, {force: true});
    throw error;
  }
}

function fileFailed(path: string, cause: unknown): VipError {
  return new VipError('FILE_FAILED', `save ${path}: nothing was saved: ${(cause as Error).message}`, {cause});
}
