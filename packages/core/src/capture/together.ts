/**
 * Several capture files, read twice: once to find out how their clocks differ, and once together, in the order of one clock.
 *
 * @module
 */

import type {SeenFrame} from '@vip/analysis';
import {
  alignPlaces,
  Merge,
  type MergeTakers,
  MOST_PLACES,
  PlaceSurvey,
  PlaceTime,
  type Together,
} from '@vip/analysis/places';
import {VipError} from '@vip/arp';
import {openFileCapture} from './file.js';
import {FramePump} from './frame-pump.js';
import type {CaptureEnding, CaptureNotices, CaptureSource} from './source.js';

/** A file, and where it was captured. */
export interface PlaceFile {
  readonly name: string;
  readonly file: string;
}

/** What is known of the files after they were read once. */
export interface SurveyedFiles {
  readonly files: readonly PlaceFile[];
  /** Captures with frames in common, chain by chain. */
  readonly stories: readonly Together[];
  readonly endings: readonly CaptureEnding[];
}

/** @throws VipError `BAD_ARGUMENT` for too many, and for one that cannot be read twice; `FILE_FAILED`, `UNSUPPORTED` */
export async function surveyFiles(
  files: readonly PlaceFile[],
  notices: Pick<CaptureNotices, 'warn'>,
): Promise<SurveyedFiles> {
  if (files.length > MOST_PLACES)
    throw new VipError('BAD_ARGUMENT', `FILE: expected at most ${MOST_PLACES} captures, got ${files.length}`);
  const surveys: PlaceSurvey[] = [];
  const endings: CaptureEnding[] = [];
  for (const {name, file} of files) {
    const survey = new PlaceSurvey(name);
    const source = openAgain(file, notices);
    try {
      endings.push(await source.read(frames => survey.take(frames)));
    } finally {
      await source.close();
    }
    surveys.push(survey);
  }
  return {files, stories: alignPlaces(surveys), endings};
}

/** Reads the captures of a story together. @returns what took the frames */
export async function readTogether(
  files: readonly PlaceFile[],
  story: Together,
  takers: MergeTakers,
): Promise<Merge> {
  const merge = new Merge(story, takers);
  // What is to be said of the files was said when they were read first.
  const sources = story.places.map(place => openAgain((files[place] as PlaceFile).file, {}));
  try {
    await pour(story, sources, merge);
  } finally {
    await Promise.all(sources.map(source => source.close()));
  }
  merge.finish();
  return merge;
}

function openAgain(file: string, notices: Pick<CaptureNotices, 'warn'>): CaptureSource {
  const source = openFileCapture(file, notices);
  if (source.kind === 'file') return source;
  source.close().catch(() => {});
  throw new VipError(
    'BAD_ARGUMENT',
    `read ${file}: expected a file, as several captures are read twice, got a pipe`,
  );
}

/** The next frame of a capture, by the clock of all. */
class Cursor {
  readonly #pump: FramePump;
  readonly #time: PlaceTime;
  #frames: readonly SeenFrame[] = [];
  #index = 0;
  seen: SeenFrame | undefined;
  at: bigint | undefined;

  constructor(
    readonly place: number,
    story: Together,
    source: CaptureSource,
  ) {
    this.#pump = new FramePump(source);
    this.#time = new PlaceTime(place, story);
  }

  /** Whether another frame was there already. */
  step(): boolean {
    this.seen = this.#frames[this.#index++];
    if (this.seen === undefined) return false;
    this.at = this.#time.of(this.seen.number ?? 0, this.seen.at);
    return true;
  }

  /** The next batch; `seen` is undefined at the end. */
  async refill(): Promise<void> {
    this.#frames = await this.#pump.next();
    this.#index = 0;
    this.step();
  }
}

async function pour(story: Together, sources: readonly CaptureSource[], merge: Merge): Promise<void> {
  const cursors = sources.map((source, index) => new Cursor(story.places[index] as number, story, source));
  for (const cursor of cursors) await cursor.refill();
  for (let next = earliest(cursors); next !== undefined; next = earliest(cursors)) {
    const {cursor, until} = next;
    // All that come before any other's next.
    while (
      cursor.seen !== undefined &&
      (cursor.at === undefined || until === undefined || cursor.at <= until)
    ) {
      merge.take(cursor.place, cursor.seen, cursor.at);
      if (!cursor.step()) await cursor.refill();
    }
  }
}

/** The capture with the earliest frame, and the time of the next other. A frame without a time comes at once. */
function earliest(cursors: readonly Cursor[]): {cursor: Cursor; until: bigint | undefined} | undefined {
  let first: Cursor | undefined;
  let until: bigint | undefined;
  for (const cursor of cursors) {
    if (cursor.seen === undefined) continue;
    if (cursor.at === undefined) return {cursor, until: -1n};
    if (first === undefined) first = cursor;
    else if (cursor.at < (first.at as bigint)) {
      until = first.at;
      first = cursor;
    } else if (until === undefined || cursor.at < until) until = cursor.at;
  }
  return first === undefined ? undefined : {cursor: first, until};
}
