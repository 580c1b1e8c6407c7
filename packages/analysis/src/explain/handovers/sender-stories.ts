/**
 * The reaction of each sender to a change of owner, and when it was not answered. Pure.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {DarkStretch, Sender, SentRun} from '../../conversations/facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore, isWithin} from '../scope.js';
import {GRACE_NS, LONG_NS} from '../significance.js';
import type {Handover, SenderStory} from './handover.js';
import type {Start} from './handover-starts.js';

export function senderStories(
  facts: AddressFacts,
  sender: Sender,
  start: Start,
  until: Start | undefined,
): SenderStory[] {
  const {mac: to} = start;
  const runs = sender.runs.filter(({first}) => isWithin(first, start, until));
  if (runs.length === 0) return [];
  const before = sender.runs.findLast(({first}) => isBefore(first, start));
  const stale = runs.filter(run => run.to !== undefined && run.to !== to && isInVain(run));
  const followed = runs.find(
    run => run.to === to || (run.to === undefined && run.answered + run.refused > 0),
  );
  const dark = darkAround(facts, sender.dark, start, until);
  return [
    {
      ...{sender, runs, stale},
      ...(before === undefined ? {} : {before}),
      ...(followed === undefined ? {} : {followed}),
      ...(followed?.cause === undefined ? {} : {cause: followed.cause}),
      ...(dark === undefined ? {} : {dark}),
    },
  ];
}

/** Whether the address changed owner before the sender asked again, and the sender is not seen to ask the new one. */
export function isCutShort(
  facts: AddressFacts,
  handover: Handover,
  sender: Sender,
  dark: DarkStretch,
): boolean {
  return (
    !handover.senders.some(story => story.sender === sender) &&
    isBefore(dark.lastUnanswered, handover) &&
    darkAround(facts, [dark], handover, handover.until) !== undefined
  );
}

/** The dark stretch for which a handover is the reason. */
function darkAround(
  facts: AddressFacts,
  stretches: readonly DarkStretch[],
  start: Mark,
  until: Mark | undefined,
): DarkStretch | undefined {
  const around = explainedBy(stretches, start, until);
  return around !== undefined && wasUnserved(facts, around, start) ? undefined : around;
}

/** The dark stretch that a handover ends, or lies in: nothing was answered between it and the handover. */
export function explainedBy(
  stretches: readonly DarkStretch[],
  start: Mark,
  until: Mark | undefined,
): DarkStretch | undefined {
  return stretches.find(
    ({lastAsked, firstUnanswered, firstAnswer}) =>
      (firstAnswer === undefined || !isBefore(firstAnswer, start)) &&
      (lastAsked === undefined || lastAsked.at <= start.at + GRACE_NS) &&
      (until === undefined || isBefore(firstUnanswered, until)),
  );
}

/** The same for one asker, if the stretch has an end. */
export function outlivedBy(
  sender: Sender,
  start: Mark,
  until: Mark | undefined,
): {readonly sender: Sender; readonly dark: DarkStretch}[] {
  const dark = explainedBy(sender.dark, start, until);
  return dark?.firstAnswer === undefined ? [] : [{sender, dark}];
}

/**
 * Whether a sender had gone unanswered since long before the change while others were answered, so that the
 * change is not the reason.
 */
function wasUnserved({answers}: AddressFacts, dark: DarkStretch, start: Mark): boolean {
  const {lastAnswer, firstUnanswered} = dark;
  if (lastAnswer !== undefined || start.at - firstUnanswered.at < LONG_NS) return false;
  return answers.some(({first, last}) => isBefore(firstUnanswered, last) && isBefore(first, start));
}

/** Whether some of it was not answered, or nothing shows that it was, because no answers to this sender are visible. */
function isInVain({answered, unanswered}: SentRun): boolean {
  return unanswered > 0 || answered === 0;
}
