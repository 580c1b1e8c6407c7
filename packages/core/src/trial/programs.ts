/**
 * The programs of the software under test: started in the nodes, their output read, and watched until they end.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import type {SaidEvent} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {callersCommand} from '../lab/callers-command.js';
import type {Lab} from '../lab/lab.js';
import {CommandError, type CommandResult} from '../process.js';
import {exitText} from './exit-text.js';
import {tellingLine} from './last-words.js';
import {isUnderTestIn, markWord, type Part} from './processes-under-test.js';
import {searchPath} from './tools.js';

/** A command of the software under test. */
export interface Order {
  readonly node: string;
  /** Its name in messages. */
  readonly program: string;
  readonly argv: readonly string[];
  /** What it belongs to; to the software by default. */
  readonly part?: Part;
  /** For its environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Callbacks for the output and the end of programs. */
export interface ProgramWatch {
  readonly onLine: (said: SaidEvent) => void;
  /** Called when a program that was to keep running has ended. */
  readonly onEnd: (node: string, program: string, status: number | undefined) => void;
}

/**
 * Runs the command in its arguments, with both outputs merged, and finally prints its exit status. The script itself is not one of
 * the processes under test: it has no mark, and is never signalled.
 */
const REPORTING = `
token=$1
shift
exec 2>/dev/null
"$@" 2>&1
printf '\\n%s %s\\n' "$token" "$?"
`;

/** Between two checks whether processes that a program left behind are still running. Milliseconds. */
const LOOK_MS = 250;

/** Limit on the output kept for each node: more than a daemon prints in a run, and less than a broken one can. */
const MAX_LINES = 5000;
const MAX_LINE = 500;

/** As ctime(3) writes it; every line is dated anyway. */
const DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}: /;

/** The programs of the software under test. */
export class Programs {
  readonly #lines = new Map<string, string[]>();

  constructor(
    readonly lab: Lab,
    readonly watch: ProgramWatch,
  ) {}

  /** Output of a node's programs so far, oldest first. */
  saidOn(node: string): readonly string[] {
    return this.#lines.get(node) ?? [];
  }

  /**
   * Starts a program that keeps running. Its parent is the lab's first process: nsenter(1) stops itself when its child is stopped,
   * so that a daemon of ours below it, frozen and then killed, would never be reaped, and the lab would never end.
   */
  start(order: Order): void {
    const token = `${this.lab.id}-ended`;
    const reporting = ['setsid', '--fork', 'sh', '-c', REPORTING, 'reporting', token];
    const words = ['env', searchPath(), ...reporting, ...this.#words(order)];
    const process = this.lab.start(order.node, words, {mayGainRights: true});
    this.#follow(process.lines, order, token).catch(() => {}); // the lab is gone
  }

  /**
   * Runs a command to its end.
   *
   * @throws VipError `NOT_POSSIBLE` with its last output, if it exits with anything but 0
   */
  async run(order: Order): Promise<void> {
    const {node, program} = order;
    const {exitCode, signal, stdout, stderr} = await this.attempt(order);
    for (const line of `${stdout}${stderr}`.split('\n')) this.#hear(order, line);
    if (exitCode === 0) return;
    const how = exitCode === null ? `was killed by ${signal}` : `ended with ${exitText(exitCode)}`;
    const last = tellingLine(this.saidOn(node));
    throw new VipError(
      'NOT_POSSIBLE',
      `trial: ${program} on ${node} ${how}${last === undefined ? '' : `: ${last}`}`,
    );
  }

  /** Runs a command to its end, however it ends. */
  async attempt(order: Order): Promise<CommandResult> {
    try {
      const words = ['env', searchPath(), ...this.#words(order)];
      return await this.lab.run(order.node, words, {mayGainRights: true});
    } catch (error) {
      if (error instanceof CommandError) return error.result;
      throw error;
    }
  }

  /**
   * Resolves when a node's programs have printed what is expected, or when the time is over.
   *
   * @param timeoutMs milliseconds
   */
  async untilSaid(node: string, isIt: (line: string) => boolean, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!this.saidOn(node).some(isIt) && performance.now() < deadline) await sleep(5);
  }

  #words({node, argv, part = 'software', variables = {}}: Order): string[] {
    const words = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    return callersCommand(['env', markWord(this.lab, node, part), ...words, ...argv]);
  }

  async #follow(lines: AsyncIterable<string>, order: Order, token: string): Promise<void> {
    for await (const line of lines) {
      if (!line.startsWith(token)) this.#hear(order, line);
      else await this.#ended(order, Number(line.slice(token.length)));
    }
  }

  /** A program may have become a daemon: the process that was started ends, and those it started go on. */
  async #ended({node, program, part = 'software'}: Order, status: number): Promise<void> {
    let known: number | undefined = status;
    while (isUnderTestIn(this.lab, node, part)) {
      known = undefined;
      await sleep(LOOK_MS, undefined, {ref: false});
    }
    this.watch.onEnd(node, program, known);
  }

  #hear({node, program}: Order, line: string): void {
    if (line === '') return;
    const heard = this.#lines.get(node) ?? [];
    this.#lines.set(node, heard);
    if (heard.length > MAX_LINES) return;
    const plain = line.replace(DATE, '').slice(0, MAX_LINE);
    const text = heard.length < MAX_LINES ? plain : 'it printed more, which is not kept';
    heard.push(text);
    this.watch.onLine({at: kernelTime(), node, kind: 'said', program, text});
  }
}
