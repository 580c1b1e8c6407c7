/**
 * `vip capture`: ARP on the wire, or in a file.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {SeenFrame} from '@vip/analysis';
import {type Ipv4Address, VipError} from '@vip/arp';
import {
  ARP_FILTER,
  type CaptureCounts,
  type CaptureSource,
  createCaptureView,
  describeSelected,
  formatSelected,
  openFileCapture,
  openLiveCapture,
  type SelectedFrame,
} from '@vip/core/capture';
import {CaptureFile} from '../capture-file.js';
import {EXIT, interruptible} from '../exit.js';
import {jsonLine, note, printJson, printMuch} from '../output.js';
import {giveUpRoot} from '../privileges.js';
import {canDraw} from '../terminal.js';

export interface CaptureOptions {
  readonly iface?: readonly string[];
  readonly netns?: string;
  readonly node?: string;
  readonly lab?: string;
  readonly garp?: boolean;
  readonly ip?: readonly Ipv4Address[];
  readonly filter?: string;
  readonly count?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly write?: string;
  readonly read?: string;
  readonly json?: boolean;
}

export async function capture(options: CaptureOptions): Promise<number> {
  checkOptions(options);
  if (options.netns !== undefined) return (await import('../reexec.js')).runInNamespace(options.netns);
  if (options.node !== undefined) return (await import('../reexec.js')).runInNode(options.node, options.lab);
  const signal = interruptible();
  const source = openSource(options);
  const file = options.write === undefined ? undefined : CaptureFile.create(options.write);
  // All interfaces means those as well that are yet to come, and they have to be opened then.
  if (options.read === undefined && options.iface !== undefined) giveUpRoot();
  const painted = options.json !== true && canDraw() ? await import('../capture-picture.js') : undefined;
  const printer = new Printer(options, file, painted?.paintedFrames());
  const ending = endsWhen(options, signal, source);
  let failed = true;
  // A file is over before anybody could read of its counts.
  const status = options.read === undefined ? painted?.pictureCounts(() => printer.shown, source) : undefined;
  try {
    await source.read(async frames => {
      if (await printer.take(frames)) await source.close();
    });
    failed = false;
  } finally {
    ending.abort();
    await source.close();
    status?.close();
    const counts = source.counts();
    // Where there was nothing to begin with, the reason is all there is to say.
    if (!failed || counts.received > 0) printer.sum(counts);
    file?.close(counts);
  }
  if (signal.aborted) throw signal.reason;
  return EXIT.done;
}

function checkOptions({read, iface, netns, filter, duration}: CaptureOptions): void {
  if (read === undefined) return;
  const contradictions = {'--iface': iface, '--netns': netns, '--filter': filter, '--duration': duration};
  for (const [name, value] of Object.entries(contradictions)) {
    if (value === undefined) continue;
    throw new VipError('BAD_ARGUMENT', `--read and ${name}: a file is read as it is; leave one of them out`);
  }
}

function openSource({read, iface, filter = ARP_FILTER}: CaptureOptions): CaptureSource {
  const warn = (message: string) => note(`warning: ${message}`);
  if (read !== undefined) return openFileCapture(read, {warn, opened: () => giveUpRoot()});
  return openLiveCapture({ifaces: iface, filter, warn, opened: name => note(`listening on ${name}`)});
}

/** Closes the source on a signal, or when the time is over. Abort the result to be rid of the timer. */
function endsWhen({duration}: CaptureOptions, signal: AbortSignal, source: CaptureSource): AbortController {
  const ended = new AbortController();
  const close = () => void source.close();
  signal.addEventListener('abort', close, {once: true});
  if (duration !== undefined) sleep(duration, undefined, {signal: ended.signal}).then(close, () => {});
  return ended;
}

/** Selects, prints and writes frames, until there are as many as were asked for. */
class Printer {
  readonly #select;
  #shown = 0;

  /** How many frames were selected until now. */
  get shown(): number {
    return this.#shown;
  }

  constructor(
    readonly options: CaptureOptions,
    readonly file: CaptureFile | undefined,
    /** How a frame is shown to people. */
    readonly format: (selected: SelectedFrame) => string = formatSelected,
  ) {
    this.#select = createCaptureView({garp: options.garp, ips: options.ip});
  }

  /** Returns whether that was enough. */
  async take(frames: readonly SeenFrame[]): Promise<boolean> {
    let text = '';
    for (const seen of frames) {
      if (this.#isEnough()) break;
      const selected = this.#select(seen);
      if (selected === undefined) continue;
      this.#shown++;
      this.file?.add(seen);
      text += this.#line(selected);
    }
    this.file?.flush();
    if (text !== '') await printMuch(text);
    return this.#isEnough();
  }

  sum({received, dropped}: CaptureCounts): void {
    const shown = this.#shown;
    if (this.options.json === true) printJson({kind: 'summary', shown, received, dropped});
    else note(`${shown} shown, ${received} received, ${dropped} dropped by the kernel`);
  }

  #isEnough(): boolean {
    return this.options.count !== undefined && this.#shown >= this.options.count;
  }

  #line(selected: SelectedFrame): string {
    return this.options.json === true ? `${jsonLine(describeSelected(selected))}\n` : this.format(selected);
  }
}
