/**
 * The captures of several places, each in a file: either unnamed, so that nothing remains however we end, or kept.
 *
 * @module
 */

import {closeSync, mkdtempSync, openSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {VipError} from '@vip/arp';
import type {OpenVantage} from '@vip/core/internal/cluster';
import {PlaceCaptures} from '@vip/core/internal/together';
import {CaptureFile} from './capture-file.js';
import {printNote} from './note.js';
import type {OutputFile} from './outputs/output-file.js';

interface Recorded {
  readonly name: string;
  readonly file: CaptureFile;
}

export class PlaceRecording {
  private constructor(
    readonly places: readonly Recorded[],
    /** What has been recorded, to be read when it is complete. */
    readonly captures: PlaceCaptures,
  ) {}

  /** @throws VipError `FILE_FAILED` */
  static begin(names: readonly string[], kept: readonly OutputFile[] | undefined): Promise<PlaceRecording> {
    return kept === undefined ? PlaceRecording.#unnamed(names) : PlaceRecording.#kept(names, kept);
  }

  /** A recording of which everything captured is kept, however we end. */
  static async #kept(names: readonly string[], kept: readonly OutputFile[]): Promise<PlaceRecording> {
    const places: Recorded[] = [];
    for (const [index, output] of kept.entries())
      places.push({name: names[index] as string, file: await CaptureFile.begin(await output.grow())});
    const files = kept.map(({place}, index) => ({name: names[index] as string, file: place.path}));
    return new PlaceRecording(places, new PlaceCaptures(files));
  }

  static async #unnamed(names: readonly string[]): Promise<PlaceRecording> {
    const directory = orFailed(() => mkdtempSync(join(tmpdir(), 'vip-explain-')));
    try {
      const places: Recorded[] = [];
      for (const name of names)
        places.push({name, file: await CaptureFile.begin(fileAt(join(directory, name)))});
      return new PlaceRecording(
        places,
        // The files have no path any more once they are read.
        new PlaceCaptures(names.map(name => ({name, file: join(directory, name), called: name}))),
      );
    } finally {
      rmSync(directory, {recursive: true, force: true});
    }
  }

  /**
   * Records what the places see until each has ended. A place that ends by itself is reported, and what it saw until then counts.
   *
   * @returns the names of those that ended by themselves
   */
  async take(vantages: readonly OpenVantage[]): Promise<readonly string[]> {
    const ended = await Promise.all(vantages.map((vantage, place) => this.#takeOne(vantage, place)));
    return vantages.map(({name}) => name).filter((_, place) => ended[place] !== true);
  }

  close(): void {
    this.captures.close();
  }

  /** @returns whether it was ended by us */
  async #takeOne({source}: OpenVantage, place: number): Promise<boolean> {
    const {file} = this.places[place] as Recorded;
    let isWhole = true;
    try {
      await source.read(async frames => {
        for (const frame of frames) file.add(frame);
        await file.flush();
      });
    } catch (error) {
      if (!(error instanceof VipError) || error.code === 'FILE_FAILED') throw error;
      printNote(`warning: ${error.message}; what was captured there until then counts`);
      isWhole = false;
    }
    await file.close(source.counts());
    return isWhole;
  }
}

function fileAt(path: string) {
  const file = orFailed(() => openSync(path, 'wx', 0o600));
  return {
    write: (octets: Uint8Array) => {
      for (let at = 0; at < octets.length; ) at += orFailed(() => writeSync(file, octets, at));
    },
    finish: () => closeSync(file),
    abandon: () => closeSync(file),
  };
}

function orFailed<Value>(attempt: () => Value): Value {
  try {
    return attempt();
  } catch (error) {
    throw new VipError('FILE_FAILED', `explain: ${(error as Error).message}`, {cause: error});
  }
}
