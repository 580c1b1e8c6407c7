/**
 * Changes of owner, reported a second after they are seen, and again with their verdict.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {sum} from '../collections/sum.js';
import {type MachineMove, movesOf} from '../explain/collect/reported/machine-moves.js';
import type {JudgedHandover} from '../explain/explanation.js';
import type {VerdictName} from '../explain/verdict.js';
import type {Bounds} from '../outages/outage.js';
import {type AddressSnapshot, MOVE_NS, OVERDUE_NS, SETTLED_NS} from './address-snapshot.js';
import type {MovedEvent, MoveKind} from './event.js';

/** Verdicts of a takeover that was not announced. */
const SILENT: ReadonlySet<VerdictName> = new Set(['SILENT_FAILBACK', 'NO_ANNOUNCEMENT']);

/** Verdicts about claims by a machine that is not the only holder of the address. */
const CONTESTED: ReadonlySet<VerdictName> = new Set([
  'TWO_OWNERS',
  'MAN_IN_THE_MIDDLE',
  'REPLACED_BY_OLD_OWNER',
]);

export class Moves {
  readonly #told = new Map<number, MovedEvent>();
  /** Moves between machines, as of the last examination. */
  between: readonly MachineMove[] = [];
  /** Whether a move is pending. */
  #isWaiting = false;
  /** The owner when the watch began, and the time of that; until an owner is seen. */
  #unwatched: {readonly owner: MacAddress; readonly from: bigint} | undefined;

  /** Restores the state from when the watch last ended. @param from when it ended */
  resume(owner: MacAddress, from: bigint): void {
    this.#unwatched = {owner, from};
  }

  look(picture: AddressSnapshot): MovedEvent[] {
    const {explanation, now, since, isFinal} = picture;
    for (const [frame, {at}] of this.#told) if (at < since) this.#told.delete(frame);
    const {address, handovers} = explanation;
    this.between = movesOf(
      address,
      handovers.map(({handover}) => handover),
    );
    const here = new Set(handovers.map(({handover}) => handover.frame));
    for (const {handover} of handovers) this.#foundEarlier(handover, here);
    const told = handovers.flatMap(judged => this.#revise(picture, judged));
    const gone = [...this.#told.values()].filter(({frame}) => !here.has(frame));
    for (const {frame} of gone) this.#told.delete(frame);
    this.#isWaiting = handovers.some(({handover}) => !this.#told.has(handover.frame));
    if (handovers.some(({handover}) => isFinal || now - handover.at >= MOVE_NS)) this.#unwatched = undefined;
    return [
      ...told,
      ...gone.map(event => ({...event, revision: event.revision + 1, isWithdrawn: true}) as const),
    ];
  }

  /** A reported move began with an earlier frame than was known then: that is the same event. @param here where moves begin by now */
  #foundEarlier({frame, at, to, toRouter}: JudgedHandover['handover'], here: ReadonlySet<number>): void {
    if (this.#told.has(frame)) return;
    const former = [...this.#told.values()].find(
      event =>
        event.to === to && event.toRouter === toRouter && isNear(event.at, at) && !here.has(event.frame),
    );
    if (former === undefined) return;
    this.#told.delete(former.frame);
    this.#told.set(frame, former);
  }

  /** Whether a move is pending, or its verdict may still change. */
  isOpen(now: bigint): boolean {
    if (this.#isWaiting) return true;
    for (const {at, verdict} of this.#told.values())
      if (verdict === undefined || now - at < OVERDUE_NS) return true;
    return false;
  }

  /** The ID of a move, even before it is reported. */
  idOf(
    {address: {ip, network}}: AddressSnapshot['explanation'],
    {frame, at}: JudgedHandover['handover'],
  ): string {
    return this.#told.get(frame)?.id ?? `${ip}/${network}/moved/${at}`;
  }

  #revise(picture: AddressSnapshot, judged: JudgedHandover): MovedEvent[] {
    const {now, isFinal} = picture;
    const {handover} = judged;
    if (!isFinal && now - handover.at < MOVE_NS) return [];
    const former = this.#told.get(handover.frame);
    const event = this.#describe(picture, judged, former);
    if (former !== undefined && isAlike(former, event)) return [];
    this.#told.set(handover.frame, event);
    return [event];
  }

  #describe(picture: AddressSnapshot, judged: JudgedHandover, former: MovedEvent | undefined): MovedEvent {
    const {explanation, former: had} = picture;
    const {ip, network} = explanation.address;
    const {handover, finding} = judged;
    const {at, frame, from, to, fromRouter, toRouter, dark, senders} = handover;
    const isUnwatched =
      former?.isUnwatched ?? (this.#unwatched !== undefined && this.#unwatched.owner === from);
    // Frames sent while no watch was running are unknown.
    const isUnseen = isUnwatched && SILENT.has(finding.code);
    const code = isUnseen ? 'CANNOT_TELL' : finding.code;
    const isReturn =
      handover.isReturn || (toRouter === undefined && had.some(one => one.mac === to && one.at <= at));
    const isKnown = isSettled(picture, judged);
    return {
      ...{kind: 'moved', id: this.idOf(explanation, handover)},
      ...{revision: former === undefined ? 0 : former.revision + 1, at, frame, ip, network},
      move: kindOf(code, handover.how === 'conflict', isReturn),
      ...(from === undefined ? {} : {from}),
      to,
      ...(fromRouter === undefined ? {} : {fromRouter}),
      ...(toRouter === undefined ? {} : {toRouter}),
      staleFrames: sum(senders, ({stale}) => sum(stale, ({count}) => count)),
      ...(isUnwatched ? {isUnwatched} : {}),
      ...(dark === undefined ? {} : boundsOf(dark.bounds)),
      ...(isKnown ? {verdict: code} : {}),
      ...(isKnown && !isUnseen ? {evidence: finding.evidence, remedy: finding.remedy} : {}),
    };
  }
}

/** Whether what happened then may be one move. Nanoseconds. */
function isNear(one: bigint, other: bigint): boolean {
  return one - other < MOVE_NS && other - one < MOVE_NS;
}

function boundsOf({leastNs, mostNs}: Bounds): Partial<Bounds> {
  return {leastNs, ...(mostNs === undefined ? {} : {mostNs})};
}

/** Whether its announcements were seen and the address answers again, or the maximum delay has passed. */
function isSettled({now, isFinal}: AddressSnapshot, {handover}: JudgedHandover): boolean {
  const age = now - handover.at;
  const isDark = handover.dark !== undefined && handover.dark.firstAnswer === undefined;
  return isFinal || age >= OVERDUE_NS || (age >= SETTLED_NS && !isDark);
}

function kindOf(code: VerdictName, isConflict: boolean, isReturn: boolean): MoveKind {
  if (isConflict || CONTESTED.has(code)) return 'conflict';
  if (SILENT.has(code)) return 'silent';
  return isReturn ? 'failback' : 'failover';
}

/** Counts that grow while it lasts are not worth a report. */
function isAlike(a: MovedEvent, b: MovedEvent): boolean {
  return (
    a.frame === b.frame &&
    a.verdict === b.verdict &&
    a.from === b.from &&
    a.to === b.to &&
    // A reported verdict stands until another is found, and so does a reported duration.
    (b.verdict === undefined ? a.mostNs === b.mostNs : a.move === b.move && a.mostNs === b.mostNs)
  );
}
