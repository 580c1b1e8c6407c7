/**
 * What was said about an address, by whom, as ARP, neighbour discovery and the virtual routers' protocols have it: values,
 * without any judgement.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Dialect} from '@vip/arp/describe';
import type {ClaimKind, ConflictEvidence} from '@vip/arp/ownership';
import type {Mark, Run} from '../mark.js';

/** "It is mine", told to everybody. */
export interface Announcement extends Mark {
  readonly mac: MacAddress;
  /** Source of the frame; undefined where the capture does not tell. */
  readonly source: MacAddress | undefined;
  /** `request-broadcast` and so on; `na-override`, `na-no-override` for IPv6. */
  readonly form: string;
  /** Who speaks so and who ignores it; absent for IPv6. */
  readonly dialect?: Dialect;
  /** When its tenure's address was last claimed before by anybody, answers included: what `locktime` counts from. */
  readonly sinceClaimNs?: bigint;
}

/** Somebody became the owner. */
export interface Tenure extends Mark {
  readonly mac: MacAddress;
  readonly how: 'first' | 'moved' | 'returned' | 'flap' | 'conflict';
  /** By what it is known; `traffic` of one whom its neighbours send to when the capture begins, `speech` of one that is only seen to send. */
  readonly by: ClaimKind | 'traffic' | 'speech';
  readonly evidence?: ConflictEvidence;
  /** Who had it until then. */
  readonly from?: MacAddress;
}

/** Two that answered one and the same question. */
export interface DoubleAnswer extends Mark {
  readonly question: Mark;
  readonly asker: IpAddress;
  readonly macs: readonly [MacAddress, MacAddress];
}

/** "Who has it?", to everybody. */
export interface Question extends Mark {
  readonly mac: MacAddress;
  readonly ip: IpAddress;
  /** The first answer within a second. */
  readonly answer?: Mark & {readonly mac: MacAddress};
  /** The same machine's last answer to it, where it answered more than once. */
  readonly again?: Mark;
}

export interface ProbeSighting extends Mark {
  readonly mac: MacAddress;
}

/** What one MAC said about the address. */
export interface Claimant {
  readonly mac: MacAddress;
  readonly claims: number;
  readonly first: Mark;
  readonly last: Mark;
  readonly kinds: readonly ClaimKind[];
}

/** Words of one MAC in a row: announcements, answers, questions from the address, new masterships. */
export interface ClaimRun extends Run {
  readonly mac: MacAddress;
}
