/**
 * The gaps among questions, of all askers, of one of them, or of one service, and how their questions were lost.
 *
 * @module
 */

import type {Asked, Outage} from '../../outages/outage.js';
import {type Between, OutageFold} from '../../outages/outage-fold.js';
import {isSameService, type Protocol} from '../protocol.js';

/** Outcome of a question. */
export type Fate =
  | 'open'
  | 'answered'
  | 'unanswered'
  /** Refused by the address (a reset, an ICMP error): the host is there, but does not serve. */
  | 'refused'
  /** Unknown: it was asked at the very end, or answers to its kind are not visible here. */
  | 'unknown';

/**
 * For a question that opens or closes a connection, and for a datagram that may be the last word of a conversation: it shows something if it is
 * answered, and nothing if it is not. A datagram that is streamed needs no answer either, but where no other is answered, that is noted.
 */
export type ConversationPart = 'opening' | 'closing' | 'last word' | 'streamed';

/** What is known about a question. */
export interface Settled extends Asked {
  readonly fate: Fate;
  readonly part: ConversationPart | undefined;
  readonly kind: SettledKind;
  /** Nanoseconds by the clock, like `answeredNs`, which is NaN if it was not answered. */
  readonly sentNs: number;
  readonly frame: number;
  readonly answeredNs: number;
  readonly answerFrame: number;
  /** Whether it is only taken to be answered, because a later one was: that the answer means this one, is not known. */
  readonly isAssumed?: boolean;
  /** Tells it the gap in which it was lost, so that a later answer is noted there. */
  lostIn(losses: Losses): void;
}

export interface SettledKind {
  readonly protocol: Protocol;
  readonly port: number;
  /** Whether the service has answered, any asker; false for requests for a MAC. */
  readonly wasServed: boolean;
  /** Whether questions of this kind are a service by themselves. */
  readonly isService: boolean;
}

/** How the questions of a gap were lost. */
export interface Losses {
  opening: number;
  refused: number;
  /** How many needed no answer. */
  streamed: number;
  /** How many were answered after all, but too late to count, and how long that took. Nanoseconds. */
  late: number;
  lateLeastNs: number;
  lateMostNs: number;
  /** Their kinds; undefined if there were too many to list. */
  kinds: SettledKind[] | undefined;
  /** Whether any was of a service that had answered before: others show nothing about the address. */
  isOfServed: boolean;
  /** How many were requests for the MAC, and when the first and the last of them were sent. Nanoseconds by the clock. */
  resolving: number;
  resolvingFromNs: number;
  resolvingToNs: number;
  /** How many requests for the MAC were answered meanwhile. */
  resolved: number;
}

/** Maximum number of kinds listed for a gap. */
const MAX_KINDS = 8;

export class QuestionFold {
  /** Created with the first gap: most have none. */
  #gaps: OutageFold<Settled> | undefined;
  #lastAnswered: Settled | undefined;
  /** The losses of each gap that is kept, and of the open one. */
  #losses: Losses[] | undefined;

  /** @param most maximum number of gaps kept */
  constructor(readonly most: number) {}

  answered(question: Settled): void {
    const gaps = this.#gaps;
    // The first answer to a new kind may come after later questions were lost.
    if (gaps?.isOpen === true && question.sentNs < (gaps.lastLost?.sentNs ?? 0)) return;
    // It may have been lost as well: only the later one certainly ends the gap.
    if (gaps?.isOpen === true && question.isAssumed) return;
    this.#lastAnswered = question;
    if (gaps?.isOpen !== true) return;
    const gone = gaps.take(question, true);
    if (gone !== undefined) this.#losses?.splice(gone, 1);
  }

