/** Advertised authentication that differs from the file's. */

import type {Member} from '../cluster.js';
import {isSigning} from '../keepalived/model/auth-hmac.js';
import type {OwnVoice} from '../wire/hear.js';
import {bothSides, eachVoice, inFiles, ofItsVersion, rejectionText, reloadRemedy} from '../wire/told.js';
import {KEEPALIVED_ISSUES, type Rule, subjectOf, vipsOf} from './rule.js';

export const wireAuthDiffers: Rule = {
  code: 'WIRE_AUTH_DIFFERS',
  severity: 'error',
  title: "in the capture: the authentication differs from the file's",
  thread: `${KEEPALIVED_ISSUES}2433`,
  find: eachVoice(voice => {
    const members = ofItsVersion(voice);
    const [first] = members;
    if (first === undefined || members.some(member => isAsIn(member, voice))) return undefined;
    const {speaker, vrid} = voice;
    const {authentication = NONE} = speaker;
    const isOtherPassword = members.some(member => typeOf(member) === authentication);
    return {
      subject: subjectOf(members),
      where: bothSides(members, isSigning(first.instance.hmac) ? 'auth_hmac' : 'authentication', voice),
      evidence: isOtherPassword
        ? `${speaker.router} advertises VRID ${vrid} with a password that is not in the files`
        : `${speaker.router} advertises VRID ${vrid} with ${authentication}; in the files ${inFiles(members, typeOf)}`,
      consequence: rejectionText(vipsOf(first)),
      remedy: reloadRemedy(voice),
    };
  }),
};

const NONE = 'no authentication';

function isAsIn(member: Member, {speaker: {authentication = NONE}, password}: OwnVoice): boolean {
  return (
    typeOf(member) === authentication &&
    (password === undefined || password === printable(member.instance.auth?.password))
  );
}

/** In the form used for captures: a question mark for each octet that is not printable ASCII. */
function printable(password: string | undefined): string | undefined {
  return password?.replaceAll(/[^ -~]/g, '?');
}

/** In the terms used for a capture. */
function typeOf({instance: {auth, hmac}}: Member): string {
  if (isSigning(hmac) && hmac.mode !== 'receive-only') return 'HMAC';
  if (auth === undefined) return NONE;
  return auth.type === 'PASS' ? 'a password' : 'an authentication header';
}
