/**
 * Two nodes of which one rejects the other's advertisements: the consequence depends on which one does.
 *
 * @module
 */

import type {Member} from '../cluster.js';
import type {Pair} from './pairs.js';
import {type Draft, twoOwners} from './rule.js';

/** Undefined where both are heard. The lower one that is not heard never holds the address beside the other by itself. */
export function whatFollows(
  {first, second}: Pair,
  isHeard: (sender: Member, receiver: Member) => boolean,
): Pick<Draft, 'consequence' | 'severity'> | undefined {
  if (!isHeard(first, second)) return {consequence: twoOwners([first, second])};
  if (isHeard(second, first)) return undefined;
  const [one, other] = [first.node.name, second.node.name];
  return {
    severity: 'warning',
    consequence: `${one} never hears ${other}: it takes the address back whatever nopreempt says, and keeps it beside ${other} when its priority falls below`,
  };
}
