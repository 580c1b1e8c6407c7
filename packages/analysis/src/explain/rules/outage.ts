/**
 * Questions that went unanswered although the address did not move, or for longer than its move explains.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {isCutShort} from '../handovers/sender-stories.js';
import {isOfBlackholed} from '../handovers/session-fates.js';
import {servedStretches} from '../outages/never-served.js';
import {isOutage} from '../outages/outage-threshold.js';
import {loneStretches} from '../outages/stretches.js';
import {overlaps} from '../scope.js';
import type {Draft} from '../verdict.js';
import {acrossRouter} from './across-router.js';
import {ofAddress} from './address-outage.js';
import {ofAskers} from './asker-outage.js';
import {flicker} from './flicker.js';
import {unlessStreamed} from './one-way.js';
import type {Steady} from './steady-case.js';

/**
 * All stretches of the address that no handover explains, and those of single askers while others were answered.
 *
 * @param isTold whether what a single asker missed is reported elsewhere
 */
export function outages(
  given: Steady,
  isTold: (sender: Sender, dark: DarkStretch) => boolean = () => false,
): Draft[] {
  const {address, handovers, first, threshold} = given;
  const flickers = handovers.length > 0 ? undefined : flicker(address, first?.mac, threshold);
  const own = servedStretches(address).filter(
    dark =>
      isOutage(dark, threshold) &&
      !isExplained(given, dark) &&
      !isOfBlackholedAlone(given, dark) &&
      flickers?.stretches.includes(dark) !== true,
  );
  const found = own.map(dark => acrossRouter(given, unlessStreamed(ofAddress(given, dark), dark), dark));
  if (flickers !== undefined) found.unshift(flickers.draft);
  const single = loneStretches(address).filter(
    ({dark, sender}) =>
      isOutage(dark, threshold) &&
      !isExplained(given, dark, sender) &&
      !isTold(sender, dark) &&
      !given.fates.some(fates => isOfBlackholed(fates, sender, dark)),
  );
  return [...found, ...ofAskers(given, single)];
}

/** Whether the verdict of a handover covers it: it is at the handover, or the questions went to a MAC other than the owner's. */
function isExplained({address, handovers}: Steady, dark: DarkStretch, sender?: Sender): boolean {
  return handovers.some(handover => {
    if (handover.dark === dark || handover.outlived.some(one => one.dark === dark)) return true;
    if (sender !== undefined && isCutShort(address, handover, sender, dark)) return true;
    return handover.senders.some(
      story =>
        (sender === undefined || story.sender === sender) &&
        (story.dark === dark || story.stale.some(run => isCoveredBy(dark, run.first.at, run.last.at))),
    );
  });
}

/** All unanswered questions then belonged to black-holed sessions. */
function isOfBlackholedAlone({address, fates}: Steady, dark: DarkStretch): boolean {
  const unserved = address.senders.filter(sender => sender.dark.some(own => overlaps(own, dark)));
  return (
    unserved.length > 0 && unserved.every(sender => fates.some(fate => isOfBlackholed(fate, sender, dark)))
  );
}

/** Whether most of it lies in this interval. */
function isCoveredBy({firstUnanswered, lastUnanswered}: DarkStretch, from: bigint, to: bigint): boolean {
  return lastUnanswered.at > from && firstUnanswered.at <= to;
}
