/**
 * Predictions for the start of all nodes: one is master, or several that do not hear each other.
 *
 * @module
 */

import {type Election, elect, marginOf} from '../calculations/election.js';
import {formatSeconds, startMs} from '../calculations/timing.js';
import {healthyPriority, type Member, type Router} from '../cluster.js';
import {type Prediction, prediction, standingsOf} from './prediction.js';

/** @param election without failures; has an owner */
export function started(router: Router, election: Election): Prediction {
  const owner = election.owner as Member;
  const {instance, node} = owner;
  const priority = healthyPriority(instance);
  const ms = startMs(instance, priority, node.config.globals.startupDelayMs);
  const margin = marginOf(election);
  const lead =
    margin === undefined ? '' : election.isTie ? ', with the priority of the others' : `, ahead by ${margin}`;
  const who = election.isTie ? 'the node with the higher address' : node.name;
  return prediction(router, {
    event: 'start',
    on: router.members.map(member => member.node.name),
    election,
    moves: true,
    after: {least: ms, most: ms},
    text: `when all start: ${who} is master after ${formatSeconds(ms)}, at ${priority}${lead}`,
  });
}

/** The node that has the address does not answer. */
export function predictDark(router: Router, consequence: string): Prediction[] {
  const election = elect(router.members, []);
  if (election.owner === undefined) return [];
  const {text, ...start} = started(router, election);
  return [{...start, unanswered: true, text: `${text}; ${consequence}`}];
}

/** Daemons that exit, and instances in FAULT, have no address. */
export function predictNobody(router: Router, why: string): Prediction {
  const on = router.members.map(({node}) => node.name);
  return {
    ...{router, event: 'start', on, owner: undefined, moves: true, standings: {}},
    text: `when all start: ${why} on ${on.join(' and ')}: no node has the address`,
  };
}

/** Nodes that do not hear each other, or reject each other's advertisements, all have the address. */
export function predictSplit(router: Router, consequence: string): Prediction[] {
  const election = elect(router.members, []);
  return [
    {
      router,
      event: 'start',
      on: router.members.map(({node}) => node.name),
      owner: undefined,
      moves: true,
      twoOwners: true,
      standings: standingsOf(election),
      text: `when all start: ${consequence}`,
    },
  ];
}
