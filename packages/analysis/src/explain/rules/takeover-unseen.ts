/**
 * How an outage is put where no takeover is seen: the capture may end before there is one.
 *
 * @module
 */

import {masterDownNs} from '../../claims/router-record.js';
import type {DarkStretch} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import {routersOf} from '../handovers/router-index.js';
import type {Case} from './case.js';

/** The longest time for which a passive node waits by default: the hold time of HSRP and GLBP (RFC 2281 §5.1). Nanoseconds. */
const HOLD_NS = 10_000_000_000n;

type Seen = Pick<Case, 'address' | 'capture'>;

export function withoutTakeover(given: Seen, dark: DarkStretch): string {
  // What was cut off may have shown the new owner.
  const count = given.capture.cutOff.of(given.address);
  if (count > 0) {
    const cut = `${counted(count, 'frame')} that could show one`;
    return `and no takeover is seen, but the snap length cut ${cut}`;
  }
  if (dark.firstAnswer !== undefined) return 'although no takeover happened then';
  return `and no takeover is seen before the capture ends${tooSoon(given, dark)}`;
}

/** `; that is too soon to tell whether another takes over`; empty where it lasts long enough. */
export function tooSoon({capture, address}: Seen, dark: DarkStretch): string {
  const {firstAnswer, lastAnswer, firstUnanswered} = dark;
  const end = capture.last?.at;
  if (firstAnswer !== undefined || end === undefined) return '';
  const silent = end - (lastAnswer ?? firstUnanswered).at;
  const waits = routersOf(address, capture.routers).map(({intervalNs}) => masterDownNs(intervalNs));
  return (waits.length === 0 ? [HOLD_NS] : waits).every(wait => silent > wait)
    ? ''
    : '; the capture ends too soon to tell whether another takes over';
}
