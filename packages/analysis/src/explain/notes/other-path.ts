/**
 * Answers that come from a machine other than the owner of the address, or that go to a machine other than the asker. Pure.
 *
 * @module
 */

import {isVirtualRouterMac, type MacAddress} from '@vip/arp';
import {sum} from '../../collections/sum.js';
import type {ReturnedRun, Sender} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import type {CaptureFacts} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {answerersText, otherAnswerers} from '../rules/answered-beside.js';
import {diversions, isAskedOn} from '../rules/returned-elsewhere.js';
import {MANY} from '../significance.js';
import {framesSpoken} from '../words/frame-naming.js';
import {type Note, type NoteContext, note} from './note.js';

/** Real servers behind a director answer directly. If the capture does not show it forwarding requests, a machine in between looks the same. */
export function answeredElsewhere({address, changes: {handovers, first}}: NoteContext): Note[] {
  const others = otherAnswerers(
    address,
    first === undefined ? askedAt(address) : [first.mac, ...handovers.map(({to}) => to)],
  );
  const [one] = others;
  if (one === undefined) return [];
  const count = sum(others, ({answers}) => answers);
  const text = `${counted(count, 'answer')} came from ${answerersText(others)}: real servers behind a director (direct routing), a router on the way back, or the owner behind a machine in between that passes on what it is sent. A capture at the owner shows which.`;
  return note(address, 'ANSWERED_ELSEWHERE', text, [one.firstAnswer?.frame]);
}

/** The MACs at which an address that nobody claims is asked, and answers. */
function askedAt({senders}: AddressFacts): MacAddress[] {
  const runs = senders.flatMap(sender => sender.runs);
  return runs.flatMap(({to, answered}) => (to === undefined || answered === 0 ? [] : [to]));
}

/** Answers that were led to another MAC by frames which a machine with several ports, or a second router, sends as well as a deceiver. */
export function answersGoElsewhere({capture, address}: NoteContext): Note[] {
  // If something shows a deceiver, or may still show one, a finding says so.
  if (diversions(capture, address).length > 0) return [];
  for (const sender of address.senders)
    for (const answers of sender.returned ?? []) {
      if (answers.count < MANY || !isAskedOn(sender, answers)) continue;
      const lead = leadTo(capture, address.network, sender, answers);
      if (lead === undefined) continue;
      const {to, first, last, count} = answers;
      const went = `${counted(count, 'frame')} from the address to ${sender.ip} went to ${to}, and not to ${sender.mac}, from which it sends (${framesSpoken(first, last)})`;
      return note(address, 'ANSWERS_GO_ELSEWHERE', `${went}: ${lead}.`, [first.frame]);
    }
  return [];
}

function leadTo(
  {claimedBy, proxies, redirects}: CaptureFacts,
  network: string,
  {ip}: Sender,
  {to}: ReturnedRun,
): string | undefined {
  if (isVirtualRouterMac(to) || proxies.some(({mac}) => mac === to)) return undefined;
  const unknown = 'the capture does not show which';
  if (claimedBy.has(network, to, ip))
    return `${to} claims ${ip} as well. Either both are ports of one machine (a bond that balances what it receives), or a machine in between has the answers sent to it: ${unknown}`;
  const router = redirects.find(
    ({notice, mac, ...one}) => notice.about === undefined && mac === to && one.network === network,
  );
  return (
    router &&
    `${to} advertises itself as the router ${router.router} (first in frame ${router.first.frame}). Either it is a second router of this network, or a rogue one that has the answers sent to it: ${unknown}. If you do not know it, find its port; RA Guard on the switch (RFC 6105) drops such advertisements`
  );
}
