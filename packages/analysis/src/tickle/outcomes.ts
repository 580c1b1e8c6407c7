/**
 * The fates of sessions whose clients are told that their server is gone: a pure function of the packets sent and the frames on the interfaces.
 *
 * @module
 */

import {type FrameView, TCP_FLAG, type TcpSession, type TickleForm} from '@vip/arp';
import {Ends} from './ends.js';

/**
 * Time from one tickle of a client to the next, and to our own reset. Linux answers at most one packet outside the window every half second
 * (`tcp_invalid_ratelimit` in tcp(7)): a second tickle that comes sooner is lost.
 */
export const TICKLE_INTERVAL_MS = 600;

/** How long the kernel is given for its reset, which it sends within microseconds. */
export const KERNEL_RESET_MS = 100;

/** The fate of a session. */
export type TickleFate =
  /** A reset went to the client. */
  | 'reset'
  /** The client sent a reset: it has no such session any more. */
  | 'gone'
  /** The client answered, and the session lives on this machine: nothing was done to it. */
  | 'alive'
  /** The client answered, but no reset went out. */
  | 'answered'
  /** Nothing came from the client. */
  | 'silent'
  /** The kernel refused to send. */
  | 'refused';

export interface TickleOutcome {
  readonly session: TcpSession;
  readonly fate: TickleFate;
  /** The form of the last tickle sent before the client answered, or of the last at all. */
  readonly form: TickleForm | undefined;
  /** Number of tickles sent. */
  readonly sent: number;
  /** Time from the first tickle to the reset. Nanoseconds. */
  readonly resetAfterNs: bigint | undefined;
  /** Whether the reset was sent by this machine's kernel, or by us. */
  readonly resetBy: 'kernel' | 'vip' | undefined;
  /** Why the kernel refused. */
  readonly reason: string | undefined;
}

interface Entry {
  readonly session: TcpSession;
  fate: Exclude<TickleFate, 'refused' | 'silent'> | 'none';
  form: TickleForm | undefined;
  sent: number;
  firstAt: bigint;
  answeredAt: bigint;
  acknowledgment: number;
  resetAt: bigint | undefined;
  isResetOurs: boolean;
  reason: string | undefined;
}

const MS = 1_000_000n;

/** Records what is sent and seen. Times are nanoseconds on one clock. */
export class Outcomes {
  readonly #entries: readonly Entry[];
  readonly #bySession: ReadonlyMap<TcpSession, Entry>;
  readonly #byEnds = new Ends<Entry>();
  #open: number;

  constructor(sessions: readonly TcpSession[]) {
    this.#entries = sessions.map(newEntry);
    this.#bySession = new Map(this.#entries.map(entry => [entry.session, entry]));
    for (const entry of this.#entries) this.#byEnds.add(entry.session, entry);
    this.#open = sessions.length;
  }

  /** Whether nothing is left to wait for. */
  get isSettled(): boolean {
    return this.#open === 0;
  }

  /** Sessions whose client has not answered yet, and is to be sent another tickle. */
  silent(): TcpSession[] {
    return this.#entries.filter(({fate}) => fate === 'none').map(({session}) => session);
  }

  /** Sessions whose client answered and that the kernel had time to reset but did not, with the number that a reset needs. */
  unreset(now: bigint): {session: TcpSession; acknowledgment: number}[] {
    const due = now - BigInt(KERNEL_RESET_MS) * MS;
    return this.#entries.filter(
      ({fate, isResetOurs, answeredAt}) => fate === 'answered' && !isResetOurs && answeredAt <= due,
    );
  }

  /** A tickle was sent, or refused. @param session one of those given. @param reason why the kernel refused */
  sent(session: TcpSession, form: TickleForm, at: bigint, reason?: string): void {
    const entry = this.#bySession.get(session);
    if (entry === undefined) return;
    entry.reason = reason;
    if (reason !== undefined) return;
    if (entry.sent === 0) entry.firstAt = at;
    entry.sent++;
    if (entry.fate === 'none') entry.form = form;
  }

  /** Our own reset was sent, or refused. */
  sentReset(session: TcpSession, at: bigint, reason?: string): void {
    const entry = this.#bySession.get(session);
    if (entry === undefined || entry.fate !== 'answered') return;
    entry.isResetOurs = true;
    entry.reason = reason;
    if (reason === undefined) this.#reset(entry, at);
  }

  /** The session turned out to be alive on this machine. */
  lives(session: TcpSession): void {
    const entry = this.#bySession.get(session);
    if (entry === undefined || entry.fate !== 'answered') return;
    this.#settle(entry, 'alive');
  }

  /** A frame passed an interface of this machine. */
  sees(view: FrameView, at: bigint): void {
    if (view.transport !== 'tcp') return;
    const {source, sourcePort, destination, destinationPort, tcpFlags} = view;
    const isReset = (tcpFlags & TCP_FLAG.rst) !== 0;
    const toServer = this.#byEnds.get(destination, destinationPort, source, sourcePort);
    if (toServer !== undefined) {
      if (isReset) this.#gone(toServer);
      else if ((tcpFlags & (TCP_FLAG.ack | TCP_FLAG.syn)) === TCP_FLAG.ack)
        this.#answers(toServer, view.acknowledgment, at);
    } else if (isReset) {
      const toClient = this.#byEnds.get(source, sourcePort, destination, destinationPort);
      if (toClient !== undefined) this.#reset(toClient, at);
    }
  }

  #answers(entry: Entry, acknowledgment: number, at: bigint): void {
    if (entry.fate !== 'none' && entry.fate !== 'answered') return;
    if (entry.fate === 'none') entry.answeredAt = at;
    entry.fate = 'answered';
    entry.acknowledgment = acknowledgment;
  }

  #gone(entry: Entry): void {
    if (entry.fate === 'none' || entry.fate === 'answered') this.#settle(entry, 'gone');
  }

  #reset(entry: Entry, at: bigint): void {
    if (entry.fate === 'reset') return;
    entry.resetAt = at;
    this.#settle(entry, 'reset');
  }

  #settle(entry: Entry, fate: 'reset' | 'gone' | 'alive'): void {
    if (entry.fate === 'none' || entry.fate === 'answered') this.#open--;
    entry.fate = fate;
  }

  /** The outcome of every session, in the order given. */
  outcomes(): TickleOutcome[] {
    return this.#entries.map(outcomeOf);
  }
}

function newEntry(session: TcpSession): Entry {
  return {
    session,
    fate: 'none',
    form: undefined,
    sent: 0,
    firstAt: 0n,
    answeredAt: 0n,
    acknowledgment: 0,
    resetAt: undefined,
    isResetOurs: false,
    reason: undefined,
  };
}

function outcomeOf(entry: Entry): TickleOutcome {
  const {session, form, sent, firstAt, resetAt, isResetOurs, reason} = entry;
  const isDated = entry.fate === 'reset' && resetAt !== undefined && sent > 0 && resetAt >= firstAt;
  return {
    session,
    fate: fateOf(entry),
    form,
    sent,
    resetAfterNs: isDated ? resetAt - firstAt : undefined,
    resetBy: entry.fate !== 'reset' ? undefined : isResetOurs ? 'vip' : 'kernel',
    reason,
  };
}

function fateOf({fate, sent}: Entry): TickleFate {
  if (fate !== 'none') return fate;
  return sent === 0 ? 'refused' : 'silent';
}
