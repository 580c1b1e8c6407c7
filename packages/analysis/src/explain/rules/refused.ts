/**
 * The owner is alive, but refuses connections or requests.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import {listed, times} from '../../text/count-text.js';
import type {Refusal} from '../facts.js';
import {isBefore} from '../scope.js';
import {IN_A_ROW} from '../significance.js';
import {type Draft, finding} from '../verdict.js';
import type {Steady} from './steady-case.js';

export function refused({address, handovers}: Steady): Draft[] {
  // Traceroute looks for a closed UDP port.
  const own = address.refusals.filter(
    ({by, isService, reason}) => by === address.ip && (isService || reason !== 'port unreachable'),
  );
  const [first] = own;
  if (first === undefined || isWhileMoving(own, handovers)) return [];
  const count = sum(own, ({count: times}) => times);
  const whom = listed([...new Set(own.map(({to}) => to))]);
  const words = `The owner itself (${first.byMac ?? first.by}) refused ${whom} ${times(count)}: ICMP ${first.reason}; so the address is there, and ARP is not the problem`;
  return [{...finding('REFUSED', `${words}.`, [first]), brief: `ICMP ${first.reason} ${times(count)}`}];
}

/** Its service stopped before it gave the address up, and a few requests came in between. */
function isWhileMoving(refusals: readonly Refusal[], handovers: Steady['handovers']): boolean {
  if (sum(refusals, ({count}) => count) >= IN_A_ROW) return false;
  return refusals.every(({byMac, last}) =>
    handovers.some(
      ({from, lastOld, ...move}) =>
        from === byMac && isBefore(last, move) && (lastOld === undefined || !isBefore(last, lastOld)),
    ),
  );
}
