/**
 * Tells the clients of sessions whose server is gone, and watches the outcome on the interfaces: before the machine's own packet
 * filter, which may drop a client's answer, and behind it, where a reset that was seen has left.
 *
 * @module
 */

import {setTimeout as sleep} from 'node:timers/promises';
import {Outcomes, sessionKey, TICKLE_INTERVAL_MS, type TickleOutcome} from '@vip/analysis/internal/tickle';
import {
  FrameView,
  type IpAddress,
  LINK_TYPE_ETHERNET,
  resetOf,
  type TcpSession,
  type TickleForm,
} from '@vip/arp';
import {type FrameLink, kernelTime, openLink} from '@vip/arp/link';
import {TickleSender} from './tickle-sender.js';

export interface TicklerOptions {
  readonly sessions: readonly TcpSession[];
  /** Where clients' answers come in and resets leave. */
  readonly ifaces: readonly string[];
  /** Average interval between two tickles, in milliseconds; no tickle is early. None by default. */
  readonly paceMs?: number;
  /** How long to wait for answers to the last tickles, in milliseconds. */
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

export interface Tickler extends AsyncDisposable {
  /** Resolves when every client is reset or its time is up. To be called once. @throws the signal's reason */
  run(): Promise<TickleResult>;
}

export interface TickleResult {
  readonly outcomes: readonly TickleOutcome[];
  /** Frames that the kernel had no room for: answers may have been among them. */
  readonly dropped: number;
  /** Why sessions on this machine could not be told from others, so that no reset of ours was sent. */
  readonly unknownHere: string | undefined;
}

/**
 * Sent in turn to every client, and then to those that have not answered: an ACK as CTDB sends it, then a segment that passes firewalls
 * which track connections. The third is for clients that missed an announcement: by then the second announcement has been sent.
 */
const ROUNDS: readonly TickleForm[] = ['ack', 'syn-ack', 'syn-ack'];

/** How often to check whether anything is due. Milliseconds. */
const LOOK_MS = 10;

/** Longest segment without data: VLAN tags, an IPv6 header, and all options that TCP has room for. Octets. */
const LONGEST = 150;

/**
 * Opens everything that is needed; nothing is sent yet.
 *
 * @throws VipError as `openLink`, `NO_PERMISSION` without CAP_NET_RAW
 */
export function openTickler(options: TicklerOptions): Tickler {
  const {sessions, ifaces, paceMs = 0, signal} = options;
  const filter = filterFor(sessions);
  const links: FrameLink[] = [];
  try {
    for (const iface of ifaces)
      links.push(openLink({iface, filter, promiscuous: false, snapLength: LONGEST}));
    return new LinkTickler(options, links, new TickleSender(sessions, {paceMs, signal}));
  } catch (error) {
    for (const link of links) link.close().catch(() => {});
    throw error;
  }
}

class LinkTickler implements Tickler {
  readonly #outcomes: Outcomes;
  readonly #stop = new AbortController();
  #unknownHere: string | undefined;
  #failure: unknown;

  constructor(
    readonly options: TicklerOptions,
    readonly links: readonly FrameLink[],
    readonly sender: TickleSender,
  ) {
    this.#outcomes = new Outcomes(options.sessions);
  }

  async run(): Promise<TickleResult> {
    const listening = this.links.map(link => this.#listen(link));
    try {
      for (const [index, form] of ROUNDS.entries()) {
        const silent = this.#outcomes.silent();
        await this.sender.sendAll(silent, form, (session, tickled, {at, error}) =>
          this.#outcomes.sent(session, tickled, at, error),
        );
        const isLast = index === ROUNDS.length - 1;
        await this.#settle(isLast ? Math.max(this.options.waitMs, LOOK_MS) : TICKLE_INTERVAL_MS);
        if (this.#outcomes.isSettled) break;
      }
    } finally {
      this.#stop.abort();
      await Promise.all(listening);
    }
    if (this.#failure !== undefined) throw this.#failure;
    const dropped = this.links.reduce((sum, link) => sum + link.statistics().dropped, 0);
    return {outcomes: this.#outcomes.outcomes(), dropped, unknownHere: this.#unknownHere};
  }

  async #listen(link: FrameLink): Promise<void> {
    const view = new FrameView();
    try {
      for await (const frames of link.batches({signal: this.#stop.signal})) {
        for (const {bytes, length, at} of frames) {
          view.read(bytes, LINK_TYPE_ETHERNET, length);
          this.#outcomes.sees(view, at);
        }
      }
    } catch (error) {
      // An interface that disappears meanwhile takes its clients with it; the others go on.
      if (!this.#stop.signal.aborted) this.#failure ??= error;
    }
  }

  /** Waits until all is settled, at most this long; resets clients that answered but were not reset by the kernel. */
  async #settle(mostMs: number): Promise<void> {
    const end = performance.now() + mostMs;
    do {
      await sleep(LOOK_MS, undefined, {signal: this.options.signal});
      await this.#resetAnswered();
    } while (!this.#outcomes.isSettled && performance.now() < end);
  }

  async #resetAnswered(): Promise<void> {
    const due = this.#outcomes.unreset(kernelTime());
    if (due.length === 0 || this.#unknownHere !== undefined) return;
    const here = await this.#sessionsHere(due.map(({session}) => session));
    if (here === undefined) return;
    for (const {session, acknowledgment} of due) {
      if (here.has(sessionKey(session))) {
        this.#outcomes.lives(session);
        continue;
      }
      const {at, error} = this.sender.sendNow(session, resetOf(session, acknowledgment));
      this.#outcomes.sentReset(session, at, error);
    }
  }

  /** A session that is alive here must not be reset, so they are listed as late as possible. Undefined if they cannot be. */
  async #sessionsHere(due: readonly TcpSession[]): Promise<ReadonlySet<string> | undefined> {
    const ips = [...new Set(due.map(({local}) => local.address))];
    try {
      // Loading the code that starts programs takes longer than sending, so every client is sent something first.
      const {sessionsHere} = await import('./sessions-here.js');
      return new Set((await sessionsHere(ips, this.options.signal)).map(sessionKey));
    } catch (error) {
      this.options.signal?.throwIfAborted();
      this.#unknownHere = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.sender[Symbol.dispose]();
    await Promise.all(this.links.map(link => link.close()));
  }
}

/** Segments without data to and from these addresses. */
function filterFor(sessions: readonly TcpSession[]): string {
  const ips = new Set<IpAddress>(sessions.map(({local}) => local.address));
  const hosts = [...ips].map(ip => `host ${ip}`).join(' or ');
  return hosts === '' ? 'less 0' : `less ${LONGEST} and tcp and (${hosts})`;
}
