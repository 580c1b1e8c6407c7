/**
 * The correct statements about a capture, known to its generator.
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
  | 'GATEWAY_UNANSWERED'
  | 'NEVER_SERVED'
  | 'CLIENTS_SAMPLED'
  | 'REQUESTS_UNANSWERED'
  | 'UNANSWERED_AT_END'
  | 'QUESTIONS_LOST'
  | 'PINGS_MISSING'
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

/** 0: everything is healthy; 1: a fault; 3: it is inconclusive or cannot be read. */
export type Exit = 0 | 1 | 3;

/** Frame numbers, from 1, and a number of questions. */
export interface OutageBounds {
  /** The last answered question before it; absent if there was none. */
  readonly lastAnswered?: number;
  readonly firstUnanswered: number;
  readonly lastUnanswered: number;
  /** The first answered question after it; absent if it lasts to the end. */
  readonly firstAnswered?: number;
  /** Number of unanswered questions. */
  readonly questions: number;
}

/** A stretch from the first unanswered question to the first answered one. */
export interface Outage extends OutageBounds {
  /** Equally correct bounds: requests for the MAC and questions answered by a reset may count as well, or another sighting of a packet. */
  readonly also: readonly OutageBounds[];
  readonly toEnd: boolean;
  readonly fromStart: boolean;
  /** Fewer than five questions and less than a second, and not at a change of owner: it may be reported, but need not be. */
  readonly minor: boolean;
}

/** A stretch without questions, between two frames. */
export interface Unasked {
  readonly fromFrame: number;
  readonly toFrame: number;
}

export interface Owner {
  readonly mac?: MacAddress;
  /** Source of its advertisements, which distinguishes owners with one MAC. */
  readonly router?: IpAddress;
  /** The first frame that shows it: from it or, at the beginning of the capture, to it. */
  readonly fromFrame: number;
  /** The first frame in which it claims the address, if it does: any frame up to that is equally correct. */
  readonly byFrame?: number;
}

export interface AddressTruth {
  readonly ip: IpAddress;
  /** Tags, outermost first, as in `100.10`; absent for untagged frames. */
  readonly vlan?: string;
  /** The interface, if the story is about several. */
  readonly iface?: string;
  /** The worst verdict. */
  readonly verdict: Verdict;
  /** Equally correct verdicts. */
  readonly alsoFine?: readonly Verdict[];
  /** Number of changes of owner; absent if it is a matter of definition. */
  readonly changes?: number;
  readonly owners?: readonly Owner[];
  /** Outages of the address; absent if they are undetermined. */
  readonly outages?: readonly Outage[];
  /** Outages of each client. */
  readonly clients?: readonly {readonly ip: IpAddress; readonly outages: readonly Outage[]}[];
  /** Outages of each service that was dark while others were served. */
  readonly services?: readonly {readonly service: Service; readonly outages: readonly Outage[]}[];
  /** Outages of what each client sent through it to an address in another network. */
  readonly through?: readonly {
    readonly ip: IpAddress;
    readonly to: IpAddress;
    readonly outages: readonly Outage[];
  }[];
  readonly unasked?: readonly Unasked[];
  readonly notes?: readonly Note[];
}

export interface Truth {
  readonly exit: Exit;
  /** Equally correct exit codes. */
  readonly alsoExit?: readonly Exit[];
  readonly addresses: readonly AddressTruth[];
  /** Addresses that may be reported as well. */
  readonly others?: readonly IpAddress[];
  /** Addresses that must be reported together. */
  readonly groups?: readonly (readonly IpAddress[])[];
  /** Sentences that the text, taken as one line, must contain, and those that it must not. */
  readonly present?: readonly RegExp[];
  readonly absent?: readonly RegExp[];
}

/** The same truth, after frame `n` has become frame `to(n)`. */
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
    ...(address.through && {
      through: address.through.map(path => ({...path, outages: outages(path.outages)})),
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
