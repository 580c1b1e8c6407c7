/**
 * An address that seems healthy in a capture without destination MACs, such as `tcpdump -i any` writes, although another machine claims it or
 * answers for it: whether that machine receives what is sent does not show. Pure.
 *
 * @module
 */

import type {Handover} from '../handovers/handover.js';
import {latest} from '../scope.js';
import {UNDER_WAY_NS} from '../significance.js';
import {cannotTell, type Draft} from '../verdict.js';
import {answerersText, otherAnswerers} from './answered-beside.js';
import {areDestinationsUnseen, COOKED, NO_DESTINATIONS} from './asked-alone.js';
import {possibleDiversion} from './returned-elsewhere.js';
import type {Steady} from './steady-case.js';

export function unseenDestinations(given: Steady): Draft | undefined {
  if (!areDestinationsUnseen(given.address)) return undefined;
  return divertedPerhaps(given) ?? answeredBeside(given) ?? claimedBeside(given);
}

function divertedPerhaps({capture, address}: Steady): Draft | undefined {
  const found = possibleDiversion(capture, address);
  if (found === undefined) return undefined;
  const {mac, sender, how, since} = found;
  const words = `It answers, but ${mac} ${how}, although ${sender.ip} sends from ${sender.mac}. Whether the answers went there does not show: a cooked capture has no destination MACs`;
  return cannotTell(NO_DESTINATIONS, `${words}.`, [since], COOKED);
}

/** One machine claims the address, and another, which does not, answers. Real servers behind a director do, but so does an old owner that still has it. */
function answeredBeside({address, first, handovers}: Steady): Draft | undefined {
  if (first === undefined) return undefined;
  const owners = [first.mac, ...handovers.map(({to}) => to)];
  const since = handovers.at(-1) ?? first;
  const others = otherAnswerers(address, owners);
  const last = latest(others.map(({lastAnswer}) => lastAnswer));
  if (last === undefined || last.at <= since.at + UNDER_WAY_NS) return undefined;
  const words = `${owners.at(-1)} claims it, and answers also came from ${answerersText(others)}: real servers behind a director, a router on the way back, an owner that never released it, or one behind a machine in between. A cooked capture does not show to which MAC the questions were sent`;
  return cannotTell(NO_DESTINATIONS, `${words}.`, [since, last], COOKED);
}

/** The machine from which it was taken claims it again: neighbours that believed that are not told from the others. */
function claimedBeside({handovers}: Steady): Draft | undefined {
  for (const handover of handovers) {
    const claim = lastingDispute(handover);
    if (claim === undefined) continue;
    const words = `${handover.to} answers, but ${claim.mac} claimed it again (frame ${claim.frame}): which neighbours believed that does not show, as a cooked capture has no destination MACs`;
    return cannotTell(NO_DESTINATIONS, `${words}.`, [handover, claim], COOKED);
  }
  return undefined;
}

function lastingDispute({at, to, disputes}: Handover) {
  return disputes.find(
    ({how, mac, at: claimedAt}) => how === 'conflict' && mac !== to && claimedAt > at + UNDER_WAY_NS,
  );
}
