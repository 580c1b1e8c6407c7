/** Authentication that differs: password, type, or on one node only. */

import type {Authentication, Instance} from '../keepalived/model/instance.js';
import type {Place} from '../keepalived/source.js';
import {areComparable, eachDifference} from './pairs.js';
import {bothHoldText, KEEPALIVED_ISSUES, memberName, type Rule, subjectOf} from './rule.js';

export const authMismatch: Rule = {
  code: 'AUTH_MISMATCH',
  severity: 'error',
  splits: true,
  title: "the nodes reject each other's advertisements: authentication differs",
  thread: `${KEEPALIVED_ISSUES}2433`,
  proof: 'start',
  find: eachDifference(
    ({instance: {auth}}) => `${auth?.type} ${auth?.password}`,
    pair => {
      const {first, second} = pair;
      if (!areComparable(pair)) return undefined;
      const [one, other] = [first.instance.auth, second.instance.auth];
      if (one?.type === other?.type && one?.password === other?.password) return undefined;
      const members = [first, second];
      return {
        subject: subjectOf(members),
        where: members.map(({instance}) => placeOf(instance, one?.type === other?.type)),
        evidence:
          one !== undefined && one.type === other?.type
            ? `${memberName(first)} and ${memberName(second)} have different passwords in their first 8 characters`
            : `${memberName(first)} has ${word(one)}, ${memberName(second)} ${word(other)}`,
        consequence: bothHoldText(members),
        remedy: 'use the same auth_type and the same first 8 characters of auth_pass on every node',
      };
    },
  ),
};

/** The password is not printed. */
function word(auth: Authentication | undefined): string {
  return auth === undefined ? 'no authentication' : `auth_type ${auth.type}`;
}

function placeOf({auth, place}: Instance, isSameType: boolean): Place {
  return (isSameType ? auth?.passwordPlace : auth?.typePlace) ?? place;
}
