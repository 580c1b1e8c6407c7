/**
 * Reasons why a station sends to a new MAC, as names and in words: the one table for everything printed about it, from
 * events of a run or from a capture.
 *
 * @module
 */

/** Why a cache entry changed its MAC. */
export type CauseKind =
  /** A gratuitous ARP or an unsolicited advertisement, which is meant to correct the caches after a failover. */
  | 'announcement'
  /** The answer to the observer's own request, after its timers had expired. */
  | 'own-question'
  /** An answer to the observer, which had not asked. */
  | 'unasked-answer'
  /** Any other frame that the new holder sent for another purpose. */
  | 'side-traffic'
  /** No frame was captured that explains the change. */
  | 'unexplained';

interface CauseWords {
  /** As the cause of the end of an outage. */
  readonly noun: string;
  /** How a station found out: `by asking for it`. */
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

/** The change was reported so late that its cause cannot be distinguished from other frames before it. */
const UNKNOWN = 'something unknown: the change was reported late';

/**
 * `the announcement`, `probably the announcement`, `something unknown: ...`.
 *
 * @param announcement what it is called if the reader knows its kind
 */
export function causeWords(
  {cause, isCertain}: {readonly cause: CauseKind; readonly isCertain: boolean},
  announcement: string = CAUSE_WORDS.announcement.noun,
): string {
  if (cause === 'unexplained' && !isCertain) return UNKNOWN;
  const noun = cause === 'announcement' ? announcement : CAUSE_WORDS[cause].noun;
  return isCertain ? noun : `probably ${noun}`;
}
