/**
 * An address that only sent data to its clients, who have nothing to say, and fell silent: nothing was asked that could have been missed.
 *
 * @module
 */

import type {Mark} from '../../capture/mark.js';
import type {Sender} from '../../conversations/facts.js';
import type {SessionFacts} from '../../sessions/facts.js';
import {formatDuration} from '../../text/duration-text.js';
import {type Draft, finding} from '../verdict.js';
import {servicesText} from '../words/service-text.js';
import {who} from './case.js';
import type {Steady} from './outage.js';

/** Whoever sends data again and again is silent by now: in nanoseconds, and in times of its longest pause before. */
const SILENT_NS = 5_000_000_000n;
const SILENT_TIMES = 5n;

/** Segments of a connection over which data flows, both ways. */
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

/** Neither end closed it, and the client sent nothing but acknowledgments since it is open. */
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
  const words = `It sent data to ${who([sender])} from ${servicesText([{protocol: 'tcp', port: service}])}, with no pause longer than ${often}, up to frame ${frame}, and nothing for ${formatDuration(silence)} since; nobody asked it for anything then, so whether it was still there is not shown`;
  return finding('CANNOT_TELL', `${words}.`, [frame], REMEDY);
}

const REMEDY =
  'Whoever only reads does not notice that the other end is gone: ping the address while capturing, or let clients find out by themselves (SO_KEEPALIVE).';
