/**
 * The calls of an agent, each in a few lines; the work itself is in `observe/`.
 *
 * @module
 */

import type {NeighbourEvent} from '@vip/analysis';
import {addressAnnouncement, VipError} from '@vip/arp';
import {type FrameLink, kernelTime, openLink} from '@vip/arp/link';
import type {Emit, RunningObservation} from '../observe/emit.js';
import {openSides, watchFrames} from '../observe/frame-watch.js';
import {type NeighbourLook, openNeighbourLook, watchByLooking} from '../observe/neighbour-look.js';
import {watchNetlink} from '../observe/netlink-watch.js';
import {startProber} from '../observe/prober.js';
import {openSessions} from '../observe/tcp-client.js';
import {serveSessions} from '../observe/tcp-server.js';
import {useNeighbours} from '../observe/use-neighbours.js';
import {openTickler} from '../tickle/tickler.js';
import type {AgentCallName, AgentCalls} from './protocol.js';

type Args<N extends AgentCallName> = AgentCalls[N]['args'];

/** One method for each call. */
export type Duties = {[N in AgentCallName]: (args: Args<N>) => Promise<AgentCalls[N]['answer']>};

/** How long to wait for answers to the last tickles. Milliseconds. */
const TICKLE_WAIT_MS = 500;

/** The agent's connection to its caller. */
export interface Principal {
  readonly emit: Emit;
  /** Resolves when there is space for more deferrable events. */
  drained(): Promise<void>;
  /** Called when a watch ended by itself: its events are missing from then on. */
  fail(error: Error): void;
}

/** The calls of one agent, which share its links and its access to the caches. */
export class AgentDuties implements Duties {
  readonly #links = new Map<string, FrameLink>();
  readonly #captures = new Map<string, RunningObservation>();
  readonly #probers: RunningObservation[] = [];
  readonly #conversations: RunningObservation[] = [];
  readonly #watches: RunningObservation[] = [];
  #streams = 0;
  #opened: NeighbourLook | undefined;

  constructor(
    readonly node: string,
    readonly principal: Principal,
  ) {}

  async capture({iface, filter, bySide}: Args<'capture'>): Promise<null> {
    const opened = bySide ? openSides(iface, filter) : [openLink({iface, filter})];
    this.#links.set(iface, opened[0] as FrameLink);
    this.#captures.set(iface, watchFrames(this.node, iface, opened, this.principal));
    return null;
  }

  async endCapture({iface}: Args<'endCapture'>): Promise<null> {
    const capture = this.#captures.get(iface);
    this.#captures.delete(iface);
    this.#links.delete(iface);
    await capture?.stop();
    return null;
  }

  async watch(): Promise<null> {
    const {emit, fail} = this.principal;
    this.#watches.push(await watchNetlink(this.node, emit, fail));
    return null;
  }

  async look(args: Args<'look'>): Promise<null> {
    const {emit, fail} = this.principal;
    this.#watches.push(watchByLooking(this.#eyes, args, emit, fail));
    return null;
  }

  async lookNow({iface, ip}: Args<'lookNow'>): Promise<NeighbourEvent> {
    const event = await this.#eyes.look(iface, ip);
    this.principal.emit(event);
    return event;
  }

  async probe({refusalsOnly, ...options}: Args<'probe'>): Promise<null> {
    const {emit} = this.principal;
    const tell: Emit = event => {
      if (refusalsOnly !== true || event.kind === 'probe-refused') emit(event);
    };
    const {identifier = this.#nextIdentifier()} = options;
    this.#probers.push(startProber({...options, node: this.node, identifier}, tell));
    return null;
  }

  async serve({port}: Args<'serve'>): Promise<null> {
    this.#conversations.push(await serveSessions(port));
    return null;
  }

  async converse(args: Args<'converse'>): Promise<null> {
    this.#conversations.push(await openSessions({...args, node: this.node}, this.principal.emit));
    return null;
  }

  async announce({iface, ip, mac, form, ...how}: Args<'announce'>): Promise<null> {
    const link = this.#linkFor('announce', iface);
    const inForm = form === undefined ? {} : {form};
    for (const frame of addressAnnouncement({ip, mac, ...inForm, ...how})) link.send(frame);
    this.principal.emit({at: kernelTime(), node: this.node, kind: 'announced', iface, ip, mac, ...inForm});
    return null;
  }

  async send({iface, frames}: Args<'send'>): Promise<null> {
    const link = this.#linkFor('send', iface);
    for (const {octets} of frames) link.send(octets);
    return null;
  }

  async tickle({sessions, iface}: Args<'tickle'>): Promise<null> {
    await using tickler = openTickler({sessions, ifaces: [iface], waitMs: TICKLE_WAIT_MS});
    await tickler.run();
    return null;
  }

  async use({targets}: Args<'use'>): Promise<null> {
    await useNeighbours(targets);
    return null;
  }

  async mark(): Promise<null> {
    // First processes what the kernel already has for us.
    for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve));
    return null;
  }

  async stopProbes(): Promise<null> {
    await stopAll(this.#probers);
    return null;
  }

  async finish(): Promise<null> {
    await stopAll(this.#probers);
    const captures = [...this.#captures.values()];
    this.#captures.clear();
    await Promise.all([captures, this.#watches, this.#conversations].map(stopAll));
    await this.#opened?.stop();
    return null;
  }

  get #eyes(): NeighbourLook {
    this.#opened ??= openNeighbourLook(this.node, kernelTime);
    return this.#opened;
  }

  /**
   * Streams of one node are distinguished by number, so that a late answer does not count for a later stream;
   * nodes need not be, because no answer reaches another node's address.
   */
  #nextIdentifier(): number {
    return (0x7669 + this.#streams++) & 0xffff;
  }

  #linkFor(call: AgentCallName, iface: string): FrameLink {
    const link = this.#links.get(iface);
    if (link === undefined) throw new VipError('NO_INTERFACE', `${call}: no capture is open on ${iface}`);
    return link;
  }
}

async function stopAll(list: RunningObservation[]): Promise<void> {
  await Promise.all(list.splice(0).map(watch => watch.stop()));
}
