/**
 * Two nodes of which one rejects the other's advertisements. The consequence depends on which of them it is.
 *
 * @module
 */

import {listed} from '../../text/count-text.js';
import type {Member} from '../cluster.js';
import {bothHold} from './both-hold.js';
import {type Pair, preferredTo} from './pairs.js';
import type {FindingDraft} from './rule.js';

/** Undefined if both are heard. If the lower one is not heard, that alone never makes both hold the address. */
export function whatFollows(
  pair: Pair,
  isHeard: (sender: Member, receiver: Member) => boolean,
): Pick<FindingDraft, 'consequence' | 'severity'> | undefined {
  const {first, second} = pair;
  if (!isHeard(first, second)) return bothHold(pair);
  if (isHeard(second, first)) return undefined;
  const [one, other] = [first.node.name, second.node.name];
  const before = preferredTo(pair);
  return {
    severity: 'warning',
    consequence: `${before.length === 0 ? '' : `once ${listed(before)} ${before.length > 1 ? 'are' : 'is'} gone, `}${one} never hears ${other}: it takes the address back whatever nopreempt says, and keeps it beside ${other} when its priority falls below`,
  };
}
