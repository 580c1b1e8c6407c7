/**
 * Two routers that keep advertising the same number: rivals for an address, or two pairs that share the number.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {isLasting} from '../../claims/rivalry.js';
import type {Rivalry, RouterFacts, Speaker} from '../../claims/router-facts.js';
import {isForeign} from '../../claims/router-role.js';
import {listed, times} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {type Draft, finding, remedyOf} from '../verdict.js';
import {areBoth} from './rejected-adverts.js';
import {routerName} from './router-name.js';

/** Two routers that keep advertising for longer than the weaker needs to yield. */
export function rivals({ip}: AddressFacts, router: RouterFacts): Draft[] {
  return lasting(router).flatMap(rivalry => {
    const {master, rival, count, last} = rivalry;
    const both = `${master} and ${rival} both advertise ${routerName(router)}`;
    const length = formatDuration(last.at - rivalry.at);
    // The master alone is not a conflict yet: the rival's first advertisement shows that there are two.
    const frames = [rivalry, last];
    if (isClash(router, rivalry)) return [];
    // An address that only one of them carries has one owner.
    if (!listsOf(router, rivalry).every(list => list.length === 0 || list.includes(ip))) return [];
    const words = `${both} for ${length}, ${times(count)} against each other${behindOneMac(rivalry)}`;
    const found = finding('TWO_OWNERS', `${words}.`, frames, remedyFor(router));
    const common = {...found, isForeign: isForeign(router.protocol), brief: `${master} and ${rival}`};
    return [{...common, ...(areBehindOneMac(rivalry) ? {consequence: ONE_MAC} : {})}];
  });
}

/** Neither carries the other's addresses: they are not rivals for one address, but belong to two pairs with the same number. */
export function clashes(router: RouterFacts): Draft[] {
  const [one, ...others] = router.speakers.filter(({firstPriority}) => firstPriority > 0);
  return others.flatMap(other => {
    // A router heard once is not a rival yet.
    if (one === undefined || one.count < 2 || other.count < 2 || !areBoth(router, one, other)) return [];
    const [a = [], b = []] = [one.lists[0], other.lists[0]];
    if (a.length === 0 || b.length === 0 || a.some(ip => b.includes(ip))) return [];
    const both = `${one.router} and ${other.router} both advertise ${routerName(router)}`;
    const words = `${both}, for different addresses (${listed(a)}; ${listed(b)}): two pairs of routers share the VRID`;
    const found = finding('VRID_CLASH', `${words}.`, [other, isBefore(other, one.last) ? one.last : one]);
    return [{...found, brief: `${one.router} and ${other.router}`}];
  });
}

/** The commands for keepalived do not exist on an HSRP router, and only some of them on a BSD. */
function remedyFor({protocol}: RouterFacts): string {
  if (!isForeign(protocol)) return remedyOf('TWO_OWNERS');
  if (protocol === 'CARP')
    return 'Find out why the two do not hear each other: the switch between them (multicast, a link that works one way), a firewall that drops protocol 112, different passwords (ifconfig: pass).';
  return 'Find out why the two do not hear each other: the VLAN between them, an access list that drops hellos, a unidirectional link, different authentication.';
}

/** With one MAC, clients have nothing to learn. */
const ONE_MAC =
  'the switch sends what goes to that MAC to whichever of the two it heard last, and connections break when that changes';

function behindOneMac(rivalry: Rivalry): string {
  return areBehindOneMac(rivalry) ? `, behind one MAC (${rivalry.masterMac})` : '';
}

function areBehindOneMac({masterMac, rivalMac}: Rivalry): boolean {
  return masterMac !== undefined && masterMac === rivalMac;
}

function lasting({rivalries, intervalNs}: RouterFacts): Rivalry[] {
  return rivalries.filter(rivalry => isLasting(rivalry, intervalNs));
}

function isClash(router: RouterFacts, rivalry: Rivalry): boolean {
  const [a = [], b = []] = listsOf(router, rivalry);
  return a.length > 0 && b.length > 0 && !a.some(ip => b.includes(ip));
}

function listsOf(router: RouterFacts, {master, rival}: Rivalry): (readonly IpAddress[])[] {
  return [speakerOf(router, master)?.lists[0] ?? [], speakerOf(router, rival)?.lists[0] ?? []];
}

function speakerOf({speakers}: RouterFacts, ip: IpAddress): Speaker | undefined {
  return speakers.find(({router}) => router === ip);
}
