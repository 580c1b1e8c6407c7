/**
 * An address that seems healthy in a capture whose frames all have one time, as the simple packets of pcapng do, which have none.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import {MANY} from '../significance.js';
import {cannotTell, type Draft} from '../verdict.js';

export function withoutTimes({first, last, frames}: CaptureFacts): Draft | undefined {
  if (frames < MANY || first === undefined || first.at !== last?.at) return undefined;
  const words = `Nothing is wrong with what is seen of it, but all ${counted(frames, 'frame')} have the same time: for how long anything went unanswered is not known`;
  return cannotTell('all frames have the same time', `${words}.`, [], 'Capture with times: tcpdump -w FILE.');
}
