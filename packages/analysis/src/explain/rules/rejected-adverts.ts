/**
 * Two routers that discard each other's advertisements, and why.
 *
 * @module
 */

import {type IpAddress, isGroupMac, isOfIpv6, multicastMac, VRRP_GROUP, VRRP_GROUP_IPV6} from '@vip/arp';
import type {Mark} from '../../capture/mark.js';
import {difference} from '../../claims/advert-differences.js';
import type {Rivalry, RouterFacts, Speaker} from '../../claims/router-facts.js';
import type {AddressFacts} from '../facts.js';
import {isBefore} from '../scope.js';
import {type Draft, finding} from '../verdict.js';
import {routerName} from './router-name.js';

/** Why they ignore each other, where the advertisements show it. */
export function rejected({ip}: AddressFacts, routers: readonly RouterFacts[], router: RouterFacts): Draft[] {
  const [one, ...others] = router.speakers.filter(({firstPriority}) => firstPriority > 0);
  const within = others.flatMap(other => {
    if (one === undefined || !contend(router, one, other)) return [];
    const why = difference(router.protocol, one, other);
    return [
      ...strayed(router, one, other),
      ...strayed(router, other, one),
      ...crossed(router, one, other),
      ...crossed(router, other, one),
      ...(why === undefined
        ? []
        : [
            {
              ...rejection(router, one.router, other.router, why, shownBy(one, other)),
              ...heldByOne(ip, one, other),
            },
          ]),
    ];
  });
  return [...within, ...otherVersions(routers, router)];
}

/**
 * A frame for another machine's MAC is dropped before VRRP sees it. One for another group's MAC is dropped by a network card that filters
 * multicast, but Linux accepts it on a virtual interface, or while a capture makes the card promiscuous.
 */
function strayed(router: RouterFacts, from: Speaker, to: Speaker): Draft[] {
  if (from.strayMac === undefined || from.strayMac === to.mac) return [];
  const group = multicastMac(isOfIpv6(from.router) ? VRRP_GROUP_IPV6 : VRRP_GROUP);
  const words = `${from.router} sends its advertisements of ${routerName(router)} to the MAC ${from.strayMac} instead of ${group}`;
  const effect = isGroupMac(from.strayMac)
    ? 'receives them only if its interface accepts other groups'
    : 'does not receive them';
  const remedy =
    'Find out what writes that destination: the sender, or a device between the two that turns multicast into unicast.';
  const found = finding('ADVERTS_REJECTED', `${words}: ${to.router} ${effect}.`, shownBy(from, to), remedy);
  return [{...found, brief: partiesOf(from.router, to.router)}];
}

/** An address that only one of them advertises has one owner. */
function heldByOne(ip: IpAddress, one: Speaker, other: Speaker): Pick<Draft, 'consequence'> {
  const holders = [one, other].filter(({lists}) => lists.some(list => list.includes(ip)));
  const [holder] = holders;
  if (holder === undefined || holders.length > 1) return {};
  return {consequence: `both become master, and ${ip} is advertised by ${holder.router} alone`};
}

/** A router forwarded the advertisements, so they are not from this network (RFC 9568 §5.1.1.3). */
function crossed(router: RouterFacts, from: Speaker, to: Speaker): Draft[] {
  if (from.strayHops === undefined) return [];
  const words = `advertisements of ${routerName(router)} arrive from ${from.router} with a time to live of ${from.strayHops} instead of 255, so that ${to.router} discards them`;
  const remedy =
    'Find the router, tunnel or proxy between the two that forwards the group, or whatever sends with that time to live: VRRP works within one network only.';
  const found = finding('ADVERTS_REJECTED', `The ${words}.`, shownBy(from, to), remedy);
  return [{...found, brief: partiesOf(from.router, to.router)}];
}

/** From one advertisement to another. */
interface Advertising extends Mark {
  readonly last: Mark;
}

/** A single advertisement proves nothing: the first of the router that began later, which was rejected first, and one of the other's after it. */
function shownBy(one: Advertising, other: Advertising): readonly Mark[] {
  const [early, late] = isBefore(one, other) ? [one, other] : [other, one];
  return [late, isBefore(late, early.last) ? early.last : early];
}

/** Both are active at once, for some of the same addresses. */
function contend(router: RouterFacts, one: Speaker, other: Speaker): boolean {
  const lists = [one.lists[0] ?? [], other.lists[0] ?? []] as const;
  return lists[0].some(ip => lists[1].includes(ip)) && areBoth(router, one, other);
}

/**
 * A router that rejects an advertisement waits a whole interval before it sends its own (keepalived), so often only one of the two
 * masters is heard for long.
 */
export function areBoth({rivalries, masters}: RouterFacts, one: Speaker, other: Speaker): boolean {
  const isPair = ({master, rival}: Rivalry) =>
    [master, rival].includes(one.router) && [master, rival].includes(other.router);
  // From one to the other and back once is a failover and a failback, in which the other yields.
  const tenures = masters.filter(({router}) => router === one.router || router === other.router);
  return rivalries.some(isPair) || tenures.length > 3;
}

function rejection(
  router: RouterFacts,
  one: IpAddress,
  other: IpAddress,
  why: string,
  frames: readonly (number | Mark | undefined)[],
): Draft {
  const parties = partiesOf(one, other);
  const words = `${parties} discard each other's advertisements of ${routerName(router)}: ${why}`;
  return {...finding('ADVERTS_REJECTED', `${words}.`, frames), brief: parties};
}

function partiesOf(one: IpAddress, other: IpAddress): string {
  return `${one} and ${other}`;
}

/** Routers that speak VRRP 2 ignore VRRP 3, and vice versa: two masters, one in each version. */
function otherVersions(routers: readonly RouterFacts[], router: RouterFacts): Draft[] {
  if (router.protocol !== 'VRRPv2') return [];
  const other = routers.find(
    ({protocol, id, network, addresses}) =>
      protocol === 'VRRPv3' &&
      id === router.id &&
      network === router.network &&
      addresses.some(ip => router.addresses.includes(ip)),
  );
  const [one] = router.masters;
  const second = other?.masters.find(({router: ip}) => ip !== one?.router);
  if (one === undefined || second === undefined || isBefore(one.last, second) || isBefore(second.last, one))
    return [];
  const frames = shownBy(one, second);
  const parties = partiesOf(one.router, second.router);
  const words = `${parties} are both master of ${router.id}, in VRRP 2 and 3`;
  return [
    rejection(router, one.router, second.router, 'one speaks VRRP 2, the other VRRP 3', frames),
    {...finding('TWO_OWNERS', `${words}.`, frames), brief: parties},
  ];
}
