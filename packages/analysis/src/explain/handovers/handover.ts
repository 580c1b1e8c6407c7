/**
 * A change of an address's owner, and the reaction of its neighbours.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import type {DarkStretch, RunCause, Sender, SentRun} from '../../conversations/facts.js';
import type {Announcement, Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import type {AnnouncementSet} from './announcement-sets.js';
import type {Aside} from './asides.js';
import type {SettledTenure} from './tenures.js';

/** A sender's reaction to a handover. */
export interface SenderStory {
  readonly sender: Sender;
  /** Its runs after the handover and before the next. */
  readonly runs: readonly SentRun[];
  /** The last run before it. */
  readonly before?: SentRun;
  /** Runs to a MAC other than the new owner's, not all answered. */
  readonly stale: readonly SentRun[];
  /** The first run to the new owner, or answered by it. */
  readonly followed?: SentRun;
  readonly cause?: RunCause;
  /** The stretch in which this sender was not answered, if the handover explains it. */
  readonly dark?: DarkStretch;
}

export interface Handover extends Mark {
  readonly from?: MacAddress;
  readonly to: MacAddress;
  /** The router that advertises for it, if masters share a MAC. */
  readonly fromRouter?: IpAddress;
  readonly toRouter?: IpAddress;
  /** The protocol's name for the router that has the address. */
  readonly role?: string;
  readonly how: Tenure['how'];
  readonly by: Tenure['by'];
  /** Whether the new owner had it before. */
  readonly isReturn: boolean;
  /** The next handover. */
  readonly until?: Mark;
  readonly announcements: readonly Announcement[];
  readonly sets: readonly AnnouncementSet[];
  readonly senders: readonly SenderStory[];
  /** Stretches around it in which single askers that kept sending to the virtual MAC were not answered: another forwarder served the rest. */
  readonly outlived: readonly {readonly sender: Sender; readonly dark: DarkStretch}[];
  /** Claims and answers of other MACs meanwhile. */
  readonly disputes: readonly Tenure[];
  /** The old owner's last answer before it, and the new owner's first after it. */
  readonly lastOld?: Mark;
  readonly firstNew?: Mark;
  /** Senders that the old owner told its MAC after the handover. */
  readonly misled: ReadonlySet<IpAddress>;
  /** The stretch without any answer that it lies in, or begins. */
  readonly dark?: DarkStretch;
  /** The tenure that it begins. */
  readonly asTenure: SettledTenure;
  /** Whether the virtual router changed its master and kept its MAC. */
  readonly keepsMac: boolean;
}

export interface Handovers {
  readonly handovers: readonly Handover[];
  /** The first known owner. */
  readonly first: Tenure | undefined;
  readonly asides: readonly Aside[];
}

/** The facts about one address, for a rule that examines all of them. */
export interface JudgedAddress {
  readonly address: AddressFacts;
  readonly changes: Handovers;
}
