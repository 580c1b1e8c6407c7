/**
 * Tickles in a story: who told the clients of old sessions, and what followed.
 *
 * @module
 */

import type {TickleAttempt} from '../../../sessions/tickles.js';
import {counted, listed} from '../../../text/count-text.js';
import {formatDuration} from '../../../text/duration-text.js';
import type {AddressFacts} from '../../facts.js';
import {limited, type StoryEvent, storyEvent} from './happening.js';

export function tickles({tickled = []}: AddressFacts): StoryEvent[] {
  return limited(tickled, attempt => storyEvent(attempt.first, tickleText(attempt), attempt.last.frame));
}

/** `02:00:00:00:00:0b tickles 2 TCP sessions of 10.0.0.1 (4 segments with the numbers 0): all reset 90 us to 120 us later` */
function tickleText(attempt: TickleAttempt): string {
  const {mac = 'a machine', count, clients, unanswered, answered, unknown, reset, reopened} = attempt;
  const sessions = unanswered + answered + unknown + reset;
  const segments = counted(count, 'segment');
  const again = reopened === undefined ? '' : `; a client connects again in frame ${reopened.frame}`;
  return `${mac} tickles ${counted(sessions, 'TCP session')} of ${listed(clients)} (${segments} with the numbers 0): ${fatesText(attempt, sessions)}${again}`;
}

function fatesText(attempt: TickleAttempt, sessions: number): string {
  const {unanswered, answered, unknown, reset} = attempt;
  const fates = [
    {count: reset, words: `reset${laterText(attempt)}`},
    {count: answered, words: 'answered, and not reset'},
    {count: unknown, words: 'no longer known to the client'},
    {count: unanswered, words: 'unanswered'},
  ].filter(({count}) => count > 0);
  return fates
    .map(({count, words}) => (sessions === 1 ? words : `${count === sessions ? 'all' : count} ${words}`))
    .join(', ');
}

function laterText({resetAfterNs}: TickleAttempt): string {
  if (resetAfterNs === undefined) return '';
  const [least, most] = resetAfterNs.map(ns => formatDuration(ns));
  return least === most ? ` ${least} later` : ` ${least} to ${most} later`;
}
