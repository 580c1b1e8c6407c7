/**
 * `--out`: a run on disk. Either all of it is there or none.
 *
 * @module
 */

import {accessSync, constants, existsSync, mkdirSync} from 'node:fs';
import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {VipError} from '@vip/arp';
import {captureFiles, encodeEvent, type FailoverReport, type Timeline, writeTimes} from '@vip/core';

/** Somewhere to save a run. */
export interface RunDirectory {
  /** Writes the timeline, the summary and a capture for each node. */
  save(timeline: Timeline, report: FailoverReport): Promise<void>;
  /** Writes only a timeline, `NAME.jsonl`. */
  saveTimeline(name: string, timeline: Timeline): Promise<void>;
  /** Writes only the captures, `NAME-NODE.pcapng`. */
  saveCaptures(name: string, timeline: Timeline, kernel: string): Promise<void>;
  /** Takes the directory away again, if it was made for a run that then was not saved. */
  abandon(): Promise<void>;
}

/**
 * Makes the directory, before a run whose result would have nowhere to go.
 *
 * @throws VipError `FILE_FAILED`
 */
export function openRunDirectory(path: string): RunDirectory {
  const isNew = !existsSync(path);
  try {
    mkdirSync(path, {recursive: true});
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw fileFailed(path, cause);
  }
  return {
    save: (timeline, report) =>
      writeAll(path, [
        timelineFile('timeline', timeline),
        ['summary.json', `${JSON.stringify(report, writeTimes, 2)}\n`],
        ...captureNamed('', timeline, report.run.versions.kernel),
      ]),
    saveTimeline: (name, timeline) => writeAll(path, [timelineFile(name, timeline)]),
    saveCaptures: (name, timeline, kernel) => writeAll(path, captureNamed(`${name}-`, timeline, kernel)),
    async abandon() {
      if (isNew) await rm(path, {recursive: true, force: true});
    },
  };
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

/** Writes all of the files or none: a run cut in the middle would be read as one that ended there. */
async function writeAll(directory: string, files: readonly NamedFile[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const [name, content] of files) {
      const path = join(directory, name);
      written.push(path);
      await writeFile(path, content);
    }
  } catch (cause) {
    await Promise.all(written.map(path => rm(path, {force: true})));
    throw fileFailed(directory, cause);
  }
}

function fileFailed(path: string, cause: unknown): VipError {
  return new VipError('FILE_FAILED', `save ${path}: nothing was saved: ${(cause as Error).message}`, {cause});
}
