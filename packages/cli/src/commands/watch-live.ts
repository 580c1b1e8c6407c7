/**
 * A live watch, which goes on until it is ended, whatever happens to the interfaces, the places, the clocks and the disk.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import {
  formatKnown,
  STATE_VERSION,
  type WatchDetails,
  type WatchEvent,
  type WatchedEvent,
  type WatchState,
} from '@vip/analysis/internal/watch';
import {kernelTime} from '@vip/arp/link';
import {Metrics, openPage, type Page} from '@vip/core/internal/watch';
import {EXIT} from '../exit.js';
import type {WatchCommandOptions} from '../grammar/watch.js';
import {printNote} from '../note.js';
import {watchedAddresses} from '../options/watching.js';
import {WatchSignals} from '../watch-signals.js';
import {StateFile} from '../watch-state.js';
import type {MemberPlan, WatchMember} from './watch-member.js';
import {type Judging, type Tellers, tellersOf} from './watch-tellers.js';

/** How often the clock is checked if no frames come. Milliseconds. */
const TICK_MS = 500;
/** No more than one part in this many of the time is spent on looking. */
const LEAST_REST = 20;
/** How often the state is saved if nothing happens. Milliseconds. */
const SAVE_MS = 60_000;

/** The watched interfaces or places, once they are open and rights are given up. */
interface Opened {
  readonly judging: Judging;
  /** `eth0, eth1` */
  readonly watches: string;
}

interface Surroundings {
  readonly page: Page | undefined;
  readonly signals: WatchSignals;
}

/** Begins a watch of what was opened, with these members. */
type Begin = (opened: Opened, members: (plan: MemberPlan) => readonly WatchMember[]) => LiveWatch;

/** @param open opens what is to be watched unless it is ended first, begins the watch, and closes everything. @returns the exit code */
export async function runLive(
  options: WatchCommandOptions,
  open: (begin: Begin, ended: AbortSignal) => Promise<void>,
): Promise<number> {
  const signals = new WatchSignals(options.ip?.some(text => text.startsWith('@')) === true);
  const page = options.listen === undefined ? undefined : await openPage(options.listen);
  try {
    const begin: Begin = (opened, members) => new LiveWatch(options, opened, members, {page, signals});
    await open(begin, signals.ended);
  } finally {
    page?.close();
  }
  return EXIT.done;
}

class LiveWatch {
  readonly #options: WatchCommandOptions;
  readonly #signals: WatchSignals;
  readonly #state: StateFile | undefined;
  readonly #tellers: Tellers;
  readonly #members: readonly WatchMember[];
  #metrics: Metrics | undefined;
  #savedAt = 0;
  #isNew = false;
  #restUntil = 0;

  constructor(
    options: WatchCommandOptions,
    {judging, watches}: Opened,
    membersOf: (plan: MemberPlan) => readonly WatchMember[],
    {page, signals}: Surroundings,
  ) {
    this.#options = options;
    this.#signals = signals;
    this.#state = options.state === undefined ? undefined : StateFile.at(options.state);
    this.#tellers = tellersOf(options);
    const state = this.#state?.read();
    const tell = (event: WatchedEvent) => this.#hear(event);
    if (page !== undefined) {
      this.#metrics = new Metrics({
        figures: () => this.#members.map(({watch}) => watch.figures()),
        totals: () => this.#members.map(member => member.totals()),
      });
    }
    this.#members = membersOf({options, judging, state, tell});
    if (page !== undefined && this.#metrics !== undefined) {
      page.show(this.#metrics);
      printNote(`metrics at ${page.url}`);
    }
    const resumed =
      state === undefined
        ? ''
        : `, with the state of ${counted(state.addresses.length, 'address', 'addresses')}`;
    this.#tell('started', `watching ${watches}${resumed}`);
  }

  /** Watches until it is ended. @param read reads until `close` is called */
  async during(read: () => Promise<unknown>, close: () => Promise<void>): Promise<void> {
    const timer = setInterval(() => this.#tick(), TICK_MS);
    try {
      await this.#signals.during(read(), {
        duration: this.#options.duration,
        reload: () => this.#reload(),
        print: () => this.#print(),
        close,
      });
    } finally {
      clearInterval(timer);
    }
    for (const member of this.#members) await member.end();
    this.#tell('stopped', 'stopped watching');
    await this.#save();
    await this.#tellers.settled();
  }

  #hear(event: WatchedEvent): void {
    this.#isNew = true;
    this.#metrics?.take(event);
    this.#tellers.tell(event);
  }

  /** Reports about the whole watch, dated by the clock of this machine. */
  #tell(what: WatchEvent['what'], text: string, details: WatchDetails = {}): void {
    const at = kernelTime();
    this.#hear({kind: 'watch', id: `watch/${what}/${at}`, revision: 0, at, what, text, ...details});
  }

  #tick(): void {
    const startedAt = performance.now();
    for (const member of this.#members) member.look();
    if (startedAt >= this.#restUntil) {
      for (const member of this.#members) member.tick();
      this.#tellMissing();
      this.#restUntil = performance.now() + LEAST_REST * (performance.now() - startedAt);
    }
    if (this.#isNew || startedAt - this.#savedAt >= SAVE_MS) this.#save().catch(() => {});
  }

  /** Reports the lines that there was no room for on standard output. */
  #tellMissing(): void {
    const missing = this.#tellers.output.takeMissing();
    if (missing === undefined) return;
    const lines = counted(missing.lines, 'line');
    const {since} = missing;
    this.#tell('output', `${lines} could not be written to standard output; it can be written again`, {
      since,
    });
  }

  /** Never rejects. */
  #save(): Promise<void> {
    this.#isNew = false;
    this.#savedAt = performance.now();
    const saved = this.#state?.save(this.#known(), reason =>
      this.#tell('state', reason ?? 'it can be saved again'),
    );
    return saved ?? Promise.resolve();
  }

  #known(): WatchState {
    const states = this.#members.map(({watch}) => watch.state());
    const addresses = states.flatMap(state => state.addresses);
    const routers = states.flatMap(state => state.routers);
    return {kind: 'watch-state', version: STATE_VERSION, at: kernelTime(), addresses, routers};
  }

  #reload(): void {
    const {ip = []} = this.#options;
    try {
      const ips = watchedAddresses(ip);
      for (const {watch} of this.#members) watch.ask(ips);
      this.#tell('addresses', `the list was read again: ${counted(ips.length, 'address', 'addresses')}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell('addresses', `the list stays as it was: ${reason}`);
    }
  }

  #print(): void {
    const {output} = this.#tellers;
    if (this.#options.json === true) output.json(this.#known());
    else
      for (const {watch} of this.#members) for (const line of formatKnown(watch.figures())) output.text(line);
  }
}
