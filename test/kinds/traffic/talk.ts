/** Traffic to an address, of a sort that the story does not care about. */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {magnitude} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import type {Asker, Pace} from './asker.js';
import {dns} from './dns.js';
import {ping} from './ping.js';
import {session} from './sessions.js';

export type Sort = 'ping' | 'dns' | 'requests' | 'upload' | 'download';

/** Pings more often than the others: so do people. */
const SORTS = ['ping', 'ping', 'ping', 'dns', 'requests', 'upload', 'download'] as const;

export function anySort(random: Random): Sort {
  return random.pick(SORTS);
}

export function talk(asker: Asker, ip: IpAddress, sort: Sort, pace: Pace): void {
  if (sort === 'ping') ping(asker, ip, pace);
  else if (sort === 'dns') dns(asker, ip, pace);
  else session(asker, ip, sort, pace);
}

/** Often enough for an outage of `outage` nanoseconds to show in twelve questions, and not more than 80 in `length`. */
export function anyPace(random: Random, length: number, outage: number): number {
  const least = Math.max(5 * MS, length / 80);
  return magnitude(random, least, Math.max(least * 1.001, Math.min(60_000 * MS, outage / 12)));
}
