/**
 * An address that was asked more than for its MAC, and never answered anything else: closed, dark all along, or answered where this capture does
 * not see it. Pure.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import type {AskedKind} from '../../conversations/facts.js';
import {times} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {Tenure} from '../claim-facts.js';
import type {AddressFacts} from '../facts.js';
import {earliest} from '../scope.js';
import {MANY} from '../significance.js';
import {cannotTell, type Draft, finding} from '../verdict.js';
import {servicesText} from '../words/service-text.js';
import {askedInVain} from './asked-in-vain.js';
import type {Steady} from './steady-case.js';

/** The kind of question that was asked and never answered, if nothing else was asked. */
export function unheardKind(senders: AddressFacts['senders']): AskedKind | undefined {
  const asked = senders.flatMap(sender => sender.asked);
  const resolved = sum(asked, ({protocol, answered}) => (protocol === 'neighbour' ? answered : 0));
  const answers = sum(
    senders.flatMap(({runs}) => runs),
    ({answered}) => answered,
  );
  // Requests for a MAC are in no run unless they were sent to one.
  if (answers > resolved || asked.some(({protocol, answered}) => protocol !== 'neighbour' && answered > 0))
    return undefined;
  return asked.find(
    ({protocol, settled, answered}) =>
      (protocol === 'echo' || protocol === 'tcp') && settled > 0 && answered === 0,
  );
}

/** An address that moved and answered requests for its MAC alone, although more was asked. */
export function unheardMoved({capture, address, handovers}: Steady): Draft | undefined {
  const last = handovers.at(-1);
  const kind = unheardKind(address.senders);
  // A few may have been lost, or come from a scan.
  if (last === undefined || kind === undefined || kind.settled < MANY) return undefined;
  const owner = {mac: last.to, frame: last.frame};
  return judgeUnheard(capture.claimedBy, address, owner, kind, 'claims it');
}

export function judgeUnheard(
  claimedBy: CaptureFacts['claimedBy'],
  address: AddressFacts,
  {mac, frame}: Pick<Tenure, 'mac' | 'frame'>,
  {protocol, port, settled}: AskedKind,
  said: string,
): Draft {
  const {questionsAnswered, senders, network, ip} = address;
  const runs = senders.flatMap(sender => sender.runs);
  const refusals = sum(runs, run => run.refused);
  if (protocol === 'tcp' && refusals >= MANY) {
    const words = `${mac} resets every connection (${times(refusals)}, port ${port}): the machine is there, but nothing listens or a firewall rejects it`;
    const since = earliest(runs.map(run => run.firstRefusal)) ?? frame;
    return {...finding('REFUSED', `${words}.`, [since]), brief: `every connection to TCP port ${port} reset`};
  }
  const does = questionsAnswered > 0 ? 'answers requests for its MAC' : said;
  const words = `${mac} ${does}, but ${questionsAnswered > 0 ? 'other ' : ''}questions (${times(settled)} by ${protocol}) are never seen answered here`;
  // An owner answers those that ask, or announces itself to all; a machine that deceives a neighbour does neither.
  if (!claimedBy.isOnlyUnasked(network, mac, ip))
    return (
      askedInVain({address}) ??
      cannotTell(`${servicesText([{protocol, port}])} never seen answered`, `${words}.`, [frame])
    );
  const unasked = 'It claims this unasked, which does not show that it is the owner.';
  return cannotTell(`claimed only unasked, ${UNHEARD}`, `${words}. ${unasked}`, [frame], COMPARE);
}

export const UNHEARD = 'answers not seen';
const COMPARE =
  "Compare that MAC with the owner's (ip link there, or the entry of a neighbour that is answered), or capture at the owner as well, and give vip explain both.";
