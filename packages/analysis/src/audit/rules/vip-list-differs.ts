/** Lists of addresses that differ: advertisements are rejected. */

import {abridged} from '../../count-text.js';
import type {Member} from '../cluster.js';
import type {VipEntry} from '../keepalived/model/address.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {Place} from '../keepalived/source.js';
import {eachPair} from './pairs.js';
import {type Draft, nameOf, type Rule, subjectOf, twoOwners} from './rule.js';

export const vipListDiffers: Rule = {
  code: 'VIP_LIST_DIFFERS',
  severity: 'error',
  splits: true,
  title: "the nodes reject each other's advertisements: the addresses differ",
  thread: 'https://github.com/cookeem/kubeadm-ha/issues/49',
  proof: 'start',
  find: eachPair(({first, second}) => {
    if (first.instance.family !== second.instance.family) return undefined;
    if (areAlike(first.instance.vips, second.instance.vips)) return undefined;
    const [one, other] = [advertised(first.instance), advertised(second.instance)];
    // A list that is empty for another reason is reported as such.
    if (one.length === 0 || other.length === 0) return undefined;
    const onlyFirst = one.filter(ip => !other.includes(ip));
    const onlySecond = other.filter(ip => !one.includes(ip));
    const repeated = [first, second].filter(
      ({instance}) => instance.vips.length > advertised(instance).length,
    );
    const isSameNumber = first.instance.vips.length === second.instance.vips.length;
    if (onlyFirst.length + onlySecond.length === 0 && isSameNumber) return undefined;
    const parts = [
      ...(onlyFirst.length > 0 ? [`only ${nameOf(first)} has ${abridged(onlyFirst)}`] : []),
      ...(onlySecond.length > 0 ? [`only ${nameOf(second)} has ${abridged(onlySecond)}`] : []),
      ...(isSameNumber
        ? []
        : repeated.map(member => `${nameOf(member)} advertises ${abridged(twice(member.instance))} twice`)),
    ];
    return {
      subject: subjectOf([first, second]),
      where: placesOf([first, second], [one, other]),
      evidence: parts.join(', '),
      ...consequenceOf([first, second]),
      remedy:
        'use the same addresses in virtual_ipaddress on every node; their order and prefixes do not matter',
    };
  }),
};

/** 2.4 accepts such advertisements: an error, but not one by which both nodes have the address. */
function consequenceOf(members: readonly Member[]): Pick<Draft, 'consequence' | 'severity'> {
  const lost = 'only one of them holds it, and what is on one list only is lost in a failover';
  if (members.every(({node}) => node.config.release === '2.4')) return {consequence: lost, severity: 'error'};
  return {consequence: `${twoOwners(members)}; keepalived 2.4 accepts such advertisements: there ${lost}`};
}

/** The addresses that the other list lacks, or has once only; then, where one has none of these, its list. */
function placesOf([first, second]: readonly [Member, Member], lists: readonly [string[], string[]]): Place[] {
  const strange = [strangeIn(first.instance, lists[1]), strangeIn(second.instance, lists[0])];
  const whole = [first, second].filter((_, index) => strange[index]?.length === 0);
  return [
    ...strange.flat().map(({place}) => place),
    ...whole.map(({instance}) => instance.placeOf('virtual_ipaddress')),
  ];
}

function strangeIn({vips}: Instance, others: readonly string[]): VipEntry[] {
  return vips.filter(({ip}, index) => {
    const isAgain = vips.findIndex(vip => vip.ip === ip) < index;
    return isAgain || !others.includes(ip);
  });
}

/** As nearly all are: then neither has an address that the other lacks. */
function areAlike(one: Instance['vips'], other: Instance['vips']): boolean {
  return one.length === other.length && one.every(({ip}, index) => ip === other[index]?.ip);
}

function advertised({vips}: Instance): string[] {
  return [...new Set(vips.map(({ip}) => ip))];
}

function twice({vips}: Instance): string[] {
  const ips = vips.map(({ip}) => ip);
  return [...new Set(ips.filter((ip, index) => ips.indexOf(ip) !== index))];
}
