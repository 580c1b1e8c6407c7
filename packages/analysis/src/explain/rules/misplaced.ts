/**
 * What is not known of an address in a file whose parts are in the wrong order, some of which were left out.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import {cannotTell, type Draft} from '../verdict.js';

/** The finding of a rule, unless frames were left out: an owner, a proxy or an announcement among them would explain what it found. */
export function unlessMisplaced({misplaced}: CaptureFacts, draft: Draft): Draft {
  if (misplaced === undefined || draft.verdict === 'HEALTHY' || draft.verdict === 'CANNOT_TELL') return draft;
  const evidence = `${draft.evidence} The ${counted(misplaced.frames, 'frame')} that were left out may explain this`;
  const found = cannotTell(MISSING, `${evidence}.`, draft.frames, SORTED);
  return draft.at === undefined ? found : {...found, at: draft.at};
}

/** Of an address that seems healthy. */
export function misplacedFrames({misplaced}: CaptureFacts): Draft | undefined {
  if (misplaced === undefined) return undefined;
  const {frame, frames} = misplaced;
  const words = `Nothing is wrong with what was read of it, but ${counted(frames, 'frame')} from frame ${frame} on were captured before those in front of them, and were left out`;
  return cannotTell(MISSING, `${words}.`, [frame], SORTED);
}

const MISSING = 'frames in the wrong order left out';
const SORTED = 'Sort the file: reordercap FILE SORTED.';
