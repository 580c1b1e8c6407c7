/**
 * `vip watch --iface`: live, until it is ended, whatever happens to the interfaces, the clock and the disk meanwhile.
 *
 * @module
 */

import {counted} from '@vip/analysis';
import {formatKnown, Watch, type WatchDetails, type WatchedEvent} from '@vip/analysis/watch';
import {kernelTime} from '@vip/arp/link';
import {type CaptureSource, explainFilter, openLiveCapture} from '@vip/core/capture';
import {giveUpRoot} from '@vip/core/privileges';
import {ClockWatch, LinkWatch, Metrics, openPage, type Page} from '@vip/core/watch';
import {EXIT} from '../exit.js';
import type {WatchOptions} from '../grammar/watch.js';
import {watchedAddresses} from '../options/watching.js';
import {note} from '../output.js';
import {untilEnded} from '../watch-signals.js';
import {StateFile} from '../watch-state.js';
import {type Judging, judgingOf, type Tellers, tellersOf} from './watch-tellers.js';

/** How often the clock is looked at where no frame comes. Milliseconds. */
const TICK_MS = 500;
/** No more than this part of the time is spent on what is looked at. */
const LEAST_REST = 20;
/** How often the state is saved if nothing happens. Milliseconds. */
const SAVE_MS = 60_000;
/** So many addresses can be told to the kernel; beyond it, everything is read. */
const MOST_FILTERED = 64;

export async function watchLive(options: WatchOptions): Promise<number> {
  const page = options.listen === undefined ? undefined : await openPage(options.listen);
  const notices = new Notices();
  try {
    const {iface: ifaces, filter = filterFor(options)} = options;
    const source = openLiveCapture({ifaces, filter, reopens: true, ...notices.capture()});
    try {
      const judging = judgingOf(options);
      // An interface that returns has to be opened again: that right is kept, and no other.
      giveUpRoot({opensLinks: true});
      const state = options.state === undefined ? undefined : StateFile.at(options.state);
      await new LiveWatch(source, options, {judging, page, state, notices}).run();
    } finally {
      await source.close();
    }
  } finally {
    page?.close();
  }
  return EXIT.done;
}

/** Which addresses are watched may change, and the filter cannot. */
function filterFor({ip}: WatchOptions): string {
  const mayChange = ip?.some(text => text.startsWith('@')) ?? false;
  const ips = ip === undefined || mayChange ? [] : watchedAddresses(ip);
  return explainFilter(ips.length > MOST_FILTERED ? [] : ips);
}

/** What is said of the interfaces before there is a watch that could tell it, and afterwards. */
class Notices {
  tell: ((text: string, details?: WatchDetails) => void) | undefined;

  capture() {
    return {
      opened: (iface: string) => {
        if (this.tell === undefined) note(`watching ${iface}; ^C ends it`);
        else this.tell(`${iface} is there again`, {iface, isWatched: true});
      },
      warn: (message: string) => {
        if (this.tell === undefined) note(`warning: ${message}`);
        else this.tell(message);
      },
    };
  }
}

interface Surroundings {
  readonly judging: Judging;
  readonly page: Page | undefined;
  readonly state: StateFile | undefined;
  readonly notices: Notices;
}

class LiveWatch {
  readonly #source: CaptureSource;
  readonly #options: WatchOptions;
  readonly #state: StateFile | undefined;
  readonly #tellers: Tellers;
  readonly #watch: Watch;
  readonly #metrics: Metrics | undefined;
  readonly #clock = new ClockWatch();
  readonly #links: LinkWatch;
  #dropped = 0;
  #lookedAt = kernelTime();
  #savedAt = 0;
  #isNew = false;
  #restUntil = 0;

