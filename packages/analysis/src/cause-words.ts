/**
 * What makes a station send to another MAC than before, in a name and in words: the one table for all that is told of it, from
 * events of a run and from a capture.
 *
 * @module
 */

/** Why a cache entry changed its MAC. */
export type CauseKind =
  /** A gratuitous ARP or an unsolicited advertisement, the one the failover is meant to be healed by. */
  | 'announcement'
  /** The answer to a question of the observer itself, after its own timers had run out. */
  | 'own-question'
  /** An answer to the observer, which had not asked. */
  | 'unasked-answer'
  /** Any other frame that the new holder sent: nobody meant to heal anything by it. */
  | 'side-traffic'
  /** No frame was captured that explains the change. */
  | 'unexplained';

interface CauseWords {
  /** What it was: what ended an outage. */
  readonly noun: string;
  /** How somebody found out: `by asking for it`. */
  readonly gerund: string;
}

export const CAUSE_WORDS: Readonly<Record<CauseKind, CauseWords>> = {
  announcement: {noun: 'the announcement', gerund: 'receiving the announcement'},
  'own-question': {noun: 'the answer to its own question', gerund: 'asking for it'},
  'unasked-answer': {
    noun: 'an unsolicited answer',
    gerund: 'receiving an unsolicited answer',
  },
  'side-traffic': {
    noun: 'side traffic',
    gerund: 'receiving side traffic',
  },
  unexplained: {noun: 'something that was not captured', gerund: 'something that was not captured'},
};

/** Where the news of the change came so late that what came before it cannot be told from what did it. */
const UNKNOWN = 'something unknown: the change was reported late';

/**
 * `the announcement`, `probably the announcement`, `something unknown: ...`.
 *
 * @param announcement what one is called where the reader knows its kind
 */
export function causeWords(
  {cause, isCertain}: {readonly cause: CauseKind; readonly isCertain: boolean},
  announcement: string = CAUSE_WORDS.announcement.noun,
): string {
  if (cause === 'unexplained' && !isCertain) return UNKNOWN;
  const noun = cause === 'announcement' ? announcement : CAUSE_WORDS[cause].noun;
  return isCertain ? noun : `probably ${noun}`;
}
