/**
 * What is not known of an address in a capture that cut off some of the frames about it.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {cannotTell, type Draft, type VerdictName} from '../verdict.js';

/** Verdicts on what is missing: what was cut off may have been an announcement, an advertisement, a takeover or an answer. */
const OF_ABSENCE: ReadonlySet<VerdictName> = new Set([
  'LEFT_BEHIND',
  'NO_MASTER',
  'SILENT_FAILBACK',
  'NO_ANNOUNCEMENT',
  'ANNOUNCED_TOO_EARLY',
  'ANNOUNCED_BUT_IGNORED',
  'SWITCH_STALE',
  'OUTAGE',
  'SESSIONS_BLACKHOLED',
  'SESSIONS_HUNG',
]);

/** The finding of a rule, unless what was cut off may explain what it found missing. */
export function unlessCutOff({cutOff: frames}: CaptureFacts, address: AddressFacts, draft: Draft): Draft {
  if (!OF_ABSENCE.has(draft.verdict) || !frames.mayHide(address)) return draft;
  const those = counted(frames.of(address) + frames.askedOf(address), 'frame');
  const evidence = `${draft.evidence} The snap length cut off the contents of ${those} that may explain this`;
  const found = cannotTell('frames cut off by the snap length', `${evidence}.`, draft.frames, WHOLE_FRAMES);
  return draft.at === undefined ? found : {...found, at: draft.at};
}

/** Of an address that seems healthy. */
export function cutOff({cutOff: frames}: CaptureFacts, address: AddressFacts): Draft | undefined {
  const count = frames.of(address);
  if (count === 0) return questionsCut(frames.askedOf(address));
  const those =
    count === 1 ? 'a frame that may concern it was' : `${counted(count, 'frame')} that may concern it were`;
  const words = `Nothing is wrong with what is seen of it, but ${those} cut off by the snap length before their contents: whether another machine claims it is not known`;
  return cannotTell('frames cut off by the snap length', `${words}.`, [], WHOLE_FRAMES);
}

export const WHOLE_FRAMES = 'Capture whole frames: tcpdump -s 0.';

function questionsCut(count: number): Draft | undefined {
  if (count === 0) return undefined;
  const those = count === 1 ? 'a packet to it was' : `${counted(count, 'packet')} to it were`;
  const words = `Nothing is wrong with what is seen of it, but ${those} cut off by the snap length before the header of their protocol: whether they ask anything, and whether that was answered, is not known`;
  return cannotTell('frames cut off by the snap length', `${words}.`, [], WHOLE_FRAMES);
}
