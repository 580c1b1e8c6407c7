/** Different address lists, which make nodes reject advertisements. */

import {abridged} from '../../text/count-text.js';
import type {Member} from '../cluster.js';
import type {VipEntry} from '../keepalived/model/address.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {Place} from '../keepalived/source.js';
import {eachDifference} from './pairs.js';
import {bothHoldText, type FindingDraft, memberName, type Rule, subjectOf} from './rule.js';

export const vipListDiffers: Rule = {
  code: 'VIP_LIST_DIFFERS',
  severity: 'error',
  splits: true,
  title: "the nodes reject each other's advertisements: the addresses differ",
  thread: 'https://github.com/cookeem/kubeadm-ha/issues/49',
  proof: 'start',
  find: eachDifference(
    ({instance}) => `${instance.vips.map(({ip}) => ip).sort()}`,
    ({first, second}) => {
      if (first.instance.family !== second.instance.family) return undefined;
      if (areAlike(first.instance.vips, second.instance.vips)) return undefined;
      const [one, other] = [advertised(first.instance), advertised(second.instance)];
      // A list that is empty for another reason is reported separately.
      if (one.length === 0 || other.length === 0) return undefined;
      const onlyFirst = one.filter(ip => !other.includes(ip));
      const onlySecond = other.filter(ip => !one.includes(ip));
      const repeated = [first, second].filter(
        ({instance}) => instance.vips.length > advertised(instance).length,
      );
      const lost = [...onlyFirst, ...onlySecond];
      const isSameNumber = first.instance.vips.length === second.instance.vips.length;
      if (lost.length === 0 && isSameNumber) return undefined;
      const consequence = consequenceOf([first, second], lost);
      if (consequence === undefined) return undefined;
      const parts = [
        ...(onlyFirst.length > 0 ? [`only ${memberName(first)} has ${abridged(onlyFirst)}`] : []),
        ...(onlySecond.length > 0 ? [`only ${memberName(second)} has ${abridged(onlySecond)}`] : []),
        ...repeated.map(
          member => `${memberName(member)} advertises ${abridged(twice(member.instance))} twice`,
        ),
      ];
      return {
        subject: subjectOf([first, second]),
        where: placesOf([first, second], [one, other]),
        evidence: parts.join('; '),
        ...consequence,
        remedy: `use the same addresses in virtual_ipaddress on every node${repeated.length > 0 ? ', each once' : ''}; their order and prefixes do not matter`,
      };
    },
  ),
};

/** Undefined if all accept such advertisements and nothing is lost. */
function consequenceOf(
  members: readonly [first: Member, second: Member],
  lost: readonly string[],
): Pick<FindingDraft, 'consequence' | 'severity'> | undefined {
  const loses =
    lost.length > 0
      ? 'only one of them holds it, and addresses on one list only are lost in a failover'
      : undefined;
  const isAccepted =
    members.every(({node}) => node.config.release === '2.4') ||
    accepts(members[1].instance, members[0].instance);
  if (isAccepted) return loses === undefined ? undefined : {consequence: loses, severity: 'error'};
  return {
    consequence: `${bothHoldText(members)}; keepalived 2.4 accepts such advertisements: there ${loses ?? 'only one of them holds it'}`,
  };
}

/**
 * Whether 2.2.7 accepts the other's list as its own: the same number of addresses, with each of its own among them (`vrrp_in_chk`). With a
 * duplicate, the lower node may accept a list in which the higher one misses an address.
 */
function accepts(receiver: Instance, sender: Instance): boolean {
  const heard = new Set(sender.vips.map(({ip}) => ip));
  return receiver.vips.length === sender.vips.length && receiver.vips.every(({ip}) => heard.has(ip));
}

/** The addresses that the other list lacks, or has only once; if one has none of these, its whole list. */
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

/** The common case: neither has an address that the other lacks. */
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
