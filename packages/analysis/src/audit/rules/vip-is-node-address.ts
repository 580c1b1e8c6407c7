/** A virtual address that is a node's own. */

import {addressesOf} from '../cluster.js';
import {eachRouter} from './pairs.js';
import {nameOf, placesOf, type Rule, subjectOf} from './rule.js';

export const vipIsNodeAddress: Rule = {
  code: 'VIP_IS_NODE_ADDRESS',
  severity: 'error',
  title: 'the virtual address is the own address of a node',
  thread: 'https://github.com/acassen/keepalived/issues/2091',
  find: eachRouter(({members}) => {
    const vips = new Set(members.flatMap(({instance}) => addressesOf(instance)));
    const own = members.filter(({instance: {source}}) => source !== undefined && vips.has(source.value));
    const [first] = own;
    const source = first?.instance.source;
    if (first === undefined || source === undefined) return undefined;
    return {
      subject: subjectOf(own),
      where: [...placesOf(own, 'virtual_ipaddress'), source.place],
      evidence: `${source.value} is a virtual address, and the source of ${nameOf(first)}`,
      consequence: `${first.node.name} removes its own address when it starts, and goes to FAULT`,
      remedy: 'use a virtual address that no node has',
    };
  }),
};
