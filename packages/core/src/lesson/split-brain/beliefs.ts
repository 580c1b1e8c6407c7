/**
 * The MAC that each client's cache holds for the VIP, and where its pings arrive, in words. Pure.
 *
 * @module
 */

import {observerName} from '@vip/analysis/internal';
import type {MacAddress} from '@vip/arp';
import {allAnswered, nodeAt} from '../evidence.js';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {PingResult} from '../pinger.js';

/** A client's cache entry; without a MAC if there is none. */
export interface ClientBelief {
  readonly client: LessonStation;
  readonly mac: MacAddress | undefined;
}

export function allBelieve(beliefs: readonly ClientBelief[], {mac}: LessonStation): boolean {
  return beliefs.length > 0 && beliefs.every(belief => belief.mac === mac);
}

/** `all ns0`, or `mcv-client ns0, ext ns1, router ns1`. */
export function formatBeliefs(settings: LessonSettings, beliefs: readonly ClientBelief[]): string {
  const macs = new Set(beliefs.map(({mac}) => mac));
  if (macs.size === 1) return `all ${nodeAt(settings, beliefs[0]?.mac)}`;
  return beliefs.map(({client, mac}) => `${observerName(client)} ${nodeAt(settings, mac)}`).join(', ');
}

/** A client's pings, and the MACs of the holders that received them. */
export interface Served {
  readonly client: LessonStation;
  readonly result: PingResult;
  readonly by: readonly MacAddress[];
}

/** Whether all were answered and arrived only at the holder with this MAC. */
export function isServedOnlyBy(mac: MacAddress | undefined, {result, by}: Served): boolean {
  return allAnswered(result) && by.length === 1 && by[0] === mac;
}

/** `mcv-client by ns0, ext by ns0 and ns1`. */
export function formatServed(settings: LessonSettings, all: readonly Served[]): string {
  return all
    .map(({client, by}) => {
      const nodes = by.map(mac => nodeAt(settings, mac)).join(' and ');
      return `${observerName(client)} by ${nodes || 'no node'}`;
    })
    .join(', ');
}

/** `5 of 9 answered`. */
export function formatAnswered(all: readonly Served[]): string {
  const sum = (what: 'sent' | 'answered') => all.reduce((total, {result}) => total + result[what], 0);
  return `${sum('answered')} of ${sum('sent')} answered`;
}
