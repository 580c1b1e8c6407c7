/**
 * A flapping address, with one owner at a time.
 *
 * @module
 */

import {flappingAmong} from '@vip/arp/ownership';
import {listed} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {Handover} from '../handovers/handover.js';
import {type Draft, finding} from '../verdict.js';

export function flapping(handovers: readonly Handover[]): Draft[] {
  const moves = handovers.filter(({disputes, how}) => disputes.length === 0 && how !== 'conflict');
  const most = flappingAmong(moves);
  const [first] = most;
  const last = most.at(-1);
  if (first === undefined || last === undefined) return [];
  const all = [...new Set(most.map(({to, toRouter}) => toRouter ?? to))];
  const more = all.length - MOST_NAMES;
  const owners = [...all.slice(0, MOST_NAMES), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  const length = formatDuration(last.at - first.at);
  const words = `It changed owner ${most.length} times in ${length} (${owners})`;
  return [
    {...finding('FLAPPING', `${words}.`, [first, last]), brief: `${listed(all)} in turn for ${length}`},
  ];
}

/** Enough to name every node of a cluster, but not all of the MACs of a flood. */
const MOST_NAMES = 8;
