/** Authentication trailers of keepalived 2.4 that the other node rejects. */

import type {Member} from '../cluster.js';
import {isSigning, rejection} from '../keepalived/model/auth-hmac.js';
import {whatFollows} from './one-way.js';
import {areComparable, eachDifference} from './pairs.js';
import {memberName, placesOf, type Rule, subjectOf} from './rule.js';

export const hmacMismatch: Rule = {
  code: 'HMAC_MISMATCH',
  severity: 'error',
  splits: true,
  title: "the nodes reject each other's advertisements: auth_hmac differs",
  thread: 'https://www.keepalived.org/release-notes/index.html',
  find: eachDifference(
    ({instance: {hmac}}) =>
      hmac === undefined ? '' : `${hmac.mode} ${hmac.activeKey} ${[...hmac.keys].join(' ')}`,
    pair => {
      const {first, second} = pair;
      const [one, other] = [first.instance.hmac, second.instance.hmac];
      if (one === undefined && other === undefined) return undefined;
      // A block that signs nothing is reported separately.
      const isOff = [one, other].some(hmac => hmac !== undefined && !isSigning(hmac));
      if (isOff || !areComparable(pair)) return undefined;
      const effect = whatFollows(pair, (sender, receiver) => reasonOf(receiver, sender) === undefined);
      if (effect === undefined) return undefined;
      const reasons = [...rejecting(second, first), ...rejecting(first, second)];
      return {
        subject: subjectOf([first, second]),
        where: placesOf([first, second], 'auth_hmac'),
        evidence: reasons.join('; '),
        remedy: 'use the same keys and the same active_key on every node; introduce them in mode permissive',
        ...effect,
      };
    },
    'all',
  ),
};

function reasonOf(receiver: Member, sender: Member) {
  return rejection(receiver.instance.hmac, sender.instance.hmac);
}

function rejecting(receiver: Member, sender: Member): string[] {
  const reason = reasonOf(receiver, sender);
  if (reason === undefined) return [];
  return [`${memberName(receiver)} rejects the advertisements of ${sender.node.name}: ${reason}`];
}
