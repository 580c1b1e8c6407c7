/**
 * Senders in a story that went on sending to another MAC.
 *
 * @module
 */

import {largest} from '../../../collections/extremes.js';
import {sum} from '../../../collections/sum.js';
import type {RunCause, SentRun} from '../../../conversations/facts.js';
import {CAUSE_WORDS} from '../../../neighbour-cache/cause-words.js';
import {counted} from '../../../text/count-text.js';
import type {Handover, SenderStory} from '../../handovers/handover.js';
import {stationNames, who} from '../../rules/case.js';
import {limited, type StoryEvent, storyEvent} from './happening.js';

export function senders(handover: Handover): StoryEvent[] {
  const stuck = handover.senders.filter(({stale}) => stale.length > 0);
  return limited(byStation(stuck), stories => {
    const runs = stories.flatMap(({stale}) => stale).sort((a, b) => a.first.frame - b.first.frame);
    const last = largest(runs.map(run => run.last.frame));
    return storyEvent(runs[0]?.first ?? handover, staleText(stories, runs, last), last);
  });
}

/** Senders behind one router count as the router. */
function byStation(stories: readonly SenderStory[]): [SenderStory, ...SenderStory[]][] {
  const groups = new Map<string, [SenderStory, ...SenderStory[]]>();
  for (const story of stories) {
    const {mac, ip} = story.sender;
    const key = `${mac ?? ip} ${story.stale[0]?.to} ${story.followed === undefined} ${story.cause?.what}`;
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [story]);
    else own.push(story);
  }
  return [...groups.values()];
}

function staleText(
  stories: readonly [SenderStory, ...SenderStory[]],
  stale: readonly SentRun[],
  lastFrame: number,
): string {
  const [{followed, cause}] = stories;
  const frames = sum(stale, ({count}) => count);
  const answered = sum(stale, run => run.answered);
  const end = followed === undefined ? 'to the end' : `until frame ${lastFrame}, ${endedBy(cause)}`;
  const senders = stories.map(({sender}) => sender);
  const isOne = stationNames(senders).length === 1;
  // A sender that was not seen before does not go on: it begins.
  const isNew = stories.every(({before}) => before === undefined);
  const verb = isNew ? `send${isOne ? 's' : ''}` : `go${isOne ? 'es' : ''} on`;
  return `${who(senders)} ${verb} to ${stale[0]?.to}: ${counted(frames, 'frame')}, ${counted(answered, 'answer')}, ${end}`;
}

function endedBy(cause: RunCause | undefined): string {
  const words = `ended by ${CAUSE_WORDS[cause?.what ?? 'unexplained'].noun}`;
  return cause === undefined || cause.isCertain ? words : `probably ${words}`;
}
