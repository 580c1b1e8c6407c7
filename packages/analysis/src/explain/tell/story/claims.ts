/**
 * Owners and claimants of the address in a story.
 *
 * @module
 */

import {counted} from '../../../text/count-text.js';
import type {Tenure} from '../../claim-facts.js';
import type {AddressFacts} from '../../facts.js';
import type {Handover} from '../../handovers/handover.js';
import {limited, type StoryEvent, storyEvent} from './happening.js';

export function owners(
  {tenures, beyond}: AddressFacts,
  first: Tenure | undefined,
  changes: readonly Handover[],
): StoryEvent[] {
  const last = tenures.at(-1);
  const more = `and ${counted(beyond.tenures, 'more change')} of owner, not tracked`;
  return [
    ...(first === undefined ? [] : [storyEvent(first, `${first.mac} has the address (${BY[first.by]})`)]),
    ...limited(changes, handover => storyEvent(handover, ownerText(handover))),
    ...(beyond.tenures > 0 && last !== undefined ? [storyEvent(last, more)] : []),
  ];
}

const BY: Readonly<Record<Tenure['by'], string>> = {
  announcement: 'it announces it',
  answer: 'it answers for it',
  question: 'it asks from it',
  advertisement: 'it advertises it',
  traffic: 'its neighbours send to it',
  speech: 'it sends from it',
};

function ownerText({to, from, how, by, isReturn, keepsMac, fromRouter, toRouter, role}: Handover): string {
  if (keepsMac) return `${toRouter} becomes ${role} after ${fromRouter}; the MAC stays ${to}`;
  if (how === 'conflict') return `${from} and ${to} both claim it`;
  const verb = isReturn ? 'has it again' : 'takes it';
  const flap = how === 'flap' ? '; it flaps' : '';
  const former = from === undefined ? '' : `, after ${from}`;
  return `${to} ${verb}${former} (${BY[by]})${flap}`;
}

export function disputes({disputes: all}: Handover): StoryEvent[] {
  return limited(all, dispute =>
    storyEvent(dispute, `${dispute.mac} claims it besides ${dispute.from} (${BY[dispute.by]})`),
  );
}

export function probes({probes: all}: AddressFacts): StoryEvent[] {
  return limited(all, probe => storyEvent(probe, `${probe.mac} probes whether it is in use`));
}
