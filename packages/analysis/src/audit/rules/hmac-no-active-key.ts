/** An auth_hmac block that signs nothing. */

import type {Member} from '../cluster.js';
import {isSigning} from '../keepalived/model/auth-hmac.js';
import {eachRouter} from './pairs.js';
import {memberName, type Rule, subjectOf} from './rule.js';

export const hmacNoActiveKey: Rule = {
  code: 'HMAC_NO_ACTIVE_KEY',
  severity: 'error',
  title: 'auth_hmac is switched off: its active_key is not one of its keys',
  thread: 'https://www.keepalived.org/release-notes/index.html',
  find: eachRouter(({members}) => {
    const off = members.filter(({instance: {hmac}}) => hmac !== undefined && !isSigning(hmac));
    if (off.length === 0) return undefined;
    return {
      subject: subjectOf(off),
      where: off.flatMap(({instance: {hmac}}) => hmac?.place ?? []),
      evidence: off.map(evidenceOf).join('; '),
      consequence: consequenceOf(members, off),
      remedy: 'define a key of 32 to 64 octets, and set active_key to its id',
    };
  }),
};

function evidenceOf(member: Member): string {
  const given = member.instance.hmac?.activeGiven;
  return `${memberName(member)}: auth_hmac with ${given === undefined ? 'no active_key' : `active_key ${given}, which is not defined`}`;
}

function consequenceOf(members: readonly Member[], off: readonly Member[]): string {
  const names = off.map(({node}) => node.name).join(' and ');
  const signing = members.filter(({instance}) => isSigning(instance.hmac));
  const unsigned =
    off.length === 1
      ? `nothing that ${names} sends is signed, and nothing it hears is checked`
      : `nothing that ${names} send is signed, and nothing they hear is checked`;
  if (signing.length === 0) return unsigned;
  return `${unsigned}; ${signing.map(({node}) => node.name).join(' and ')} rejects it, and both hold the address`;
}
