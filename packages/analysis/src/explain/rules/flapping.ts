/**
 * A flapping address, with one owner at a time.
 *
 * @module
 */

import {flappingAmong} from '@vip/arp/ownership';
import {formatDuration} from '../../duration-text.js';
import type {Handover} from '../handover.js';
import {type Draft, finding} from '../verdict.js';

export function flapping(handovers: readonly Handover[]): Draft[] {
  const moves = handovers.filter(({disputes, how}) => disputes.length === 0 && how !== 'conflict');
  const most = flappingAmong(moves);
  const [first] = most;
  const last = most.at(-1);
  if (first === undefined || last === undefined) return [];
  const owners = [...new Set(most.map(({to, toRouter}) => toRouter ?? to))].slice(0, 3).join(', ');
  const words = `It changed its owner ${most.length} times in ${formatDuration(last.at - first.at)} (${owners})`;
  return [finding('FLAPPING', `${words}.`, [first, last])];
}
