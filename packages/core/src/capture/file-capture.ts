/**
 * The frames of an open capture file, read once from beginning to end.
 *
 * @module
 */

import {counted, FrameColumns, type SeenFrames} from '@vip/analysis/internal';
import {isReadableLinkType, VipError} from '@vip/arp';
import {type CaptureEnd, type PassesOver, readCaptureColumns} from '@vip/arp/capture-file';
import {expand} from './expand.js';
import {
  isCutOff,
  isStreamError,
  linkTypesText,
  notReadable,
  problemText,
  READABLE_LINK_TYPES,
  readProblem,
} from './file-problems.js';
import type {CaptureEnding, CaptureNotices, CaptureSource} from './source.js';

type Take = (frames: SeenFrames) => Promise<void> | void;

/** Frames handed over at once. */
const BATCH = 4096;

/** The octets of a file, and where they come from. */
export interface Octets extends AsyncIterable<Uint8Array> {
  headroomOf?(chunk: Uint8Array): number;
  /** The same from the beginning, of a file that can be read anywhere. */
  again?(): AsyncIterable<Uint8Array> | undefined;
  close(): Promise<void>;
}

export class FileCapture implements CaptureSource {
  readonly kind: 'file' | 'stream';
  survey?: NonNullable<CaptureSource['survey']>;
  readonly #name: string;
  readonly #octets: Octets;
  readonly #warn: (message: string) => void;
  readonly #passesOver: PassesOver | undefined;
  readonly #foreign = new Map<number, number>();
  #received = 0;
  #gzipDamage: Error | undefined;
  #isClosed = false;

  constructor(
    name: string,
    kind: 'file' | 'stream',
    octets: Octets,
    {warn = () => {}, passesOver}: Pick<CaptureNotices, 'warn'> & {passesOver?: PassesOver | undefined},
  ) {
    this.kind = kind;
    this.#name = name;
    this.#octets = octets;
    this.#warn = warn;
    this.#passesOver = passesOver;
  }

  /** @throws VipError `UNSUPPORTED` for a file of another format, or with only other link types; `FILE_FAILED` */
  async read(take: Take): Promise<CaptureEnding> {
    try {
      const end = await this.#readAll(take);
      const contents = end?.contents ?? 'packets';
      const {dropped} = end ?? {};
      const ending: CaptureEnding = {damage: this.#damage(end), foreign: this.#foreign, contents, dropped};
      this.#tell(ending);
      return ending;
    } catch (error) {
      // Closing destroys the stream under the reader.
      if (!this.#isClosed || !isStreamError(error)) throw readProblem(this.#name, error);
      return {damage: undefined, foreign: this.#foreign, contents: 'packets'};
    }
  }

  counts() {
    return {received: this.#received, dropped: 0};
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#octets.close();
  }

  /** Undefined if it was closed before its end. */
  async #readAll(take: Take): Promise<CaptureEnd | undefined> {
    const damaged = (error: Error) => {
      this.#gzipDamage = error;
    };
    const octets = this.#octets;
    const expanded = expand(octets, {damaged, again: () => octets.again?.()});
    const batches = readCaptureColumns(expanded, new FrameColumns(BATCH, this.#passesOver), {
      headroomOf: chunk => octets.headroomOf?.(chunk) ?? 0,
    });
    let step = await batches.next();
    for (; !step.done && !this.#isClosed; step = await batches.next()) {
      this.#count(step.value);
      await take(step.value);
    }
    return step.done ? step.value : undefined;
  }

  #count({count, passedOver, linkType}: FrameColumns): void {
    this.#received += count + passedOver;
    let readable = -1;
    for (let index = 0; index < count; index++) {
      const type = linkType[index] as number;
      if (type === readable) continue;
      if (isReadableLinkType(type)) readable = type;
      else this.#foreign.set(type, (this.#foreign.get(type) ?? 0) + 1);
    }
  }

  /** The compressed file's problem comes first, because the file within ends where it does. */
  #damage(end: CaptureEnd | undefined): VipError | undefined {
    const error = this.#gzipDamage ?? end?.damage;
    if (error === undefined) return undefined;
    const code = isCutOff(error) ? 'TRUNCATED' : 'MALFORMED';
    const what =
      code === 'TRUNCATED' ? 'the file is cut off' : `the file is damaged after frame ${this.#received}`;
    return new VipError(code, `${this.#name}: ${what}: ${problemText(error)}`, {cause: error});
  }

  #tell({damage, contents}: CaptureEnding): void {
    const skipped = [...this.#foreign.values()].reduce((sum, count) => sum + count, 0);
    if (skipped > 0) {
      const types = linkTypesText([...this.#foreign.keys()]);
      if (skipped === this.#received) throw notReadable(this.#name, types);
      this.#warn(
        `${this.#name}: skipping ${counted(skipped, 'frame')} of ${types}; supported: ${READABLE_LINK_TYPES}`,
      );
    }
    if (damage?.code === 'TRUNCATED') this.#warn(damage.message);
    else if (contents === 'nothing') this.#warn(`${this.#name}: the file is empty`);
    else if (contents === 'no packets' && damage === undefined)
      this.#warn(`${this.#name}: the file has no packets`);
  }
}
