/**
 * How a MAC claims an address: openly, or only to stations that had not asked, and for how long.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Claim} from '@vip/arp/ownership';
import type {Mark} from '../capture/mark.js';
import {UNASKED_ANSWERS} from './asked-lately.js';

const MAX_TOLD = 4;

/**
 * A machine with several ports, whose clients are given one each, tells them so unasked as well, in a few bursts after it was asked
 * (Linux bonding, balance-alb, `rlb_update_rx_clients`); a machine that deceives has to go on. Nanoseconds.
 */
const PERSISTS_NS = 8_000_000_000n;
const PERSISTS = 4;

/** How a MAC claims an address. */
export interface Claimed {
  /** Whether it sends requests from the address: a proxy, which answers for others, does not. */
  isAsked: boolean;
  /** Whether it broadcast such a request, as the owner of an address does. */
  isAskedOfAll: boolean;
  /** Whether it announces the address to all, or answers when asked, as owners and proxies do. */
  isOpen: boolean;
  /** Whether it announces the address to all, as no proxy does. */
  isAnnounced: boolean;
  /** Number of claims sent only to stations that had not asked. */
  unasked: number;
  /** The stations that were told in this way; undefined for none. */
  told: Set<IpAddress> | undefined;
  /** The first and last of its requests from the address and of its claims only to stations that had not asked, and their number. */
  firstSaid: Mark | undefined;
  lastSaid: Mark | undefined;
  said: number;
  /**
   * When the claim becomes persistent, if it continues: the time of the first plus `PERSISTS_NS`, computed
   * once rather than for each claim. Nanoseconds.
   */
  persistsAt: bigint;
  /**
   * Whether it sent answers to single stations that had not asked, for so long that the only explanation is
   * deceit.
   */
  isPersistent: boolean;
}

/** A station that is told of a claim. */
export interface Recipient {
  /** Unknown where the capture does not show it, although it shows that one station alone was told. */
  readonly mac: MacAddress | undefined;
  readonly ip: IpAddress;
}

export function newClaimed(): Claimed {
  return {
    isAsked: false,
    isAskedOfAll: false,
    isOpen: false,
    isAnnounced: false,
    unasked: 0,
    told: undefined,
    firstSaid: undefined,
    lastSaid: undefined,
    said: 0,
    persistsAt: 0n,
    isPersistent: false,
  };
}

/** @param unasked the station that was told without having asked; undefined if all were told, or it had asked */
export function say(claimed: Claimed, what: Claim['what'], unasked: Recipient | undefined, mark: Mark): void {
  if (what === 'question') {
    claimed.isAsked = true;
    claimed.isAskedOfAll ||= unasked === undefined;
  } else if (unasked !== undefined) claimed.unasked++;
  else {
    claimed.isOpen = true;
    claimed.isAnnounced ||= what === 'announcement' || what === 'advertisement';
  }
  if (unasked !== undefined) {
    claimed.told ??= new Set();
    if (claimed.told.size < MAX_TOLD) claimed.told.add(unasked.ip);
  }
  if (what !== 'question' && unasked === undefined) return;
  claimed.lastSaid = mark;
  claimed.said++;
  if (claimed.firstSaid === undefined) {
    claimed.firstSaid = mark;
    claimed.persistsAt = mark.at + PERSISTS_NS;
  } else if (claimed.said >= PERSISTS && mark.at >= claimed.persistsAt) claimed.isPersistent = true;
}

export function isSaidUnasked({isAsked, unasked}: Claimed): boolean {
  return isAsked || unasked >= UNASKED_ANSWERS;
}

export function isOnlyAnswered(claimed: Claimed): boolean {
  return claimed.isOpen && !claimed.isAnnounced && !isSaidUnasked(claimed);
}
