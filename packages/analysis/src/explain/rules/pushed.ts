/**
 * An address that only sent data to its clients, and fell silent: the clients asked nothing, so no question was missed.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {Sender} from '../../conversations/facts.js';
import type {SessionFacts} from '../../sessions/facts.js';
import {formatDuration} from '../../text/duration-text.js';
import {cannotTell, type Draft} from '../verdict.js';
import {servicesText} from '../words/service-text.js';
import {who} from './case.js';
import type {Steady} from './steady-case.js';

/** A steady sender counts as silent after this many nanoseconds, and this many times its longest pause before. */
const SILENT_NS = 5_000_000_000n;
const SILENT_TIMES = 5n;

/** A connection with at least this many segments, both ways, has a flow of data. */
const FLOWING = 20;

export function pushedAndFell({capture, address}: Steady): Draft | undefined {
  const end = capture.last?.at ?? 0n;
  for (const sender of address.senders)
    for (const session of sender.sessions) {
      const {lastHeard, longestPauseNs} = session;
      if (lastHeard === undefined || !isPushedAlone(session) || isHeardSince(address, lastHeard)) continue;
      const silence = end - lastHeard.at;
      if (silence < SILENT_NS || silence < SILENT_TIMES * longestPauseNs) continue;
      return draftOf(sender, session, lastHeard.frame, silence);
    }
  return undefined;
}

function isHeardSince({answers}: Steady['address'], {at}: Mark): boolean {
  return answers.some(({last}) => last.at > at);
}

/** Neither end closed it, and the client has sent nothing but acknowledgments since it opened. */
function isPushedAlone({segments, end, lastAcknowledged, established}: SessionFacts): boolean {
  return segments >= FLOWING && end === undefined && lastAcknowledged?.frame === established?.frame;
}

function draftOf(
  sender: Sender,
  {service, longestPauseNs}: SessionFacts,
  frame: number,
  silence: bigint,
): Draft {
  const often = formatDuration(longestPauseNs);
  const words = `It sent data to ${who([sender])} from ${servicesText([{protocol: 'tcp', port: service}])}, with no pause longer than ${often}, up to frame ${frame}, and nothing for ${formatDuration(silence)} since; nobody asked it for anything then, so it is not shown whether it was still there`;
  return cannotTell('nothing asked since its last data', `${words}.`, [frame], REMEDY);
}

const REMEDY =
  'A client that only reads does not notice that the other end is gone: ping the address while capturing, or have clients check by themselves (SO_KEEPALIVE).';
