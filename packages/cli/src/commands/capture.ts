/**
 * `vip capture`: ARP, and IPv6's neighbour discovery, on the wire or in a file.
 *
 * @module
 */

import type {SeenFrames} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {
  type CaptureCounts,
  type CaptureSource,
  createCaptureView,
  describeSelected,
  explainFilter,
  formatSelected,
  NEIGHBOUR_CAPTURE_FILTER,
  type SelectedFrame,
} from '@vip/core/internal/capture';
import {giveUpRoot} from '@vip/core/internal/privileges';
import {CaptureFile} from '../capture-file.js';
import {EXIT, endedBy} from '../exit.js';
import {type FramesEnd, isWithoutFrames, type OpenFrames, openFrames, readFrames} from '../frames.js';
import type {CaptureCommandOptions} from '../grammar/capture.js';
import {withLocale} from '../locale.js';
import {printNote} from '../note.js';
import {jsonLine, printJson, printMuch} from '../output.js';
import type {OpenFile} from '../outputs/open-file.js';
import {canDraw} from '../terminal.js';

/** The value of `--write` for standard output; nothing else is then printed there. */
const TO_STANDARD_OUTPUT = '-';

export async function capture(input: string | undefined, options: CaptureCommandOptions): Promise<number> {
  if (options.write === TO_STANDARD_OUTPUT) checkStandardOutput();
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const open = options.write === undefined ? undefined : await prepareWrite(options.write, input);
  const frames = openFrames({
    file: input,
    ifaces: options.iface,
    filter:
      options.filter ?? (open === undefined ? NEIGHBOUR_CAPTURE_FILTER : explainFilter(options.ip ?? [])),
    listening: iface => `listening on ${iface}`,
  });
  const {source} = frames;
  try {
    const file = open === undefined ? undefined : await CaptureFile.begin(await open(source));
    try {
      if (file !== undefined && takesAllTraffic(input, options)) {
        printNote(
          'all IP traffic is written, as vip explain needs it; narrow it with --ip ADDRESS or --filter',
        );
      }
      // Capturing all interfaces includes those that appear later, which must still be opened then.
      giveUpRoot({opensLinks: input === undefined && options.iface === undefined});
      return await captureFrom(frames, file, {...options, input});
    } catch (error) {
      await file?.abandon(source.counts());
      throw error;
    }
  } finally {
    await source.close();
  }
}

/**
 * How to open the output, once its source is known: output from a file is written as a whole or not at all; output that
 * arrives over hours is written as it comes.
 */
async function prepareWrite(
  path: string,
  input: string | undefined,
): Promise<(source: CaptureSource) => Promise<OpenFile>> {
  if (path === TO_STANDARD_OUTPUT) {
    const {STANDARD_OUTPUT} = await import('../outputs/open-file.js');
    return async () => STANDARD_OUTPUT;
  }
  const {prepareOutput} = await import('../outputs/prepare.js');
  const output = prepareOutput('write', path, [input]);
  return ({kind}) => (kind === 'file' ? output.keep() : output.grow());
}

async function captureFrom(
  frames: OpenFrames,
  file: CaptureFile | undefined,
  options: ShownOptions,
): Promise<number> {
  const {source} = frames;
  const painted = options.json !== true && canDraw() ? await import('../capture-picture.js') : undefined;
  const printer = new Printer(options, file, painted?.paintedFrames());
  // A file is read before anyone could read the counters.
  const status = source.kind === 'live' ? painted?.pictureCounts(() => printer.shown, source) : undefined;
  let end: FramesEnd | undefined;
  try {
    end = await readFrames(frames, options.duration, async seen => {
      if (await printer.take(seen)) await source.close();
    });
  } finally {
    status?.close();
    const counts = source.counts();
    // If there was nothing to show, the reason is all there is to say.
    if (end !== undefined || printer.shown > 0) printer.sum(counts, end?.ending.damage);
  }
  const {signal, ending} = end;
  if (ending.damage?.code === 'MALFORMED') throw ending.damage;
  await file?.close(source.counts());
  endedBy(signal);
  return isWithoutFrames(source, ending) ? EXIT.impossible : EXIT.done;
}

function takesAllTraffic(input: string | undefined, {ip, filter}: CaptureCommandOptions): boolean {
  return input === undefined && ip === undefined && filter === undefined;
}

function checkStandardOutput(): void {
  if (process.stdout.isTTY)
    throw new VipError(
      'BAD_ARGUMENT',
      '--write -: expected a file or a pipe on standard output, got a terminal',
    );
}

/** How frames are shown. */
interface ShownOptions extends CaptureCommandOptions {
  readonly input: string | undefined;
}

/**
 * Characters that are printed at once: less than half of what a pipe holds (pipe(7)), so that its reader is busy while we go on, and we
 * need not wait for it.
 */
const PIECE = 24 << 10;

/**
 * Selects and prints frames until there are as many as requested. The output file is different: it gets everything that was captured,
 * because `vip explain` must see which questions were answered.
 */
class Printer {
  readonly #select;
  #shown = 0;

  /** How many frames have been selected so far. */
  get shown(): number {
    return this.#shown;
  }

  constructor(
    readonly options: ShownOptions,
    readonly file: CaptureFile | undefined,
    /** How a frame is shown to people. */
    readonly format: (selected: SelectedFrame) => string = formatSelected,
  ) {
    const arp = options.input === undefined && options.filter === undefined;
    this.#select = createCaptureView({arp, garp: options.garp, ips: options.ip});
  }

  /** Returns whether there are as many as requested. */
  async take(frames: SeenFrames): Promise<boolean> {
    let text = '';
    for (const seen of frames) {
      if (this.#isEnough()) break;
      this.file?.add(seen);
      const selected = this.#select(seen);
      if (selected === undefined) continue;
      this.#shown++;
      text += this.#line(selected);
      if (text.length < PIECE) continue;
      await printMuch(text);
      text = '';
    }
    await this.file?.flush();
    if (text !== '') await printMuch(text);
    return this.#isEnough();
  }

  sum({received, dropped}: CaptureCounts, damage: VipError | undefined): void {
    const shown = this.#shown;
    const written = this.file?.written;
    if (this.options.json === true) {
      printJson({kind: 'summary', shown, written, received, dropped, damage: damage?.message});
    } else {
      const alsoWritten = written === undefined ? '' : `${written} written, `;
      printNote(`${shown} shown, ${alsoWritten}${received} received, ${dropped} dropped by the kernel`);
    }
  }

  #isEnough(): boolean {
    return this.options.count !== undefined && this.#shown >= this.options.count;
  }

  #line(selected: SelectedFrame): string {
    if (this.options.write === TO_STANDARD_OUTPUT) return '';
    return this.options.json === true
      ? `${jsonLine(describeSelected(selected))}\n`
      : withLocale(this.format(selected));
  }
}
