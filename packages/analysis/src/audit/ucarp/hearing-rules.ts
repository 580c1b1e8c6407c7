/** Rules about ucarps that do not hear or accept one another. */

import type {RuleOf} from '../rules/rule.js';
import {
  bothMasters,
  bothPlaces,
  eachUcarpDifference,
  eachUcarpPair,
  UCARP_SOURCE,
  ucarpSubject,
} from './each.js';
import type {UcarpGroup} from './group.js';
import {givenOf, multicastGroupOf, numberOf} from './values.js';

type UcarpRule = RuleOf<readonly UcarpGroup[]>;

export const ucarpVhidDiffers: UcarpRule = {
  code: 'UCARP_VHID_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes have different VHIDs for the same address',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpDifference(
    'vhid',
    command => numberOf(command, 'vhid'),
    (one, other) => ({
      evidence: `${one.command.node} has VHID ${one.value}, ${other.command.node} ${other.value}`,
      consequence: `${bothMasters([one.command, other.command])}; nothing is logged without --debug`,
      remedy: 'use the same --vhid on every node',
    }),
  ),
};

export const ucarpPasswordDiffers: UcarpRule = {
  code: 'UCARP_PASSWORD_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes have different passwords',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpDifference(
    'pass',
    // The contents of password files are unknown.
    command => (command.options.has('passfile') ? undefined : givenOf(command, 'pass')),
    (one, other) => ({
      evidence: `${one.command.node} and ${other.command.node} have different passwords`,
      consequence: `${bothMasters([one.command, other.command])}; each logs Bad digest`,
      remedy: 'use the same --pass on every node',
    }),
  ),
};

export const ucarpAddressDiffers: UcarpRule = {
  code: 'UCARP_ADDRESS_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes have different addresses for the same VHID',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpDifference(
    'addr',
    command => givenOf(command, 'addr'),
    (one, other) => ({
      evidence: `with VHID ${numberOf(one.command, 'vhid')} ${one.command.node} has ${one.value}, ${other.command.node} ${other.value}`,
      consequence: `each rejects the other's advertisements (Bad digest), because the address is part of the digest: ${one.value} is on ${one.command.node} alone, ${other.value} on ${other.command.node} alone, and neither moves when its node dies`,
      remedy: 'use the same --addr on every node, or a different --vhid for each address',
    }),
  ),
};

export const ucarpGroupDiffers: UcarpRule = {
  code: 'UCARP_GROUP_DIFFERS',
  severity: 'error',
  title: 'ucarp: the nodes advertise to different multicast groups',
  thread: `${UCARP_SOURCE}carp.c`,
  find: eachUcarpDifference('mcastip', multicastGroupOf, (one, other) => ({
    evidence: `${one.command.node} advertises to ${one.value}, ${other.command.node} to ${other.value}`,
    consequence: `${bothMasters([one.command, other.command])}; nothing is logged without --debug`,
    remedy: 'use the same --mcast on every node',
  })),
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
      consequence: `each mistakes the other's advertisements for its own and ignores them: ${bothMasters([one, other])}`,
      remedy: "use each node's own address as its --srcip",
    };
  }),
};
