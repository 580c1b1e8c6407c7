/** Traffic to an address, of a random sort, for stories to which the sort does not matter. */

import type {IpAddress} from '@vip/arp';
import type {Random} from '../../helpers/random.js';
import {magnitude} from '../sim/chance.js';
import {MS} from '../sim/clock.js';
import type {Asker, Pace} from './asker.js';
import {dns} from './dns.js';
import {ping} from './ping.js';
import {session} from './sessions.js';

export type Sort = 'ping' | 'dns' | 'requests' | 'upload' | 'download';

/** Pings are more frequent than the others, as in practice. */
const SORTS = ['ping', 'ping', 'ping', 'dns', 'requests', 'upload', 'download'] as const;

export function anySort(random: Random): Sort {
  return random.pick(SORTS);
}

export function talk(asker: Asker, ip: IpAddress, sort: Sort, pace: Pace): void {
  if (sort === 'ping') ping(asker, ip, pace);
  else if (sort === 'dns') dns(asker, ip, pace);
  else session(asker, ip, sort, pace);
}

/** The interval at which an outage of `outage` nanoseconds shows in twelve questions, but with at most 80 questions in `length`. */
export function anyPace(random: Random, length: number, outage: number): number {
  const least = Math.max(5 * MS, length / 80);
  return magnitude(random, least, Math.max(least * 1.001, Math.min(60_000 * MS, outage / 12)));
}
