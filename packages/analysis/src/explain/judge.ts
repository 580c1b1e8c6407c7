/**
 * From facts to verdicts: one for each handover, or one for an address that had none. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {formatDuration} from '../duration-text.js';
import type {AddressFacts, CaptureFacts} from './facts.js';
import {type Handover, handoversOf, routersOf} from './handovers.js';
import {ignored, noAnnouncement, tooEarly} from './rules/announcement.js';
import {askedAgain, type Case, names, type Rule} from './rules/case.js';
import {judgeSteady} from './rules/steady.js';
import {replacedByOldOwner, twoOwners} from './rules/two-owners.js';
import {fellSilent, switchStale, vlanMismatch, wrongSenderMac} from './rules/wiring.js';
import {type Finding, finding, worstOf} from './verdict.js';

export interface JudgedHandover {
  readonly handover: Handover;
  readonly finding: Finding;
}

export interface Explanation {
  readonly address: AddressFacts;
  readonly handovers: readonly JudgedHandover[];
  /** The worst of its handovers, or what is to say of it without any. */
  readonly finding: Finding;
}

/** In this order: the first that applies is the cause of those behind it. */
const RULES: readonly Rule[] = [
  twoOwners,
  replacedByOldOwner,
  wrongSenderMac,
  vlanMismatch,
  noAnnouncement,
  tooEarly,
  switchStale,
  ignored,
  fellSilent,
];

export function judge(capture: CaptureFacts): Explanation[] {
  const byIp = new Map<IpAddress, AddressFacts[]>();
  for (const address of capture.addresses) {
    const others = byIp.get(address.ip);
    if (others === undefined) byIp.set(address.ip, [address]);
    else others.push(address);
  }
  return capture.addresses.map(address => {
    // What the rules look through for each handover; all of a capture that a scanner fills would take hours.
    const addresses = byIp.get(address.ip) ?? [];
    const routers = routersOf(address, capture.routers);
    return judgeAddress({...capture, addresses, routers}, address);
  });
}

function judgeAddress(capture: CaptureFacts, address: AddressFacts): Explanation {
  const handovers = handoversOf(address, capture.routers).map(handover => {
    return {handover, finding: judgeHandover({capture, address, handover})};
  });
  const worst = worstOf(handovers.map(judged => judged.finding));
  return {address, handovers, finding: worst ?? judgeSteady(capture, address)};
}

function judgeHandover(given: Case): Finding {
  for (const rule of RULES) {
    const found = rule(given);
    if (found !== undefined) return found;
  }
  return judgeBelief(given);
}

/** Nothing went wrong, as far as is seen; whether that is far enough. */
function judgeBelief(given: Case): Finding {
  const {handover, capture} = given;
  const {announcements, senders, to} = handover;
  const [first] = announcements;
  if (first === undefined && capture.arpFrames === 0 && !handover.keepsMac) {
    return finding(
      'CANNOT_TELL',
      `${to} took the address; there is no ARP in this capture that could announce it.`,
      [handover.frame],
    );
  }
  if (first === undefined && !handover.keepsMac) {
    return finding('CANNOT_TELL', `${to} had the address too briefly for anything to be seen.`, [
      handover.frame,
    ]);
  }
  const followers = senders.filter(({followed}) => followed !== undefined);
  if (followers.length === 0 && askedAgain(given, handover).length === 0) {
    const words = `${to} took the address and announced it; nobody who speaks to it is seen here, so who believed it is not known`;
    return finding('CANNOT_TELL', `${words}.`, [handover.frame, first?.frame]);
  }
  const hole =
    handover.holeNs === undefined || handover.holeNs < 0n
      ? ''
      : `, ${formatDuration(handover.holeNs)} after the last answer of the old owner`;
  const words = `${to} took the address and announced it; ${names(followers)} followed${hole}`;
  return finding('HEALTHY', `${words}.`, [handover.frame, first?.frame, followers[0]?.followed?.first.frame]);
}
