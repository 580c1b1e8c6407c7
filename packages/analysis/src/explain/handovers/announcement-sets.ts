/**
 * The sets of announcements in a capture, and whether they are periodic.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {inSets} from '../../claims/announcement-sets.js';
import type {Announcement} from '../claim-facts.js';

export interface AnnouncementSet {
  readonly mac: MacAddress;
  readonly first: Announcement;
  readonly last: Announcement;
  readonly count: number;
  /** Each form once, in order of appearance. */
  readonly forms: readonly string[];
}

/** @param announcements oldest first */
export function setsOf(announcements: readonly Announcement[]): AnnouncementSet[] {
  const groups = inSets(
    announcements,
    ({at}) => at,
    ({mac}) => mac,
  );
  return groups.flatMap(group => {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) return [];
    return [
      {mac: first.mac, first, last, count: group.length, forms: [...new Set(group.map(({form}) => form))]},
    ];
  });
}

/** The interval between sets, if there are three or more at about equal intervals; undefined otherwise. */
export function refreshPeriodNs(sets: readonly AnnouncementSet[]): bigint | undefined {
  if (sets.length < 3) return undefined;
  const gaps = sets.slice(1).map(({first}, index) => first.at - (sets[index] as AnnouncementSet).first.at);
  const sorted = [...gaps].sort((a, b) => Number(a - b));
  const middle = sorted[Math.floor(sorted.length / 2)] as bigint;
  const isRegular = sorted.every(gap => gap > (middle * 7n) / 10n && gap < (middle * 13n) / 10n);
  return isRegular ? middle : undefined;
}
