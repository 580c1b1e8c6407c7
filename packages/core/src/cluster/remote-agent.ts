/**
 * What watches a machine of a cluster: the calls of an agent, by programs that are there already. Every time is converted
 * to our clock.
 *
 * @module
 */

import {type IpAddress, VipError} from '@vip/arp';
import type {CaptureRecord} from '@vip/arp/capture-file';
import {kernelTime} from '@vip/arp/link';
import type {AgentCallName, AgentCalls} from '../agent/protocol.js';
import type {Emit} from '../observe/emit.js';
import type {Agent} from '../session/agent.js';
import {askerOf, openAsker} from './ask-source.js';
import {openCapture, type RemoteCaptureCounts, type Side, totalCounts} from './capture-source.js';
import type {Machine} from './machine.js';
import {atTheBeginning, openMonitor} from './monitor-source.js';
import {RemoteFrames} from './remote-frames.js';
import type {Source} from './source.js';

/** Events of one channel arrive in order; those of different channels may be out of order by this much. Milliseconds. */
const BETWEEN_CHANNELS_MS = 150;

export interface RemoteAgentOptions {
  readonly machine: Machine;
  /** Addresses whose state at the beginning is reported. */
  readonly ips: readonly IpAddress[];
  /** The next number for a stream of probes, among all that are under way. */
  readonly numberStream: () => number;
  /** Whether the machine may be lost from sight now, because the fault may strike it. */
  readonly mayBeLost: () => boolean;
}

type Calls = {[N in AgentCallName]?: (args: AgentCalls[N]['args']) => Promise<AgentCalls[N]['answer']>};

export class RemoteAgent implements Agent {
  readonly node: string;
  readonly ended: Promise<VipError | undefined>;
  #end: (reason: VipError | undefined) => void = () => {};
  readonly #sources: Source[] = [];
  readonly #counts: (() => Promise<RemoteCaptureCounts>)[] = [];
  readonly #frames: RemoteFrames;
  readonly #calls: Calls;
  readonly #over = new AbortController();
  /** Sources that have not started yet. */
  readonly #opening = new Set<Promise<Source>>();
  #isFinishing = false;
  #isLost = false;

  constructor(
    readonly options: RemoteAgentOptions,
    readonly emit: Emit,
  ) {
    this.node = options.machine.node;
    this.#frames = new RemoteFrames(options.machine, emit);
    this.ended = new Promise(resolve => {
      this.#end = resolve;
    });
    this.#calls = {
      capture: args => this.#capture(args),
      watch: () => this.#watch(),
      look: async () => null, // the monitor reports every change of a MAC
      probe: args => this.#probe(args),
      mark: () => this.#mark(),
    };
    options.machine.ended.then(this.#sourceEnded, this.#sourceEnded);
  }

  async call<N extends AgentCallName>(
    name: N,
    args: AgentCalls[N]['args'],
  ): Promise<AgentCalls[N]['answer']> {
    const duty = this.#calls[name] as
      | ((args: AgentCalls[N]['args']) => Promise<AgentCalls[N]['answer']>)
      | undefined;
    if (duty === undefined) throw new VipError('UNSUPPORTED', `${this.node}: ${name} is not possible there`);
    if (this.#isLost) return null as AgentCalls[N]['answer'];
    return duty(args);
  }

  async finish(): Promise<void> {
    await this.#mark();
    this.#isFinishing = true;
    await Promise.all(this.#sources.splice(0).map(source => source.stop()));
    if (this.#counts.length > 0 && !this.#isLost) await this.#countFrames();
    this.#end(undefined);
  }

  /** Ends everything without waiting for pending work. */
  async abandon(): Promise<void> {
    this.#isFinishing = true;
    this.#over.abort(new VipError('CLOSED', `${this.node}: it is no longer watched`));
    await Promise.allSettled(this.#opening);
    await Promise.all(this.#sources.splice(0).map(source => source.stop()));
    this.#end(undefined);
  }

  get #offsetNs(): bigint {
    return this.options.machine.clock.bounds.offsetNs;
  }

  async #capture({iface, filter, bySide}: AgentCalls['capture']['args']): Promise<null> {
    const sides: readonly Side[] = bySide ? ['arriving', 'leaving'] : ['both'];
    await Promise.all(
      sides.map(async side => {
        const {machine} = this.options;
        const take = (records: readonly CaptureRecord[]) => {
          for (const record of records) this.#frames.take(iface, side, record);
        };
        const source = await this.#open(
          openCapture({...this.#place(), iface: machine.iface, side, filter, take}),
        );
        this.#counts.push(() => source.counts());
      }),
    );
    return null;
  }

  async #watch(): Promise<null> {
    const {ips, machine} = this.options;
    const begunAt = kernelTime();
    await this.#open(
      openMonitor({
        ...this.#place(),
        iface: machine.iface,
        ips,
        take: (event, isNow) =>
          this.emit(isNow ? atTheBeginning(event, begunAt) : {...event, at: event.at + this.#offsetNs}),
      }),
    );
    return null;
  }

  async #probe({stream, target, intervalMs}: AgentCalls['probe']['args']): Promise<null> {
    const {machine} = this.options;
    const number = this.options.numberStream();
    this.#frames.expectProbes({vip: target, stream, number});
    await this.#open(
      openAsker({
        ...this.#place(),
        iface: machine.iface,
        vip: target,
        intervalMs,
        number,
        asker: askerOf(machine),
        agent: machine.agent,
        dates: machine.facts.hasIputils,
        refused: (at, refusal) =>
          this.emit({at: at + this.#offsetNs, node: this.node, kind: 'probe-refused', stream, ...refusal}),
      }),
    );
    return null;
  }

  /** Resolves when everything seen so far has arrived, unless the machine is silent. */
  async #mark(): Promise<null> {
    try {
      await this.options.machine.clock.ask();
    } catch (error) {
      if (!(error instanceof VipError)) throw error;
      this.#sourceEnded(error);
    }
    await new Promise(resolve => setTimeout(resolve, BETWEEN_CHANNELS_MS));
    return null;
  }

  #place() {
    return {node: this.node, reach: this.options.machine.reach, signal: this.#over.signal};
  }

  /** Follows a source until it ends. */
  async #open<S extends Source>(opening: Promise<S>): Promise<S> {
    this.#opening.add(opening);
    try {
      const source = await opening;
      this.#sources.push(source);
      source.ended.then(this.#sourceEnded, this.#sourceEnded);
      return source;
    } finally {
      this.#opening.delete(opening);
    }
  }

  readonly #sourceEnded = (reason: VipError | undefined): void => {
    if (reason === undefined || this.#isFinishing || this.#isLost) return;
    if (!this.options.mayBeLost()) {
      this.#end(reason);
      return;
    }
    this.#isLost = true;
    this.emit({at: kernelTime(), node: this.node, kind: 'sight-lost', reason: reason.message});
  };

  async #countFrames(): Promise<void> {
    const counts = await Promise.all(this.#counts.map(count => count()));
    const {iface} = this.options.machine;
    this.emit({at: kernelTime(), node: this.node, kind: 'capture-end', iface, ...totalCounts(counts)});
  }
}
