/**
 * Predictions for the return of the old owner, after a start and after a freeze.
 *
 * @module
 */

import {silentFailbackPair} from '../calculations/announcing.js';
import {type Election, elect, ownerText} from '../calculations/election.js';
import {detectionMs, exactly, formatSeconds, returnMs} from '../calculations/timing.js';
import {healthyPriority, type Member, type Router} from '../cluster.js';
import {type Prediction, prediction} from './prediction.js';

/** The old owner returns: after a restart, or after a freeze. @param election among the others */
export function returns(router: Router, owner: Member, without: Election): Prediction[] {
  const {owner: heir} = without;
  if (heir === undefined) return [];
  const election = elect(router.members, [], heir);
  const moves = election.owner === owner;
  const priority = healthyPriority(owner.instance);
  const {startupDelayMs} = owner.node.config.globals;
  const ms = returnMs(owner.instance, priority, startupDelayMs, heir.instance);
  const at = owner.node.name;
  const back = moves
    ? `it takes the address back ${formatSeconds(ms)} after its start`
    : `${ownerText(without, heir)} keeps the address`;
  return [
    prediction(router, {
      event: 'return',
      on: [at],
      election,
      moves,
      ...(moves ? {after: exactly(ms)} : {}),
      text: `when ${at} returns: ${back}`,
    }),
    ...thaw(router, owner, heir),
  ];
}

/** Frozen for longer than the takeover time, then resumed: the owner announces itself, or no node does. */
function thaw(router: Router, owner: Member, heir: Member): Prediction[] {
  if (healthyPriority(owner.instance) === healthyPriority(heir.instance)) return [];
  const isSilent = silentFailbackPair({name: router.name, members: [owner, heir]}) !== undefined;
  const ms = detectionMs(heir.instance, healthyPriority(heir.instance), owner.instance);
  const at = owner.node.name;
  const how = isSilent ? 'unannounced' : 'and announces it';
  return [
    prediction(router, {
      event: 'freeze',
      on: [at],
      election: elect(router.members, []),
      moves: true,
      silent: isSilent,
      text: `if ${at} freezes for more than ${formatSeconds(ms)}: it has the address again at once, ${how}`,
    }),
  ];
}
