/** A virtual address that is also a node's own. */

import type {IpAddress} from '@vip/arp';
import {addressesOf} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';
import type {Place} from '../keepalived/source.js';
import {eachRouter} from './pairs.js';
import {memberName, type Rule, subjectOf} from './rule.js';

export const vipIsNodeAddress: Rule = {
  code: 'VIP_IS_NODE_ADDRESS',
  severity: 'error',
  title: "the virtual address is a node's own address",
  thread: 'https://github.com/acassen/keepalived/issues/2091',
  find: eachRouter(({members}) => {
    const vips = new Set(members.flatMap(({instance}) => addressesOf(instance)));
    const own = members.filter(({instance: {source}}) => source !== undefined && vips.has(source.value));
    const [first] = own;
    const source = first?.instance.source;
    if (first === undefined || source === undefined) return undefined;
    return {
      subject: subjectOf(own),
      where: [...members.flatMap(({instance}) => placesIn(instance, source.value)), source.place],
      evidence: `${source.value} is a virtual address, and the source of ${memberName(first)}`,
      consequence: `${first.node.name} removes its own address when it starts, and goes to FAULT`,
      remedy: 'use a virtual address that no node has',
    };
  }),
};

/** The lines that give it the address. */
function placesIn({vips, wrongFamily, excluded}: Instance, own: IpAddress): Place[] {
  return [...vips, ...wrongFamily, ...excluded].filter(({ip}) => ip === own).map(({place}) => place);
}
