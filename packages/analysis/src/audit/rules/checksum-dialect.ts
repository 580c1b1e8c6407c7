/** The version 3 checksum over IPv4, with or without the pseudo-header. */

import {whatFollows} from './one-way.js';
import {areComparable, eachDifference} from './pairs.js';
import {KEEPALIVED_ISSUES, memberName, placesOf, type Rule, subjectOf} from './rule.js';

export const checksumDialect: Rule = {
  code: 'CHECKSUM_DIALECT',
  severity: 'error',
  splits: true,
  title: 'only one node has v3_checksum_as_v2: the other drops what it sends',
  thread: `${KEEPALIVED_ISSUES}2324`,
  find: eachDifference(
    ({instance}) => `${instance.checksumAsV2}`,
    pair => {
      const {first, second} = pair;
      if (!areComparable(pair)) return undefined;
      // With the option, any checksum is accepted.
      const effect = whatFollows(
        pair,
        (sender, receiver) => receiver.instance.checksumAsV2 || !sender.instance.checksumAsV2,
      );
      if (effect === undefined) return undefined;
      const [having, lacking] = first.instance.checksumAsV2 ? [first, second] : [second, first];
      return {
        subject: subjectOf([first, second]),
        where: placesOf([having], 'v3_checksum_as_v2'),
        evidence: `${memberName(having)} has v3_checksum_as_v2, but ${memberName(lacking)} does not, and drops its advertisements because of their checksum`,
        remedy: 'use v3_checksum_as_v2 on every node, or on none',
        ...effect,
      };
    },
  ),
};
