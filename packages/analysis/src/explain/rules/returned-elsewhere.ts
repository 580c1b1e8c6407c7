/**
 * A MAC that diverts the answers of the address to itself. Unasked, it claims towards the owner the address
 * of a client, or that of the router in front of it; or it redirects the owner to itself in the name of that
 * router. Pure.
 *
 * @module
 */

import {type IpAddress, isVirtualRouterMac, type MacAddress} from '@vip/arp';
import type {Mark, Run} from '../../capture/mark.js';
import type {ReturnedRun, Sender} from '../../conversations/facts.js';
import {counted} from '../../text/count-text.js';
import type {CaptureFacts, Redirect} from '../capture-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore, latest} from '../scope.js';
import {MANY} from '../significance.js';
import {framesSpoken, timesFrom} from '../words/frame-naming.js';

/** What leads answers astray, and the answers. */
export interface Diversion {
  readonly mac: MacAddress;
  /** The client that does not receive the answers meant for it. */
  readonly sender: Sender;
  readonly answers: ReturnedRun;
  /** Whether it was seen forwarding what it receives. */
  readonly passesOn: boolean;
  /** How it leads them there, as the end of a sentence about it. */
  readonly how: string;
  readonly since: Mark;
  /** Whether deceit is the only explanation. */
  readonly isCertain: boolean;
}

type Lead = Pick<Diversion, 'how' | 'since' | 'isCertain'>;
type Given = Pick<CaptureFacts, 'claimedBy' | 'relays' | 'proxies' | 'redirects'>;

export function diversions(given: Given, {senders, network}: AddressFacts): Diversion[] {
  return senders.flatMap(sender =>
    (sender.returned ?? []).flatMap(answers => {
      const {to: mac, count} = answers;
      if (!isAskedOn(sender, answers) || !mayDivert(given, mac)) return [];
      const passesOn = given.relays.has(network, mac);
      const lead =
        claimOf(given, network, mac, sender, passesOn) ?? redirectTo(given, network, sender, answers);
      if (lead === undefined || (count < MANY && !lead.isCertain)) return [];
      return [{...lead, mac, sender, answers, passesOn}];
    }),
  );
}

/** What would divert the answers to a sender, in a capture that does not show where they go. */
export type PossibleDiversion = Pick<Diversion, 'mac' | 'sender' | 'how' | 'since'>;

export function possibleDiversion(given: Given, address: AddressFacts): PossibleDiversion | undefined {
  const {senders, network} = address;
  for (const mac of claimantsIn(given, network)) {
    for (const sender of senders) {
      const last = latest(sender.runs.map(({lastAnswer}) => lastAnswer));
      if (last === undefined || sender.mac === undefined || sender.mac === mac) continue;
      const answers = {to: mac, first: last, last, count: 1};
      const lead =
        claimOf(
          given,
          network,
          mac,
          sender,
          given.relays.has(network, mac),
          onTheWay(given, address, sender),
        ) ?? redirectTo(given, network, sender, answers);
      if (lead !== undefined && isBefore(lead.since, last))
        return {mac, sender, how: lead.how, since: lead.since};
    }
  }
  return undefined;
}

/** The MACs that claim addresses, or teach a way, in this network, and may divert something. */
function claimantsIn(given: Given, network: string): Set<MacAddress> {
  const redirecting = given.redirects.filter(one => one.network === network);
  const all = [...given.claimedBy.stations(network), ...redirecting].map(({mac}) => mac);
  return new Set(all.filter(mac => mayDivert(given, mac)));
}

/** Whether an address is one of the machine from which the sender's packets come: the sender's router. */
function onTheWay(
  {claimedBy}: Given,
  {network, ip: own}: AddressFacts,
  {mac}: Sender,
): (claimed: IpAddress) => boolean {
  return claimed => claimed !== own && mac !== undefined && claimedBy.has(network, mac, claimed);
}

function mayDivert({proxies}: Given, mac: MacAddress): boolean {
  return !isVirtualRouterMac(mac) && !proxies.some(proxy => proxy.mac === mac);
}

/** Whether it still asks when its answers go there. */
export function isAskedOn({runs}: Sender, {first}: ReturnedRun): boolean {
  return runs.some(({last}) => isBefore(first, last));
}

/**
 * The claim that diverts what is meant for this sender: to its own address, or to one that another machine holds as well, such as its router.
 *
 * @param isOnTheWay whether what is sent to such an address would reach the sender; where the answers go shows it as well
 */
function claimOf(
  {claimedBy}: Given,
  network: string,
  mac: MacAddress,
  {ip}: Sender,
  passesOn: boolean,
  isOnTheWay: (claimed: IpAddress) => boolean = () => true,
): Lead | undefined {
  for (const claimed of claimedBy.addressesOf(network, mac)) {
    const claims = claimedBy.unaskedClaims(network, mac, claimed);
    if (claims === undefined) continue;
    const isOwn = claimed === ip;
    const lead = {how: claimText(claimed, claims, isOwn), since: claims.first};
    if (isOwn && passesOn && claimedBy.isUnasked(network, mac, claimed)) return {...lead, isCertain: true};
    if (isOwn && !claimedBy.isOnlyUnasked(network, mac, claimed)) continue;
    const isDeceit =
      isOnTheWay(claimed) &&
      claimedBy.isOnlyTold(network, mac, claimed) &&
      claimedBy.hasBesides(network, mac, claimed);
    if (isOwn || isDeceit)
      return {...lead, isCertain: passesOn || claimedBy.isPersistent(network, mac, claimed)};
  }
  return undefined;
}

/** A router redirects to another router; a machine that redirects to itself does so in the router's name. */
function redirectTo(
  {redirects, claimedBy}: Given,
  network: string,
  {ip, mac: own}: Sender,
  answers: ReturnedRun,
): Lead | undefined {
  const {to: mac} = answers;
  const isToItself = ({notice: {about, gateway, mac: taught}, router, first}: Redirect) => {
    if (about === undefined)
      return taught === mac && own !== undefined && claimedBy.has(network, own, router);
    if (about !== ip || gateway === router) return false;
    return (
      taught === mac ||
      (gateway !== undefined && claimedBy.has(network, mac, gateway)) ||
      isBefore(first, answers.first)
    );
  };
  const found = redirects.find(one => one.network === network && one.mac === mac && isToItself(one));
  return found && {how: redirectText(found), since: found.first, isCertain: true};
}

function claimText(claimed: IpAddress, {count, first}: Run, isOwn: boolean): string {
  const path = isOwn ? '' : ', on the way to it,';
  return `claims ${claimed}${path} unasked (${timesFrom(count, first.frame)})`;
}

function redirectText({notice: {about}, router, first}: Redirect): string {
  return about === undefined
    ? `advertises itself as the router ${router} (first in frame ${first.frame})`
    : `redirects to itself what is for ${about}, in the name of ${router} (first in frame ${first.frame})`;
}

/** `12 frames from the address to 10.0.0.5 went to 02:00:00:00:00:99 (frames 10 to 40), which claims 10.0.0.5 unasked (3 times, first in frame 9)` */
export function diversionText({mac, how, sender: {ip}, answers: {first, last, count}}: Diversion): string {
  const went = `${counted(count, 'frame')} from the address to ${ip} went to ${mac}`;
  return `${went} (${framesSpoken(first, last)}), which ${how}`;
}
