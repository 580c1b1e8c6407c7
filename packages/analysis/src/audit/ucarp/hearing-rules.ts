/** What keeps one ucarp from hearing or believing another. */

import type {RuleOf} from '../rules/rule.js';
import {bothMasters, bothPlaces, eachUcarpPair, UCARP_SOURCE, ucarpSubject} from './each.js';
import type {UcarpGroup} from './group.js';
import {givenOf, groupOf, numberOf} from './values.js';

type UcarpRule = RuleOf<readonly UcarpGroup[]>;

export const ucarpVhidDiffers: UcarpRule = {
  code: 'UCARP_VHID_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes have different VHIDs for the same address',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpPair((one, other) => {
    const [first, second] = [numberOf(one, 'vhid'), numberOf(other, 'vhid')];
    if (first === undefined || second === undefined || first === second) return undefined;
    return {
      subject: ucarpSubject([one, other]),
      where: bothPlaces([one, other], 'vhid'),
      evidence: `${one.node} has VHID ${first}, ${other.node} ${second}`,
      consequence: `${bothMasters([one, other])}; nothing is logged without --debug`,
      remedy: 'use the same --vhid on every node',
    };
  }),
};

export const ucarpPasswordDiffers: UcarpRule = {
  code: 'UCARP_PASSWORD_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes have different passwords',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpPair((one, other) => {
    // A file's content is not known.
    if (one.options.has('passfile') || other.options.has('passfile')) return undefined;
    const [first, second] = [givenOf(one, 'pass'), givenOf(other, 'pass')];
    if (first === undefined || second === undefined || first === second) return undefined;
    return {
      subject: ucarpSubject([one, other]),
      where: bothPlaces([one, other], 'pass'),
      evidence: `${one.node} and ${other.node} have different passwords`,
      consequence: `${bothMasters([one, other])}; each logs Bad digest`,
      remedy: 'use the same --pass on every node',
    };
  }),
};

export const ucarpAddressDiffers: UcarpRule = {
  code: 'UCARP_ADDRESS_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes have different addresses for the same VHID',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpPair((one, other) => {
    const [first, second] = [givenOf(one, 'addr'), givenOf(other, 'addr')];
    if (first === undefined || second === undefined || first === second) return undefined;
    return {
      subject: ucarpSubject([one, other]),
      where: bothPlaces([one, other], 'addr'),
      evidence: `with VHID ${numberOf(one, 'vhid')} ${one.node} has ${first}, ${other.node} ${second}`,
      consequence: `each rejects the other's advertisements (Bad digest), because the address is part of the digest: ${first} is on ${one.node} alone, ${second} on ${other.node} alone, and neither moves when its node dies`,
      remedy: 'use the same --addr on every node, or a --vhid of its own for each address',
    };
  }),
};

export const ucarpGroupDiffers: UcarpRule = {
  code: 'UCARP_GROUP_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes advertise to different multicast groups',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpPair((one, other) => {
    const [first, second] = [groupOf(one), groupOf(other)];
    if (first === undefined || second === undefined || first === second) return undefined;
    return {
      subject: ucarpSubject([one, other]),
      where: bothPlaces([one, other], 'mcastip'),
      evidence: `${one.node} advertises to ${first}, ${other.node} to ${second}`,
      consequence: `${bothMasters([one, other])}; nothing is logged without --debug`,
      remedy: 'use the same --mcast on every node',
    };
  }),
};

export const ucarpSrcipSame: UcarpRule = {
  code: 'UCARP_SRCIP_SAME',
  severity: 'error',
  title: 'ucarp: two nodes have the same source address',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpPair((one, other) => {
    const [first, second] = [givenOf(one, 'srcip'), givenOf(other, 'srcip')];
    if (first === undefined || first !== second) return undefined;
    return {
      subject: ucarpSubject([one, other]),
      where: bothPlaces([one, other], 'srcip'),
      evidence: `${one.node} and ${other.node} both have --srcip ${first}`,
      consequence: `each takes the other's advertisements for its own and ignores them: ${bothMasters([one, other])}`,
      remedy: "use each node's own address as its --srcip",
    };
  }),
};
