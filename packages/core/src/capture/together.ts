/**
 * Several capture files, read twice: once to find out how their clocks differ, and once together, in the order of one clock.
 *
 * @module
 */

import {FrameColumns, Mentioned, type SeenFrames} from '@vip/analysis/internal';
import {
  alignPlaces,
  Merge,
  type MergeTakers,
  MOST_PLACES,
  PlaceSurvey,
  PlaceTime,
  type Together,
} from '@vip/analysis/internal/places';
import {type AddressKey, VipError} from '@vip/arp';
import type {Epoch} from '@vip/arp/capture-file';
import {ReopenedFile} from './file.js';
import {FramePump} from './frame-pump.js';
import type {CaptureEnding, CaptureNotices, CaptureSource} from './source.js';

/** A file, and where it was captured. */
export interface PlaceFile {
  readonly name: string;
  readonly file: string;
  /** How messages name the file; by its path if absent. */
  readonly called?: string;
}

/** The facts about several captures that are known before reading them together. */
export interface Surveyed {
  readonly stories: readonly Together[];
  readonly endings: readonly CaptureEnding[];
  /** As `Mentioned` has them. */
  readonly mentioned: ReadonlySet<AddressKey> | undefined;
}

/** Files that are open, and are read twice. */
export class PlaceCaptures {
  readonly #open: readonly ReopenedFile[];

  /** @throws VipError `BAD_ARGUMENT` for too many, and for one that cannot be read twice; `FILE_FAILED`; nothing is left open then */
  constructor(readonly files: readonly PlaceFile[]) {
    if (files.length > MOST_PLACES)
      throw new VipError(
        'BAD_ARGUMENT',
        `FILE: expected at most ${MOST_PLACES} captures, got ${files.length}`,
      );
    const open: ReopenedFile[] = [];
    try {
      for (const {file, called} of files) open.push(new ReopenedFile(file, called));
    } catch (error) {
      for (const file of open) file.close();
      throw error;
    }
    this.#open = open;
  }

  /**
   * Reads each to find out what they have in common: captures that share a story, chain by chain, how each file ended, and which
   * addresses they mention.
   *
   * @throws VipError `FILE_FAILED`, `UNSUPPORTED`
   */
  async survey(notices: Pick<CaptureNotices, 'warn'>): Promise<Surveyed> {
    const surveys: PlaceSurvey[] = [];
    const endings: CaptureEnding[] = [];
    const mentioned = new Mentioned();
    for (const [place, {name}] of this.files.entries()) {
      const survey = new PlaceSurvey(name);
      endings.push(
        await (this.#open[place] as ReopenedFile).read(notices).read(frames => {
          survey.take(frames);
          mentioned.take(frames);
        }),
      );
      surveys.push(survey);
    }
    return {stories: alignPlaces(surveys), endings, mentioned: mentioned.addresses};
  }

  /** Reads the captures of a story together. @returns what took the frames */
  async together(story: Together, takers: MergeTakers): Promise<Merge> {
    const merge = new Merge(story, takers);
    // The files' problems were reported when they were read for the first time.
    const sources = story.places.map(place => (this.#open[place] as ReopenedFile).read());
    await pour(story, sources, merge);
    merge.finish();
    return merge;
  }

  close(): void {
    for (const file of this.#open) file.close();
  }
}

/** The next frame of a capture, by the clock of all. */
class Cursor {
  readonly #pump: FramePump;
  readonly #time: PlaceTime;
  readonly #epoch: Epoch;
  frames = new FrameColumns(0);
  index = 0;
  /** In the time of `PlaceTime`. */
  ns = 0;

  constructor(
    readonly place: number,
    story: Together,
    source: CaptureSource,
  ) {
    this.#pump = new FramePump(source);
    this.#time = new PlaceTime(place, story);
    this.#epoch = (story.surveys[place] as PlaceSurvey).epoch;
  }

  get isAtEnd(): boolean {
    return this.index >= this.frames.count;
  }

  /** The next frame, if it has been read already. */
  step(): void {
    this.index++;
    this.#look();
  }

  /** The next batch; there is none at the end. */
  async refill(): Promise<void> {
    this.frames = columnsOf(await this.#pump.next());
    this.index = 0;
    this.#look();
  }

  #look(): void {
    if (this.isAtEnd) return;
    const number = this.frames.number[this.index] as number;
    this.ns = this.#time.of(number, this.frames.since(this.index, this.#epoch));
  }
}

function columnsOf(frames: SeenFrames): FrameColumns {
  if (frames instanceof FrameColumns) return frames;
  const columns = new FrameColumns(frames.length);
  for (const frame of frames) columns.addFrame(frame);
  return columns;
}

async function pour(story: Together, sources: readonly CaptureSource[], merge: Merge): Promise<void> {
  const cursors = sources.map((source, index) => new Cursor(story.places[index] as number, story, source));
  for (const cursor of cursors) await cursor.refill();
  for (let next = earliest(cursors); next !== undefined; next = earliest(cursors)) {
    const {cursor, until} = next;
    // All that come before any other capture's next frame. A frame without a time comes at once.
    while (!cursor.isAtEnd && !(cursor.ns > until)) {
      merge.take(cursor.place, cursor.frames, cursor.index, cursor.ns);
      cursor.step();
    }
    if (!cursor.isAtEnd) continue;
    merge.flush();
    await cursor.refill();
  }
}

/** The capture with the earliest frame, and the time of the next other. A frame without a time comes at once. */
function earliest(cursors: readonly Cursor[]): {cursor: Cursor; until: number} | undefined {
  let first: Cursor | undefined;
  let until = Number.POSITIVE_INFINITY;
  for (const cursor of cursors) {
    if (cursor.isAtEnd) continue;
    if (Number.isNaN(cursor.ns)) return {cursor, until: Number.NEGATIVE_INFINITY};
    if (first === undefined) first = cursor;
    else if (cursor.ns < first.ns) {
      until = first.ns;
      first = cursor;
    } else until = Math.min(until, cursor.ns);
  }
  return first === undefined ? undefined : {cursor: first, until};
}
