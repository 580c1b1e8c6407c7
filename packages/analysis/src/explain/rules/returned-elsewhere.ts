/**
 * A MAC that diverts to itself what the address answers: it claims, to the owner alone and unasked, the address of one who asks, or that of the
 * router before them, and the answers go there. Pure.
 *
 * @module
 */

import {type IpAddress, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Run} from '../../capture/mark.js';
import type {ReturnedRun, Sender} from '../../conversations/facts.js';
import {counted, times} from '../../text/count-text.js';
import type {AddressFacts, CaptureFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {MANY} from '../significance.js';
import {framesSpoken} from '../words/frame-naming.js';

/** A claim, and the answers that went where it says. */
export interface Diversion {
  readonly mac: MacAddress;
  /** What it claims, and how often. */
  readonly claimed: IpAddress;
  readonly claims: Run;
  /** Who is not sent the answers that are meant for it. */
  readonly sender: Sender;
  readonly answers: ReturnedRun;
  /** Whether it is seen to send on what it receives. */
  readonly passesOn: boolean;
  /** Whether it goes on claiming for so long that it can only mean to deceive. */
  readonly isCertain: boolean;
}

type Given = Pick<CaptureFacts, 'claimedBy' | 'relays' | 'proxies'>;

/**
 * A machine with several ports, whose clients are given one each, tells them so unasked as well, in a few bursts after it was asked
 * (Linux bonding, balance-alb, `rlb_update_rx_clients`); one that deceives has to go on. Nanoseconds.
 */
const PERSISTS_NS = 8_000_000_000n;
const PERSISTS = 4;

export function diversions(given: Given, {senders, network}: AddressFacts): Diversion[] {
  const proxies = new Set(given.proxies.map(({mac}) => mac));
  return senders.flatMap(sender =>
    (sender.returned ?? []).flatMap(answers => {
      const {to: mac, first, count} = answers;
      const asksOn = sender.runs.some(({last}) => isBefore(first, last));
      if (!asksOn || isVirtualRouterMac(mac) || proxies.has(mac)) return [];
      const found = claimOf(given, network, mac, sender);
      return found === undefined || (count < MANY && !found.isCertain)
        ? []
        : [{...found, mac, sender, answers}];
    }),
  );
}

/** The claim that brings there what is meant for this sender: to its own address, or to one that another machine has as well, as its router does. */
function claimOf(
  {claimedBy, relays}: Given,
  network: string,
  mac: MacAddress,
  {ip}: Sender,
): Pick<Diversion, 'claimed' | 'claims' | 'passesOn' | 'isCertain'> | undefined {
  const passesOn = relays.has(network, mac);
  for (const claimed of claimedBy.addressesOf(network, mac)) {
    const claims = claimedBy.unaskedClaims(network, mac, claimed);
    if (claims === undefined) continue;
    const isOwn = claimed === ip;
    if (isOwn && passesOn && claimedBy.isUnasked(network, mac, claimed))
      return {claimed, claims, passesOn, isCertain: true};
    if (isOwn && !claimedBy.isOnlyUnasked(network, mac, claimed)) continue;
    const isDeceit =
      claimedBy.isOnlyTold(network, mac, claimed) && claimedBy.hasBesides(network, mac, claimed);
    if (!isOwn && !isDeceit) continue;
    return {claimed, claims, passesOn, isCertain: passesOn || isPersistent(claims)};
  }
  return undefined;
}

function isPersistent({first, last, count}: Run): boolean {
  return count >= PERSISTS && last.at - first.at >= PERSISTS_NS;
}

/** `12 frames to 10.0.0.5 went to 02:00:00:00:00:99 (frames 10 to 40), which claims 10.0.0.5 unasked (3 times since frame 9)` */
export function diversionText({mac, claimed, claims, sender: {ip}, answers}: Diversion): string {
  const {first, last, count} = answers;
  const went = `${counted(count, 'frame')} from the address to ${ip} went to ${mac} (${framesSpoken(first, last)})`;
  const path = claimed === ip ? '' : ', on the way to it,';
  return `${went}, which claims ${claimed}${path} unasked (${times(claims.count)}, first in frame ${claims.first.frame})`;
}