  /** @param count number of questions that `question`, the last of them, stands for */
  lost(question: Settled, count = 1): void {
    this.#gaps ??= new OutageFold(this.most);
    this.#losses ??= [];
    const gaps = this.#gaps;
    if (!gaps.isOpen) {
      if (this.#lastAnswered !== undefined) gaps.take(this.#lastAnswered, true);
      this.#losses.push(noLosses());
    }
    gaps.take(question, false, count);
    noteLoss(this.#losses.at(-1) as Losses, question, count);
  }

  /** The same for a question that was perhaps asked before others that are known to be lost: that it was is known only now. */
  lostBefore(question: Settled, count: number): void {
    if (this.#gaps?.joinOpen(question, count) === true)
      noteLoss(this.#losses?.at(-1) as Losses, question, count);
    else this.lost(question, count);
  }

  /** The same, if all that was asked between two answered questions was lost, which is known by now. */
  lostBetween(between: Between<Settled>, question: Settled, count: number): void {
    const place = this.#gaps?.joinClosed(between.next, question, count) ?? -1;
    if (place >= 0) noteLoss(this.#losses?.[place] as Losses, question, count);
    else if (between.before !== undefined) this.#insert(between, question, count);
  }

  #insert(between: Between<Settled>, question: Settled, count: number): void {
    this.#gaps ??= new OutageFold(this.most);
    this.#losses ??= [];
    const {place, gone} = this.#gaps.insert(between, question, count);
    const losses = noLosses();
    this.#losses.splice(place, 0, losses);
    noteLoss(losses, question, count);
    if (gone !== undefined) this.#losses.splice(gone, 1);
  }

  /** A request for the MAC was answered, which does not end the open gap. */
  resolved(): void {
    const losses = this.isOpen ? this.#losses?.at(-1) : undefined;
    if (losses !== undefined) losses.resolved++;
  }

  /** Whether the latest questions were unanswered. */
  get isOpen(): boolean {
    return this.#gaps?.isOpen === true;
  }

  /** The same, if earlier ones were answered. */
  get isDark(): boolean {
    return this.isOpen && this.#lastAnswered !== undefined;
  }

  /** The last question in the open gap. */
  get lastLost(): Settled | undefined {
    return this.#gaps?.lastLost;
  }

  get lastAnswered(): Settled | undefined {
    return this.#lastAnswered;
  }

  /** How often a gap began or ended. */
  get changes(): number {
    return this.#gaps?.changes ?? 0;
  }

  /** The gaps so far, oldest first; the last may still be open. */
  gaps(): readonly (readonly [Outage<Settled>, Losses])[] {
    const gaps = this.#gaps?.outages() ?? [];
    return gaps.map((gap, index) => [gap, this.#losses?.[index] as Losses] as const);
  }
}

const NONE_LATE = {late: 0, lateLeastNs: Number.POSITIVE_INFINITY, lateMostNs: 0} as const;

const NONE_RESOLVING = {
  resolving: 0,
  resolvingFromNs: Number.NaN,
  resolvingToNs: Number.NaN,
  resolved: 0,
} as const;

function noLosses(): Losses {
  return {opening: 0, refused: 0, streamed: 0, ...NONE_LATE, ...NONE_RESOLVING, kinds: [], isOfServed: false};
}

function noteLoss(losses: Losses, question: Settled, count: number): void {
  const {kind, part, fate} = question;
  if (part === 'opening') losses.opening += count;
  if (part === 'streamed') losses.streamed += count;
  if (fate === 'refused') losses.refused += count;
  losses.isOfServed ||= kind.wasServed;
  if (kind.protocol === 'neighbour') noteResolving(losses, question, count);
  question.lostIn(losses);
  note(losses, kind);
}

function noteResolving(losses: Losses, {sentNs}: Settled, count: number): void {
  if (losses.resolving === 0) losses.resolvingFromNs = sentNs;
  losses.resolving += count;
  losses.resolvingToNs = sentNs;
}

/** Notes that one of them was answered after this time. Nanoseconds. */
export function noteLate(losses: Losses, tookNs: number): void {
  losses.late++;
  losses.lateLeastNs = Math.min(losses.lateLeastNs, tookNs);
  losses.lateMostNs = Math.max(losses.lateMostNs, tookNs);
}

function note(losses: Losses, kind: SettledKind): void {
  const {kinds} = losses;
  if (kinds === undefined || kinds.includes(kind)) return;
  if (kinds.some(known => isSameService(known, kind))) return;
  if (kinds.length < MAX_KINDS) kinds.push(kind);
  else losses.kinds = undefined;
}
