/**
 * Two simultaneous owners: reported once the next seconds have not explained it, and as over once neither has contradicted the other for half a
 * minute.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {RIVAL_ADVERTS} from '../claims/rivalry.js';
import type {VerdictName} from '../explain/verdict.js';
import {worstFinding} from '../explain/verdict.js';
import {type Finding, framesOf} from '../findings/finding.js';
import type {AddressSnapshot} from './address-snapshot.js';
import type {TwoOwnersEvent, TwoOwnersOverEvent} from './event.js';
import {PERSISTENT_NS} from './faults.js';

/** Time without contradiction after which a dispute is over; equals the time for which later claims belong to a conflict. Nanoseconds. */
const OVER_NS = 30_000_000_000n;

export class Disputes {
  #told: TwoOwnersEvent | undefined;
  /** A dispute that is not reported yet: when it was found, and its contradiction then. */
  #found: {readonly now: bigint; readonly at: bigint} | undefined;
  /** Absent once it is over. */
  #lastAt: bigint | undefined;

  get isOpen(): boolean {
    return this.#lastAt !== undefined;
  }

  /** Whether a dispute is pending. */
  get isWaiting(): boolean {
    return this.#found !== undefined;
  }

  get owners(): readonly MacAddress[] {
    return this.isOpen ? (this.#told?.owners ?? []) : [];
  }

  look(picture: AddressSnapshot): (TwoOwnersEvent | TwoOwnersOverEvent)[] {
    const finding = disputeIn(picture);
    const told = this.#told;
    if (finding === undefined) this.#found = undefined;
    if (told !== undefined && finding === undefined && told.at >= picture.since) return this.#withdraw(told);
    const at = finding === undefined ? undefined : lastContradiction(picture);
    if (told !== undefined && this.isOpen) return this.#goOn(told, picture.now, at);
    if (finding === undefined || at === undefined) return [];
    const isPast = picture.now - at >= OVER_NS && !picture.isFinal;
    if (isPast || (told !== undefined && at <= told.at)) return [];
    this.#found ??= {now: picture.now, at};
    if (!picture.isFinal && picture.now - this.#found.now < PERSISTENT_NS) return [];
    this.#told = described(picture, finding, this.#found.at);
    this.#found = undefined;
    this.#lastAt = at;
    return [this.#told];
  }

  #goOn(told: TwoOwnersEvent, now: bigint, at: bigint | undefined): TwoOwnersOverEvent[] {
    const lastAt = at !== undefined && at > (this.#lastAt ?? 0n) ? at : (this.#lastAt ?? told.at);
    this.#lastAt = lastAt;
    if (now - lastAt < OVER_NS) return [];
    this.#lastAt = undefined;
    const {ip, network, frame, id, at: since} = told;
    // Each contradiction is reported once.
    this.#told = {...told, at: lastAt};
    return [{kind: 'two-owners-over', id, revision: 1, ip, network, frame, at: lastAt, since}];
  }

  /** Withdraws the report: one of the two answers for many other addresses, or both are one machine. */
  #withdraw(told: TwoOwnersEvent): TwoOwnersEvent[] {
    this.#told = undefined;
    this.#lastAt = undefined;
    return [{...told, revision: told.revision + 1, isWithdrawn: true}];
  }
}

function disputeIn({explanation}: AddressSnapshot): Finding<VerdictName> | undefined {
  const {handovers, findings} = explanation;
  const worst = worstFinding([...handovers.map(({finding}) => finding), ...findings]);
  return worst?.code === 'TWO_OWNERS' ? worst : undefined;
}

function described(
  {explanation}: AddressSnapshot,
  finding: Finding<VerdictName>,
  at: bigint,
): TwoOwnersEvent {
  const {ip, network} = explanation.address;
  const frame = framesOf(finding)[0] ?? 0;
  return {
    ...{kind: 'two-owners', id: `${ip}/${network}/two-owners/${at}`, revision: 0, at, frame, ip, network},
    ...{owners: ownersIn(explanation), verdict: finding.code},
    ...{evidence: finding.evidence, remedy: finding.remedy},
  };
}

function ownersIn({address, handovers}: AddressSnapshot['explanation']): MacAddress[] {
  const disputed = handovers.find(({finding}) => finding.code === 'TWO_OWNERS')?.handover;
  const named = disputed === undefined ? [] : [disputed.from, disputed.to];
  const claimed = address.claimRuns.slice(-2).map(({mac}) => mac);
  return [...new Set([...named, ...claimed])].filter(mac => mac !== undefined).slice(0, 4);
}

/** The time of the last contradiction. */
function lastContradiction({explanation, routers}: AddressSnapshot): bigint | undefined {
  const {address, handovers} = explanation;
  const moments = [
    ...address.tenures.filter(({how}) => how === 'conflict').map(({at}) => at),
    ...address.doubleAnswers.map(({at}) => at),
    ...routers.flatMap(({rivalries}) =>
      rivalries.filter(({count}) => count >= RIVAL_ADVERTS).map(({last}) => last.at),
    ),
    // One machine claims it while another remains its master.
    ...handovers
      .filter(({finding}) => finding.code === 'TWO_OWNERS')
      .flatMap(({handover: {to, at}}) => [
        at,
        ...address.claimRuns.filter(({mac}) => mac === to).map(({last}) => last.at),
      ]),
  ];
  return moments.reduce<bigint | undefined>(
    (latest, at) => (latest === undefined || at > latest ? at : latest),
    undefined,
  );
}
