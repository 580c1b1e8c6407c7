/**
 * Other MACs that claimed an address without taking it over. Pure.
 *
 * @module
 */

import {type IpAddress, isOfIpv6, isVirtualRouterMac} from '@vip/arp';
import {formatDuration} from '../../text/duration-text.js';
import type {Aside} from '../handovers/asides.js';
import {toldAnswers} from '../handovers/told-answers.js';
import {type Note, type NoteContext, note} from './note.js';

/** In the order of the story. */
const TELLERS: readonly ((given: NoteContext) => Note[])[] = [
  lateOldOwners,
  briefDoubles,
  briefClaims,
  loadSharing,
  sharedClients,
  proxies,
  virtualMacsOfOneNode,
];

export function asides(given: NoteContext): Note[] {
  return TELLERS.flatMap(tell => tell(given));
}

/** Whether both have the address: then neither claim is late, and neither machine has yielded. */
function areBoth({verdicts}: NoteContext): boolean {
  return verdicts.has('TWO_OWNERS') || verdicts.has('ADVERTS_REJECTED');
}

function lateOldOwners(given: NoteContext): Note[] {
  const {address, changes} = given;
  if (areBoth(given)) return [];
  const late = changes.asides.filter(({what}) => what === 'late');
  return late.slice(0, 3).flatMap(({mac, frame}) => {
    const told = toldAnswers(address).find(answer => answer.frame === frame);
    const text = `${mac} ${lastWord(told?.asker)} in frame ${frame}, which was already on its way.`;
    return note(address, 'LATE_OLD_OWNER', text, [frame]);
  });
}

function briefDoubles(given: NoteContext): Note[] {
  const {address, changes} = given;
  if (areBoth(given)) return [];
  const brief = changes.asides.find(({what}) => what === 'brief');
  if (brief?.last === undefined) return [];
  const {mac, other, at, frame, last} = brief;
  const text = `${mac} and ${other} both claimed the address for ${formatDuration(last.at - at)} at the start; then ${mac} yielded by itself.`;
  return note(address, 'BRIEF_DOUBLE_CLAIM', text, [frame, last.frame]);
}

function briefClaims(given: NoteContext): Note[] {
  const {address, changes} = given;
  if (areBoth(given)) return [];
  const claims = changes.asides.filter(({what}) => what === 'brief-claim');
  const apart = claims.filter(({frame}, index) => claims.findIndex(one => one.frame === frame) === index);
  return apart.slice(0, 3).flatMap(({mac, other, at, frame, last}) => {
    const length = last === undefined || last.at === at ? 'once' : `for ${formatDuration(last.at - at)}`;
    const text = `${mac} claimed the address beside ${other} ${length}, and then yielded by itself.`;
    return note(address, 'BRIEF_DOUBLE_CLAIM', text, [frame, last?.frame]);
  });
}

function loadSharing({address, changes}: NoteContext): Note[] {
  const sharing = changes.asides.find(({what}) => what === 'load-sharing');
  if (sharing === undefined) return [];
  const text = `${sharing.mac} and ${sharing.other} are forwarders of one GLBP group, each for some of the clients: load sharing, not a conflict.`;
  return note(address, 'LOAD_SHARING', text, [sharing.frame]);
}

function sharedClients({address, changes}: NoteContext): Note[] {
  const shared = changes.asides.find(({what}) => what === 'shared-clients');
  if (shared === undefined) return [];
  // No port of a bond has such a MAC.
  const isOfGroups = isVirtualRouterMac(shared.mac) && isVirtualRouterMac(shared.other);
  const how = isOfGroups
    ? 'the virtual MACs of two groups, each for some of the clients: load sharing (as CARP balances by ARP), not a conflict.'
    : 'one machine that gives its clients different MACs (a bond in mode balance-alb), not a conflict. Its clients learn of a change by answers to each of them, not by an announcement.';
  const text = `${shownBy(shared)}: ${how}`;
  return note(address, 'LOAD_SHARING', text, [shared.frame]);
}

function proxies({address, changes}: NoteContext): Note[] {
  const proxy = changes.asides.find(({what}) => what === 'proxy');
  const mac = address.proxies[0] ?? proxy?.mac;
  if (mac === undefined) return [];
  const text = `${mac} also answers for it, as it does for others: a proxy.`;
  return note(address, 'PROXY', text, [proxy?.frame]);
}

function virtualMacsOfOneNode({address, changes}: NoteContext): Note[] {
  const machine = changes.asides.find(
    ({what, mac, other}) => what === 'same-machine' && isVirtualRouterMac(mac) && isVirtualRouterMac(other),
  );
  if (machine === undefined) return [];
  const {mac, other, frame} = machine;
  const text = `${virtualName(mac)} and ${virtualName(other)} both answer for it: one machine with two virtual MACs.`;
  const remedy = `Set arp_ignore=1 on the interface of the one that is not the address's own (${wrongFamily(mac, other, address.ip)}); keepalived 2.3 does so by itself.`;
  return note(address, 'VIRTUAL_MACS_OF_ONE_NODE', text, [frame], {remedy});
}

function shownBy({mac, other, sharedBy}: Aside): string {
  if (sharedBy === 'answers-for-other')
    return `${mac} answered what was sent to ${other}, before it had claimed the address itself`;
  const shown =
    sharedBy === 'one-frame'
      ? 'are in one frame, as the source of a request and as the sender it names'
      : 'answer for it in turn, each while the other is present, and never both at once';
  return `${other} and ${mac} ${shown}`;
}

function lastWord(asker: string | undefined): string {
  return asker === undefined ? 'claimed it once more' : `claimed it once more to ${asker},`;
}

/** The virtual MAC of the other family, where they are of two. */
function wrongFamily(mac: string, other: string, ip: IpAddress): string {
  const isOfOther = (one: string) => one.startsWith(IPV6_ROUTER) !== isOfIpv6(ip);
  return isOfOther(mac) ? mac : other;
}

const IPV6_ROUTER = '00:00:5e:00:02:';

/** `00:00:5e:00:01:13 (VRRP 19 for IPv4)` */
function virtualName(mac: string): string {
  const id = Number.parseInt(mac.slice(-2), 16);
  return `${mac} (VRRP ${id} for ${mac.startsWith(IPV6_ROUTER) ? 'IPv6' : 'IPv4'})`;
}
