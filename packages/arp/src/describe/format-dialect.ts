/**
 * A dialect in words. Pure.
 *
 * @module
 */

import type {Dialect, DialectWarning} from './dialect.js';
import {type DialectSpeaker, LINUX} from './dialect-table.js';

const WARNING_WORDS: Readonly<Record<DialectWarning, string>> = {
  'reply-not-to-self': `Linux ignores it ${LINUX.when}`,
  'sender-is-not-source': "sender MAC is not the frame's: switch and caches differ",
  'sender-mac-zero': 'sender MAC is zero',
  'no-announcement': 'no announcement: the sender IP is a different address',
  'probe-target-not-zero': 'target MAC not zero',
};

const MAX_COLUMNS = 76;
/** Width of the list of speakers, which leaves room for the receivers that ignore the form. */
const MAX_SPEAKER_COLUMNS = 50;

/**
 * Lines within 76 columns: which software uses the form, which ignores it, and what is odd.
 *
 * @param dialect as `dialectOf` finds it
 */
export function formatDialect({speakers, ignoredBy, warnings}: Dialect): string[] {
  const spoken =
    speakers.length === 0 ? 'a form not known to be sent by any software' : `as ${speakersOf(speakers)}`;
  const ignored = ignoredBy.length === 0 ? [] : [`ignored by ${namesOf(ignoredBy)}`];
  const both = [spoken, ...ignored].join('; ');
  const lines = both.length <= MAX_COLUMNS ? [both] : [spoken, ...ignored];
  for (const warning of warnings) lines.push(`warning: ${WARNING_WORDS[warning]}`);
  return lines;
}

function namesOf(all: readonly {readonly name: string}[]): string {
  return all.map(({name}) => name).join(', ');
}

/** The first of them, and how many more, on one line. */
function speakersOf(speakers: readonly DialectSpeaker[]): string {
  const all = namesOf(speakers);
  if (all.length <= MAX_SPEAKER_COLUMNS) return all;
  let shown = speakers.length - 1;
  const shortened = () => `${namesOf(speakers.slice(0, shown))} and ${speakers.length - shown} more`;
  while (shown > 1 && shortened().length > MAX_SPEAKER_COLUMNS) shown -= 1;
  return shortened();
}
