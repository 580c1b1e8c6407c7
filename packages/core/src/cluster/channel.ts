/**
 * A script that runs on a machine of a cluster while we are alive, and its output.
 *
 * @module
 */

import {randomBytes} from 'node:crypto';
import {VipError} from '@vip/arp';
import {track} from '../host/children.js';
import {collectEnd, eachLine, linesFrom} from '../host/output.js';
import {abandon, type ChildProcess, type End, endOf, letGo, spawnPiped} from '../host/spawn.js';
import {type Body, guarded, SIGN_MS} from './guard.js';
import {formatGreeting, readShellGreeting} from './shell-greeting.js';
import type {Reach} from './transports/transport.js';
import {whyItEnded} from './why-it-ended.js';

/** How long a machine may take to start its shell. Milliseconds. */
const BEGIN_MS = 20_000;

/** How long it may take to end, once asked to. Milliseconds. */
const END_MS = 8000;

export interface ChannelOptions {
  /** The name of the machine, for messages. */
  readonly node: string;
  readonly reach: Reach;
  /** What runs there, for messages: `tcpdump`. */
  readonly what: string;
  readonly body: Body;
  /** Whether it is the first channel of its connection. */
  readonly first?: boolean;
  /** Ends it, whether it has begun or not. */
  readonly signal?: AbortSignal | undefined;
  /** Answers that it prints on standard error when asked, and their receiver. They are not complaints. */
  readonly answers?: {readonly form: RegExp; readonly take: (answer: RegExpExecArray) => void} | undefined;
}

export class Channel {
  readonly #child: ChildProcess;
  readonly #stderr: Promise<string>;
  readonly #life: NodeJS.Timeout;
  #hasBegun = false;
  #isEnding = false;
  #hasEnded = false;
  #rest: Buffer = Buffer.alloc(0);
  /** Resolves when its processes here have ended, with the reason if we did not end it. Never rejects. */
  readonly ended: Promise<VipError | undefined>;

  /**
   * Resolves when the script has begun.
   *
   * @throws VipError `NOT_POSSIBLE` with the machine's name; nothing of it runs here then
   */
  static async open(options: ChannelOptions): Promise<Channel> {
    options.signal?.throwIfAborted();
    const mark = `vip-${randomBytes(12).toString('hex')}`;
    const channel = new Channel(options, mark);
    try {
      await channel.#begun(mark);
      return channel;
    } catch (error) {
      await channel.fell();
      throw error;
    }
  }

  private constructor(
    readonly options: ChannelOptions,
    mark: string,
  ) {
    const {script, args} = guarded(options.body, mark);
    const argv = options.reach.command(script, args, options.first === true);
    // The machine is reached by the user's own command: `exec://sudo docker exec -i lb1`.
    const child = spawnPiped(argv, {mayGainRights: true});
    this.#child = child;
    this.#stderr = collectEnd(child.stderr);
    const {answers} = options;
    if (answers !== undefined)
      eachLine(child.stderr, line => {
        const answer = answers.form.exec(line);
        if (answer !== null) answers.take(answer);
      });
    child.stdin?.on('error', () => {});
    const untrack = track({letGo: () => letGo(child)});
    const {signal} = options;
    signal?.addEventListener('abort', this.#end);
    this.#life = setInterval(() => this.write(''), SIGN_MS);
    this.#life.unref();
    this.ended = endOf(child, argv)
      .then(
        end => this.#reason(end),
        error => (error instanceof VipError ? error : this.#problem(String(error))),
      )
      .finally(() => {
        this.#hasEnded = true;
        clearInterval(this.#life);
        signal?.removeEventListener('abort', this.#end);
        untrack();
      });
  }

  get isOpen(): boolean {
    return !this.#hasEnded && !this.#isEnding;
  }

  /** Writes a line to it. Does nothing once it has ended. */
  write(line: string): void {
    if (!this.#isEnding) this.#child.stdin?.write(`${line}\n`);
  }

  /** Its output; to be read once. */
  async *output(): AsyncGenerator<Buffer, void, void> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = Buffer.alloc(0);
    const stdout = this.#child.stdout;
    if (stdout === null) return;
    try {
      yield* stdout.iterator({destroyOnReturn: false}) as AsyncIterable<Buffer>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }

  /** The same, line by line. */
  lines(): AsyncGenerator<string, void, void> {
    return linesFrom(this.output());
  }

  /** Its standard error; resolves when it has ended. */
  get complaints(): Promise<string> {
    return this.#stderr;
  }

  /** Ends it and everything that it started there. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#child.stdin?.end();
    if (!(await this.#endsSoon())) await this.fell();
  }

  /** The same, for one that does not react: kills its processes on this side. */
  async fell(): Promise<void> {
    this.abandon();
    await this.#endsSoon();
  }

  /** Ends it without waiting: its input ends, and its processes on this side are killed. */
  abandon(): void {
    this.#isEnding = true;
    abandon(this.#child);
  }

  /** The timer keeps this process running, because by now nothing else waits for the channel's processes. */
  async #endsSoon(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>(resolve => {
      timer = setTimeout(() => resolve(false), END_MS);
    });
    const isInTime = await Promise.race([this.ended.then(() => true), late]);
    clearTimeout(timer);
    return isInTime;
  }

  /** A script that has not started would not notice the end of its input. */
  readonly #end = (): void => {
    if (this.#hasBegun) this.end().catch(() => {});
    else this.abandon();
  };

  async #begun(mark: string): Promise<void> {
    const late = setTimeout(() => this.abandon(), BEGIN_MS);
    const greeting = await readShellGreeting(this.output(), mark).finally(() => clearTimeout(late));
    if (greeting.rest !== undefined) {
      this.#rest = greeting.rest;
      this.#hasBegun = true;
      return;
    }
    const got = formatGreeting(greeting);
    if (greeting.isTooLong) throw this.#problem(`expected a shell, got ${got}`);
    this.options.signal?.throwIfAborted();
    const wasLate = this.#isEnding;
    if (wasLate) throw this.#problem(`expected a shell within ${BEGIN_MS / 1000} s, got ${got}`);
    const reason = await this.ended;
    throw greeting.isSilent || reason === undefined
      ? (reason ?? this.#problem('expected a shell, got nothing'))
      : this.#problem(`${reason.message.replace(/^[^:]*: /, '')} (it printed ${got})`);
  }

  async #reason(end: End): Promise<VipError | undefined> {
    if (this.#isEnding) return undefined;
    const {answers, what} = this.options;
    return this.#problem(whyItEnded(end, {what, stderr: await this.#stderr, answer: answers?.form}));
  }

  #problem(what: string): VipError {
    const {node, reach} = this.options;
    return new VipError('NOT_POSSIBLE', `${node}: ${reach.text}: ${what}`);
  }
}
