/**
 * @module
 */

import {listed} from '../../text/count-text.js';
import {type Pair, preferredTo} from './pairs.js';
import {bothHoldText, type FindingDraft, vipsOf} from './rule.js';

/**
 * Two nodes that do not hear each other both hold the address: from the start if one of them is preferred to all others, otherwise once
 * those are gone.
 */
export function bothHold(pair: Pair): Pick<FindingDraft, 'consequence' | 'severity'> {
  const {first, second} = pair;
  const before = preferredTo(pair);
  if (before.length === 0) return {consequence: bothHoldText([first, second])};
  return {
    severity: 'error',
    consequence: `once ${listed(before)} ${before.length > 1 ? 'are' : 'is'} gone, ${first.node.name} and ${second.node.name} both hold ${vipsOf(first)}, for as long as both run`,
  };
}
