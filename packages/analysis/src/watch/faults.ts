/**
 * Other faults of an address: reported once they have lasted for some seconds, or longer if what comes next may explain them, and withdrawn if
 * later frames disprove them.
 *
 * @module
 */

import type {DarkStretch} from '../conversations/facts.js';
import type {Explanation} from '../explain/explanation.js';
import type {VerdictName} from '../explain/verdict.js';
import {type Finding, firstCapturedAt, framesOf} from '../findings/finding.js';
import {type AddressSnapshot, OVERDUE_NS} from './address-snapshot.js';
import type {FaultEvent} from './event.js';

/** Delay before a fault is reported, since the next frame often explains it. Nanoseconds. */
export const PERSISTENT_NS = 3_000_000_000n;

/** Codes reported as separate events, or that are not faults. */
const NO_FAULT: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'CANNOT_TELL', 'TWO_OWNERS']);

export class Faults {
  readonly #told = new Map<string, FaultEvent>();
  /** Time at which each was first found. */
  readonly #found = new Map<string, bigint>();

  /** Whether a fault is pending. */
  get isOpen(): boolean {
    return this.#found.size > 0;
  }

  get codes(): readonly VerdictName[] {
    return [...this.#told.values()].map(({verdict}) => verdict);
  }

  /** @param isRest whether an outage, given by its first unanswered question, is the remainder of a reported one */
  look(picture: AddressSnapshot, isRest: (frame: number) => boolean): FaultEvent[] {
    const {explanation, now, since, isFinal} = picture;
    for (const [key, {at}] of this.#told) if (at < since) this.#told.delete(key);
    const here = new Map(
      explanation.findings
        .filter(one => !NO_FAULT.has(one.code) && !(one.code === 'OUTAGE' && framesOf(one).some(isRest)))
        .map(one => [keyOf(one), one] as const),
    );
    const told = [...here].flatMap(([key, finding]) => {
      if (this.#told.has(key)) return [];
      const found = this.#found.get(key) ?? now;
      this.#found.set(key, found);
      if (!isFinal && now - found < delayOf(finding, explanation)) return [];
      const event = described(picture, finding);
      this.#told.set(key, event);
      return [event];
    });
    for (const key of this.#found.keys()) if (!here.has(key) || this.#told.has(key)) this.#found.delete(key);
    const gone = [...this.#told].filter(([key]) => !here.has(key));
    for (const [key] of gone) this.#told.delete(key);
    return [
      ...told,
      ...gone.map(([, event]) => ({...event, revision: event.revision + 1, isWithdrawn: true}) as const),
    ];
  }
}

/** How long later frames may explain it. Nanoseconds. */
function delayOf(finding: Finding<VerdictName>, explanation: Explanation): bigint {
  const {code} = finding;
  const mayEnd = code === 'SESSIONS_HUNG' || (code === 'OUTAGE' && isUnderWay(finding, explanation));
  return mayEnd ? OVERDUE_NS : PERSISTENT_NS;
}

/** Whether a takeover may yet end it: it goes on, and the address has answered nobody since it began. */
function isUnderWay(finding: Finding<VerdictName>, {address}: Explanation): boolean {
  const {dark, senders, answers} = address;
  const frames = framesOf(finding);
  const isOfIt = ({firstUnanswered, firstAnswer}: DarkStretch) =>
    firstAnswer === undefined && frames.includes(firstUnanswered.frame);
  const stretch = dark.find(isOfIt) ?? senders.flatMap(sender => sender.dark).find(isOfIt);
  if (stretch === undefined) return false;
  const {firstUnanswered} = stretch;
  return !answers.some(({lastAnswer}) => lastAnswer !== undefined && lastAnswer.at > firstUnanswered.at);
}

/** The identity of a fault; flapping is one fault, though its frames keep changing. */
function keyOf(finding: Finding<VerdictName>): string {
  const {code} = finding;
  return code === 'FLAPPING' ? code : `${code} ${framesOf(finding)[0] ?? 0}`;
}

function described({explanation, now}: AddressSnapshot, finding: Finding<VerdictName>): FaultEvent {
  const {ip, network} = explanation.address;
  const {code: verdict, evidence, remedy} = finding;
  const frame = framesOf(finding)[0] ?? 0;
  const at = firstCapturedAt(finding) ?? now;
  return {
    ...{kind: 'fault', id: `${ip}/${network}/${verdict.toLowerCase()}/${at}`, revision: 0},
    ...{at, frame, ip, network, verdict, evidence, remedy},
  };
}
