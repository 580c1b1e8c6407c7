/**
 * The owner is alive, but refuses connections or requests.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import {listed, times} from '../../text/count-text.js';
import {type Draft, finding} from '../verdict.js';
import type {Steady} from './steady-case.js';

export function refused({address}: Steady): Draft[] {
  // Traceroute looks for a closed UDP port.
  const own = address.refusals.filter(
    ({by, isService, reason}) => by === address.ip && (isService || reason !== 'port unreachable'),
  );
  const [first] = own;
  if (first === undefined) return [];
  const count = sum(own, ({count: times}) => times);
  const whom = listed([...new Set(own.map(({to}) => to))]);
  const words = `The owner itself (${first.byMac ?? first.by}) refused ${whom} ${times(count)}: ICMP ${first.reason}; so the address is there, and ARP is not the problem`;
  return [{...finding('REFUSED', `${words}.`, [first]), brief: `ICMP ${first.reason} ${times(count)}`}];
}
