/** Advertised priorities that no state of the checks can produce. */

import {clamp, type Member} from '../cluster.js';
import type {OwnVoice} from '../wire/hear.js';
import {bothSides, eachVoice, inFiles, reloadRemedy} from '../wire/told.js';
import {KEEPALIVED_MANUAL, type Rule, subjectOf} from './rule.js';

export const wirePriorityDiffers: Rule = {
  code: 'WIRE_PRIORITY_DIFFERS',
  severity: 'warning',
  title: 'in the capture: no state of the checks produces the advertised priority',
  thread: KEEPALIVED_MANUAL,
  find: eachVoice(voice => {
    const {candidates, speaker, vrid} = voice;
    const advertised = prioritiesOf(voice);
    const possible = new Map(candidates.map(member => [member, possiblePriorities(member)]));
    const gives = (member: Member, priority: number) => possible.get(member)?.has(priority) ?? true;
    if (candidates.some(member => advertised.every(({priority}) => gives(member, priority))))
      return undefined;
    const stray = advertised.find(({priority}) => !candidates.some(member => gives(member, priority)));
    const {priority, frame} = stray ?? (advertised.at(-1) as Advertised);
    return {
      subject: subjectOf(candidates),
      where: bothSides(candidates, 'priority', voice, frame),
      evidence: `${speaker.router} advertises priority ${priority} for VRID ${vrid}; in the files ${inFiles(candidates, member => told(possible.get(member)))}`,
      consequence:
        'the files are not what is running: which node takes over, and by what margin, may differ from the predictions',
      remedy: reloadRemedy(voice),
    };
  }),
};

interface Advertised {
  readonly priority: number;
  readonly frame: number;
}

/** 0 is a resignation. */
function prioritiesOf({speaker: {firstPriority, frame, changes}}: OwnVoice): Advertised[] {
  const all = [
    {priority: firstPriority, frame},
    ...changes.map(({to, frame: at}) => ({priority: to, frame: at})),
  ];
  return all.filter(({priority}) => priority !== 0);
}

/** The priorities for every combination of failing checks; undefined if a number in a file decides. */
function possiblePriorities({instance}: Member): ReadonlySet<number> | undefined {
  const {basePriority, tracks} = instance;
  if (tracks.some(({kind, weight}) => kind === 'file' && weight !== 0)) return undefined;
  let sums = new Set([basePriority]);
  for (const {weight, reverse} of tracks) {
    const change = reverse ? -weight : weight;
    if (change !== 0) sums = new Set([...sums].flatMap(sum => [sum, sum + change]));
  }
  return new Set([...sums].map(sum => clamp(instance, sum)));
}

function told(priorities: ReadonlySet<number> = new Set()): string {
  const sorted = [...priorities].sort((a, b) => b - a);
  return sorted.length > 4 ? `${sorted.at(-1)} to ${sorted[0]}, by its checks` : sorted.join(' or ');
}