  constructor(source: CaptureSource, options: WatchOptions, {judging, page, state, notices}: Surroundings) {
    this.#source = source;
    this.#options = options;
    this.#state = state;
    this.#tellers = tellersOf(options);
    this.#links = new LinkWatch(options.iface ?? []);
    const known = state?.read();
    this.#watch = new Watch({
      ...judging,
      isLive: true,
      state: known,
      tell: event => this.#tell(event),
    });
    notices.tell = (text, details) => this.#watch.tell('interface', text, details);
    if (page !== undefined) {
      this.#metrics = new Metrics({figures: () => this.#watch.figures(), totals: () => source.counts()});
      page.show(this.#metrics);
      note(`metrics at ${page.url}`);
    }
    this.#watch.tick(kernelTime());
    const resumed =
      known === undefined
        ? ''
        : `, with the state of ${counted(known.addresses.length, 'address', 'addresses')}`;
    this.#watch.tell('started', `watches ${options.iface?.join(', ')}${resumed}`);
  }

  async run(): Promise<void> {
    const timer = setInterval(() => this.#tick(), TICK_MS);
    try {
      const reading = this.#source.read(frames => this.#watch.take(frames));
      await untilEnded(reading, {
        duration: this.#options.duration,
        isReloading: this.#options.ip?.some(text => text.startsWith('@')) === true,
        reload: () => this.#reload(),
        print: () => this.#print(),
        close: () => this.#source.close(),
      });
    } finally {
      clearInterval(timer);
    }
    this.#watch.end();
    this.#watch.tell('stopped', 'watches no more');
    await this.#save();
    await this.#tellers.settled();
  }

  #tell(event: WatchedEvent): void {
    this.#isNew = true;
    this.#metrics?.take(event);
    this.#tellers.tell(event);
  }

  #tick(): void {
    const startedAt = performance.now();
    const now = kernelTime();
    const step = this.#clock.look(now, startedAt);
    if (step > 0n) this.#watch.leapt(step);
    for (const {text, iface, isWatched} of this.#links.look())
      this.#watch.tell('interface', text, {iface, ...(isWatched === undefined ? {} : {isWatched})});
    if (startedAt >= this.#restUntil) {
      this.#watch.tick(now);
      this.#tellLosses(now);
      this.#restUntil = performance.now() + LEAST_REST * (performance.now() - startedAt);
    }
    if (this.#isNew || startedAt - this.#savedAt >= SAVE_MS) this.#save().catch(() => {});
  }

  /** What the kernel dropped, and what there was no room for in the file that is written to. */
  #tellLosses(now: bigint): void {
    const since = this.#lookedAt;
    this.#lookedAt = now;
    const {dropped} = this.#source.counts();
    if (dropped > this.#dropped) {
      const frames = counted(dropped - this.#dropped, 'frame');
      this.#dropped = dropped;
      this.#watch.tell('dropped', `the kernel dropped ${frames}; their contents are unknown`, {
        since,
      });
    }
    const missing = this.#tellers.output.takeMissing();
    if (missing === undefined) return;
    const lines = counted(missing.lines, 'line');
    this.#watch.tell('output', `${lines} could not be written to standard output, which is written again`, {
      since: missing.since,
    });
  }

  /** Never rejects. */
  #save(): Promise<void> {
    this.#isNew = false;
    this.#savedAt = performance.now();
    const saved = this.#state?.save(this.#watch.state(), reason =>
      this.#watch.tell('state', reason ?? 'it is saved again'),
    );
    return saved ?? Promise.resolve();
  }

  #reload(): void {
    const {ip = []} = this.#options;
    try {
      const ips = watchedAddresses(ip);
      this.#watch.ask(ips);
      this.#watch.tell(
        'addresses',
        `the list was read again: ${counted(ips.length, 'address', 'addresses')}`,
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#watch.tell('addresses', `the list stays as it was: ${reason}`);
    }
  }

  #print(): void {
    if (this.#options.json === true) this.#tellers.output.json(this.#watch.state());
    else for (const line of formatKnown(this.#watch.figures())) this.#tellers.output.text(line);
  }
}
