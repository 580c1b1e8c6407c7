/**
 * The subject of a report of darkness: an address, or one of its services while the address answers others. Pure.
 *
 * @module
 */

import type {Mark} from '../capture/mark.js';
import type {AskedKind, DarkStretch, ServiceName} from '../conversations/facts.js';
import {isSameService} from '../conversations/protocol.js';
import type {Explanation, JudgedHandover} from '../explain/explanation.js';
import {servedStretches} from '../explain/outages/never-served.js';
import {isOutage} from '../explain/outages/outage-threshold.js';
import type {ServiceGap} from '../explain/outages/service-gaps.js';
import {overlaps} from '../explain/scope.js';
import type {VerdictName} from '../explain/verdict.js';
import {type Finding, framesOf} from '../findings/finding.js';
import type {AddressSnapshot} from './address-snapshot.js';
import type {DarkOverEvent} from './event.js';

export interface DarkSubject {
  /** Undefined for the address as a whole. */
  readonly service?: ServiceName;
  /** Stretches long enough to be an outage, in order, without overlap. */
  readonly stretches: readonly DarkStretch[];
  /** All unanswered stretches, including those of askers that are not reported: remainders of an earlier outage. */
  readonly inVain: readonly Pick<DarkStretch, 'lastUnanswered' | 'questions'>[];
  /** Whether a stretch begins with this frame, however short. */
  has(frame: number): boolean;
  /** Whether a service stayed dark for longer than this outage of the address: then it was an outage of that service. */
  isOutlasted(over: Pick<DarkOverEvent, 'since' | 'at'>): boolean;
  /** Whether it was asked in the examined period, answered or not. */
  readonly isAsked: boolean;
  /** The first answer after this time. */
  answeredSince(at: bigint): Pick<Mark, 'at'> | undefined;
  verdictOf(dark: DarkStretch): {
    readonly move?: JudgedHandover['handover'];
    readonly finding?: Finding<VerdictName> | undefined;
  };
}

export function ofAddress({explanation, threshold}: AddressSnapshot): DarkSubject {
  const {address, handovers, findings} = explanation;
  const stretches = servedStretches(address).filter(dark => isOutage(dark, threshold));
  return {
    stretches,
    inVain: stretches,
    isAsked: address.questions.length > 0 || address.senders.some(({asked}) => asked.some(isSettled)),
    has: frame => address.dark.some(({firstUnanswered}) => firstUnanswered.frame === frame),
    isOutlasted: ({since, at}) =>
      [...address.services, ...address.senders.flatMap(({asked}) => asked)]
        .flatMap(({dark}) => dark)
        .some(gap => gap.firstUnanswered.at <= since && gap.lastUnanswered.at > at),
    answeredSince: at =>
      address.answers
        .flatMap(({firstAnswer, lastAnswer}) => [firstAnswer, lastAnswer])
        .find(mark => mark !== undefined && mark.at > at),
    verdictOf(dark) {
      const explained = handovers.find(({handover}) => handover.dark === dark);
      if (explained !== undefined) return {move: explained.handover, finding: explained.finding};
      return {finding: findings.find(one => framesOf(one).includes(dark.firstUnanswered.frame))};
    },
  };
}

/** If only some askers miss answers, that is a fault, not an outage of the service. */
export function ofService({explanation, now}: AddressSnapshot, service: ServiceName): DarkSubject {
  const own = explanation.services.flatMap(({outage, finding}) =>
    outage.gaps
      .filter(gap => !gap.isLone && isSameService(gap.service, service))
      .map(gap => ({dark: gap.dark, finding})),
  );
  const asked = explanation.address.senders.flatMap(sender =>
    sender.asked.filter(one => isSameService(one, service)),
  );
  return {
    service,
    inVain: asked.flatMap(({dark}) => dark),
    stretches: apart(own.map(({dark}) => dark)),
    isAsked: asked.some(isSettled),
    isOutlasted: () => false,
    has: frame => own.some(({dark}) => dark.firstUnanswered.frame === frame),
    answeredSince: at => servedSince(explanation, service, at, now),
    verdictOf: dark => ({finding: own.find(one => one.dark === dark)?.finding}),
  };
}

function isSettled({settled}: AskedKind): boolean {
  return settled > 0;
}

/** The longest of overlapping stretches, such as those of several askers. */
function apart(all: readonly ServiceGap['dark'][]): ServiceGap['dark'][] {
  const kept: ServiceGap['dark'][] = [];
  const longestFirst = [...all].sort((a, b) => (a.bounds.leastNs < b.bounds.leastNs ? 1 : -1));
  for (const dark of longestFirst) if (!kept.some(one => overlaps(one, dark))) kept.push(dark);
  return kept.sort((a, b) => a.firstUnanswered.frame - b.firstUnanswered.frame);
}

/** Whether the examined period began while it was dark and services have answered since. */
function servedSince(
  {address}: Explanation,
  service: ServiceName,
  at: bigint,
  now: bigint,
): Pick<Mark, 'at'> | undefined {
  if (!address.services.some(one => isSameService(one, service))) return undefined;
  const answers = address.senders
    .flatMap(({asked}) => asked.filter(one => isSameService(one, service)))
    .flatMap(({dark}) => dark.flatMap(({firstAnswer}) => firstAnswer ?? []))
    .filter(mark => mark.at > at);
  // Its very first question may have been answered: at the latest by now.
  return answers.reduce<Pick<Mark, 'at'>>((first, mark) => (mark.at < first.at ? mark : first), {at: now});
}
