/**
 * An address that seems healthy, in a capture that cut off some of the frames about it.
 *
 * @module
 */

import {counted} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {type Draft, finding} from '../verdict.js';

export function cutOff({cutOff: frames}: CaptureFacts, address: AddressFacts): Draft | undefined {
  const count = frames.of(address);
  if (count === 0) return questionsCut(frames.askedOf(address));
  const those =
    count === 1 ? 'a frame that may concern it was' : `${counted(count, 'frame')} that may concern it were`;
  const words = `Nothing is wrong with what is seen of it, but ${those} cut off by the snap length before their contents: whether another machine claims it is not known`;
  return finding('CANNOT_TELL', `${words}.`, [], WHOLE_FRAMES);
}

const WHOLE_FRAMES = 'Capture whole frames: tcpdump -s 0.';

function questionsCut(count: number): Draft | undefined {
  if (count === 0) return undefined;
  const those = count === 1 ? 'a packet to it was' : `${counted(count, 'packet')} to it were`;
  const words = `Nothing is wrong with what is seen of it, but ${those} cut off by the snap length before the header of their protocol: whether they ask anything, and whether that was answered, is not known`;
  return finding('CANNOT_TELL', `${words}.`, [], WHOLE_FRAMES);
}
