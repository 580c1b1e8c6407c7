/**
 * The stage of a lesson. Each thing that it prints, does or observes in its session is one call, which also records
 * it in the timeline.
 *
 * @module
 */

import type {FrameEvent, NeighbourEvent, TableEvent, Timeline, TimelineEvent} from '@vip/analysis';
import type {IpAddress} from '@vip/arp';
import {buildPlan, type Lab} from '../lab/lab.js';
import type {IpCommand, LabPlan} from '../lab/plan.js';
import {CommandError, type CommandResult} from '../process.js';
import type {Agents} from '../session/agents.js';
import type {Session, Undated} from '../session/session.js';
import {Pinger, type PingOptions, type PingResult} from './pinger.js';
import type {Predictions} from './predictions.js';
import type {LessonOutcome} from './question.js';

/** Where predictions come from. */
export interface Predicting {
  /** Waits for the reader to make one. */
  readonly wait?: ((question: string) => Promise<void>) | undefined;
  /** Predictions that were written down beforehand. */
  readonly written?: Predictions | undefined;
}

export class Workshop {
  readonly #pinger: Pinger;

  /** @param predicting by default no prediction is asked for */
  constructor(
    readonly session: Session,
    readonly predicting: Predicting = {},
  ) {
    this.#pinger = new Pinger(session);
  }

  get lab(): Lab {
    return this.session.lab;
  }

  get timeline(): Timeline {
    return this.session.timeline;
  }

  /** The agents in the nodes, for calls that have no method here. */
  get agents(): Agents {
    return this.session.agents;
  }

  /** Prints a sentence. */
  tell(...lines: readonly string[]): void {
    for (const text of lines) this.session.write({kind: 'told', node: 'lab', text});
  }

  /** Prints progress, in a line without a blank line before it. */
  progress(text: string): void {
    this.session.write({kind: 'progress', node: 'lab', text});
  }

  /** Records a measurement: an event of the lesson's own kind. */
  measured(event: Undated<Extract<TimelineEvent, {kind: 'cell' | 'healed'}>>): void {
    this.session.write(event);
  }

  /**
   * Asks the reader for a prediction and waits for it. Only records the question if predictions are not requested.
   *
   * @param name of one of the lesson's questions
   */
  async predict(name: string, question: string): Promise<void> {
    const predicted = this.predicting.written?.for(name);
    const known = predicted === undefined ? {} : {predicted};
    this.session.write({kind: 'asked', node: 'lab', question, name, ...known});
    await this.predicting.wait?.(question);
  }

  /** The answer to a question; printed if there is a prediction to compare it with. */
  turnedOut(name: string, outcome: LessonOutcome): void {
    const compared = this.predicting.written?.compare(name, outcome);
    if (compared !== undefined) this.session.write({kind: 'turned-out', node: 'lab', name, ...compared});
  }

  /**
   * Checks a claim.
   *
   * @param seen the evidence, whatever the result
   */
  expect(expected: string, held: boolean, seen: string): void {
    this.session.write({kind: 'expected', node: 'lab', expected, held, seen});
  }

  /** Shows what was measured. @param more `repeatsCells` where events say the same */
  table(
    title: string,
    columns: readonly string[],
    rows: readonly (readonly string[])[],
    more: Pick<TableEvent, 'repeatsCells'> = {},
  ): void {
    this.session.write({kind: 'table', node: 'lab', title, columns, rows, ...more});
  }

  /** Builds a plan without showing it. */
  async build(plan: LabPlan): Promise<void> {
    await buildPlan(this.lab, plan);
  }

  /** Runs `ip` commands in a node, and shows each of them. */
  async configure(node: string, commands: readonly IpCommand[]): Promise<void> {
    await this.lab.batch(node, commands);
    for (const words of commands) {
      this.session.write({kind: 'command', node, argv: ['ip', ...words], exitCode: 0, output: ''});
    }
  }

  /** Runs a command in a node and shows it with its output. A failure is a result like any other. */
  async command(node: string, argv: readonly string[]): Promise<CommandResult> {
    const result = await this.lab.run(node, argv).catch((error: unknown) => {
      if (error instanceof CommandError) return error.result;
      throw error;
    });
    const output = [result.stdout, result.stderr]
      .map(text => text.trimEnd())
      .filter(Boolean)
      .join('\n');
    this.session.write({kind: 'command', node, argv, exitCode: result.exitCode, output});
    return result;
  }

  /** Runs a command in a node without showing it. @throws CommandError */
  async quietly(node: string, argv: readonly string[]): Promise<CommandResult> {
    return this.lab.run(node, argv);
  }

  /** Captures on interfaces, and watches the caches and addresses of their nodes, from now on. */
  async watch(
    places: readonly {readonly node: string; readonly iface: string}[],
    filter?: string,
  ): Promise<void> {
    await this.agents.watch(places, {filter});
  }

  /** Ends the capture on an interface that is about to be removed. */
  async endCapture(node: string, iface: string): Promise<void> {
    await this.agents.in(node).call('endCapture', {iface});
  }

  /** Pings from a watched node, and shows and returns the result. */
  async ping(options: PingOptions): Promise<PingResult> {
    const {node, target, iface} = options;
    const result = await this.probe(options);
    const {sent, answered, refusals} = result;
    const bound = iface === undefined ? {} : {iface};
    this.session.write({kind: 'pinged', node, target, ...bound, sent, answered, refusals});
    return result;
  }

  /** Like `ping`, but without showing the result, for tables. One at a time in a node. */
  async probe(options: PingOptions): Promise<PingResult> {
    return this.#pinger.ping(options);
  }

  /** The present entry of a node's cache for an address. */
  async look(node: string, iface: string, ip: IpAddress): Promise<NeighbourEvent> {
    return this.agents.in(node).call('lookNow', {iface, ip});
  }

  /** The frames captured on an interface during a period. */
  frames(node: string, iface: string, {from, until}: {from: bigint; until: bigint}): FrameEvent[] {
    return this.timeline
      .select('frame', node)
      .filter(event => event.iface === iface && event.at >= from && event.at <= until);
  }

  /**
   * From now on the node gives up on a silent neighbour there after three requests in 150 ms, where the kernel's own
   * pace is one a second. So "unreachable" comes quickly.
   */
  async hurry(node: string, iface: string): Promise<void> {
    this.tell(
      `(To save time, ${node} sends its three requests for a silent neighbour within 150 ms here. The kernel's own pace is one per second.)`,
    );
    await this.quietly(node, ['sysctl', '-q', '-w', `net/ipv4/neigh/${iface}/retrans_time_ms=50`]);
  }

  /**
   * Waits until the condition holds, or until every event of the next `timeoutMs` milliseconds has been read. Does
   * not report which: that is left to an expectation.
   */
  async until(isSo: () => boolean, timeoutMs: number): Promise<void> {
    await this.session.until(isSo, timeoutMs);
  }

  async pause(ms: number): Promise<void> {
    await this.session.pause(ms);
  }
}
