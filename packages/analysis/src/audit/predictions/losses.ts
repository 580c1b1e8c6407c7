/**
 * Ways of losing the owner, and how long each takes to be noticed.
 *
 * @module
 */

import {type Election, ownerText} from '../calculations/election.js';
import {
  type DurationRange,
  detectionMs,
  exactly,
  formatSeconds,
  formatSecondsRange,
  intervalHeard,
  releaseMs,
} from '../calculations/timing.js';
import {healthyPriority, type Member, type Router} from '../cluster.js';
import {type PredictedEvent, type Prediction, prediction} from './prediction.js';

/** Ways of losing a node, each with its own detection time. @param election among the others */
export function losses(router: Router, owner: Member, election: Election): Prediction[] {
  const heir = election.owner;
  if (heir === undefined) return election.candidates.length === 0 ? [] : nobodyLeft(router, owner, election);
  const priority = healthyPriority(heir.instance);
  const detect = detectionMs(heir.instance, priority, owner.instance);
  const release = releaseMs(heir.instance, priority, owner.instance);
  const heard = intervalHeard(heir.instance, owner.instance);
  const at = owner.node.name;
  const takes = `${ownerText(election, heir)} takes over`;
  const crash = `if ${at} crashes: ${takes} ${formatSeconds(detect)} after its last advertisement`;
  const dark = formatSecondsRange({least: detect - heard, most: detect});
  const on = [at];
  const lost = (event: PredictedEvent, after: DurationRange, text: string) =>
    prediction(router, {event, on, election, moves: true, after, text});
  return [
    lost('crash', exactly(detect), `${crash}: dark for ${dark}`),
    lost(
      'stop',
      exactly(release),
      `if keepalived is stopped on ${at}: ${takes} after ${formatSeconds(release)}`,
    ),
    lost(
      'interface-down',
      {least: detect - heard, most: detect},
      `if ${owner.instance.iface ?? 'its interface'} goes down on ${at}: ${takes} after ${dark}`,
    ),
  ];
}

/** All other nodes are permanently in FAULT. */
function nobodyLeft(router: Router, owner: Member, election: Election): Prediction[] {
  const at = owner.node.name;
  const why = election.candidates.map(({member, standing}) => `${member.node.name} ${standing}`).join(', ');
  const conditions = {
    crash: `${at} crashes`,
    stop: `keepalived is stopped on ${at}`,
    'interface-down': `${owner.instance.iface ?? 'its interface'} goes down on ${at}`,
  } as const;
  return Object.entries(conditions).map(([event, condition]) =>
    prediction(router, {
      event: event as keyof typeof conditions,
      ...{on: [at], election, moves: true},
      text: `if ${condition}: no node has the address (${why})`,
    }),
  );
}
