/**
 * What is right to say of a capture, known to who made it.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Service} from './sim/holding.js';

export type Verdict =
  | 'HEALTHY'
  | 'NO_ANNOUNCEMENT'
  | 'SILENT_FAILBACK'
  | 'ANNOUNCED_BUT_IGNORED'
  | 'ANNOUNCED_TOO_EARLY'
  | 'REPLACED_BY_OLD_OWNER'
  | 'TWO_OWNERS'
  | 'WRONG_SENDER_MAC'
  | 'VLAN_MISMATCH'
  | 'SWITCH_STALE'
  | 'CANNOT_TELL'
  | 'OUTAGE'
  | 'NO_MASTER'
  | 'LEFT_BEHIND'
  | 'FLAPPING'
  | 'VRID_CLASH'
  | 'ADVERTS_REJECTED'
  | 'MAN_IN_THE_MIDDLE'
  | 'SESSIONS_BLACKHOLED'
  | 'SESSIONS_HUNG'
  | 'REFUSED';

export type Note =
  | 'LOAD_SHARING'
  | 'ANYCAST'
  | 'PROXY'
  | 'REUSED'
  | 'SESSIONS_RESET'
  | 'VIRTUAL_MACS_OF_ONE_NODE'
  | 'FIRST_CLAIM'
  | 'REQUESTS_ALONE'
  | 'PRIORITY_FELL'
  | 'NEVER_SERVED'
  | 'CLIENTS_SAMPLED'
  | 'REQUESTS_UNANSWERED'
  | 'NOT_ASKED'
  | 'CLOCK_STEPPED'
  | 'OUT_OF_ORDER'
  | 'MOVED_WITH_ITS_MAC'
  | 'PROBE_DEFENDED'
  | 'INVALID_ANNOUNCEMENT'
  | 'TAUGHT_OTHER_MAC'
  | 'LATE_OLD_OWNER'
  | 'BRIEF_DOUBLE_CLAIM'
  | 'ANSWERED_ELSEWHERE'
  | 'ANSWERS_GO_ELSEWHERE';

/** 0 all healthy, 1 a fault, 3 it cannot be told or read. */
export type Exit = 0 | 1 | 3;

/** Numbers of frames, from 1, and of questions. */
export interface OutageBounds {
  /** The last question before that was answered; absent when there was none. */
  readonly lastAnswered?: number;
  readonly firstUnanswered: number;
  readonly lastUnanswered: number;
  /** The first question after that was answered; absent when it lasts to the end. */
  readonly firstAnswered?: number;
  /** How many stayed unanswered. */
  readonly questions: number;
}

/** A stretch from the first question that stayed unanswered to the first that was answered. */
export interface Outage extends OutageBounds {
  /** As right: questions for the neighbour and those answered by a reset counted as well; another sighting of a packet. */
  readonly also: readonly OutageBounds[];
  readonly toEnd: boolean;
  readonly fromStart: boolean;
  /** Fewer than five questions and less than a second, and not where the owner changes: it may be told, and need not. */
  readonly minor: boolean;
}

/** A stretch without questions, between two frames. */
export interface Unasked {
  readonly fromFrame: number;
  readonly toFrame: number;
}

export interface Owner {
  readonly mac?: MacAddress;
  /** Source of its advertisements, which tells owners of one MAC apart. */
  readonly router?: IpAddress;
  /** The first frame that shows it: from it, or where the capture begins, to it. */
  readonly fromFrame: number;
  /** The first in which it says that it has the address, if it does: anything up to that is as right. */
  readonly byFrame?: number;
}

export interface AddressTruth {
  readonly ip: IpAddress;
  /** Tags, outermost first, as in `100.10`; absent for untagged frames. */
  readonly vlan?: string;
  /** The worst verdict. */
  readonly verdict: Verdict;
  /** Verdicts that are as right. */
  readonly alsoFine?: readonly Verdict[];
  /** How often the owner changed; absent where it is a matter of words. */
  readonly changes?: number;
  readonly owners?: readonly Owner[];
  /** Of the address; absent where that is open. */
  readonly outages?: readonly Outage[];
  /** Of each who asked. */
  readonly clients?: readonly {readonly ip: IpAddress; readonly outages: readonly Outage[]}[];
  /** Of each service that was dark while others were served, by its name. */
  readonly services?: readonly {readonly service: Service; readonly outages: readonly Outage[]}[];
  readonly unasked?: readonly Unasked[];
  readonly notes?: readonly Note[];
}

export interface Truth {
  readonly exit: Exit;
  /** Exit codes that are as right. */
  readonly alsoExit?: readonly Exit[];
  readonly addresses: readonly AddressTruth[];
  /** Addresses that may be told of as well. */
  readonly others?: readonly IpAddress[];
  /** Addresses that must be told together. */
  readonly groups?: readonly (readonly IpAddress[])[];
  /** Sentences that must, and that must not, stand in the text, which is taken as one line. */
  readonly present?: readonly RegExp[];
  readonly absent?: readonly RegExp[];
}

/** The same truth when frame `n` has become frame `to(n)`. */
export function renumbered(truth: Truth, to: (frame: number) => number): Truth {
  const bounds = <T extends OutageBounds>(told: T): T => ({
    ...told,
    firstUnanswered: to(told.firstUnanswered),
    lastUnanswered: to(told.lastUnanswered),
    ...(told.lastAnswered === undefined ? {} : {lastAnswered: to(told.lastAnswered)}),
    ...(told.firstAnswered === undefined ? {} : {firstAnswered: to(told.firstAnswered)}),
  });
  const owner = (one: Owner): Owner => ({
    ...one,
    fromFrame: to(one.fromFrame),
    ...(one.byFrame === undefined ? {} : {byFrame: to(one.byFrame)}),
  });
  const outages = (all: readonly Outage[]) => all.map(one => ({...bounds(one), also: one.also.map(bounds)}));
  const addresses = truth.addresses.map(address => ({
    ...address,
    ...(address.outages && {outages: outages(address.outages)}),
    ...(address.clients && {
      clients: address.clients.map(({ip, outages: own}) => ({ip, outages: outages(own)})),
    }),
    ...(address.services && {
      services: address.services.map(({service, outages: own}) => ({service, outages: outages(own)})),
    }),
    ...(address.owners && {owners: address.owners.map(owner)}),
    ...(address.unasked && {
      unasked: address.unasked.map(({fromFrame, toFrame}) => ({
        fromFrame: to(fromFrame),
        toFrame: to(toFrame),
      })),
    }),
  }));
  // A sentence may name a frame.
  const named = ({source, flags}: RegExp) =>
    new RegExp(
      source.replaceAll(/(?<=\bframe )\d+/g, number => String(to(Number(number)))),
      flags,
    );
  return {...truth, addresses, ...(truth.present && {present: truth.present.map(named)})};
}
