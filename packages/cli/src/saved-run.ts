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
    save: (timeline, report) => saveRun(path, timeline, report),
    async abandon() {
      if (isNew) await rm(path, {recursive: true, force: true});
    },
  };
}

async function saveRun(directory: string, timeline: Timeline, report: FailoverReport): Promise<void> {
  const {kernel} = report.run.versions;
  const files: [name: string, content: string | Uint8Array][] = [
    ['timeline.jsonl', timeline.events.map(event => `${encodeEvent(event)}\n`).join('')],
    ['summary.json', `${JSON.stringify(report, writeTimes, 2)}\n`],
    ...[...captureFiles(timeline, `Linux ${kernel}`)].map(([node, pieces]): [string, Uint8Array] => [
      `${node}.pcapng`,
      Buffer.concat(pieces),
    ]),
  ];
  const written: string[] = [];
  try {
    for (const [name, content] of files) {
      const path = join(directory, name);
      written.push(path);
      await writeFile(path, content);
    }
  } catch (cause) {
    // A run cut in the middle would be read as one that ended there.
    await Promise.all(written.map(path => rm(path, {force: true})));
    throw fileFailed(directory, cause);
  }
}

function fileFailed(path: string, cause: unknown): VipError {
  return new VipError('FILE_FAILED', `save ${path}: nothing was saved: ${(cause as Error).message}`, {cause});
}
