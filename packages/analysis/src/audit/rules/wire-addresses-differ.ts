/** Advertised addresses that differ from the file's. */

import {abridged} from '../../text/count-text.js';
import type {Member} from '../cluster.js';
import {bothSides, eachVoice, inFiles, rejectionText, reloadRemedy} from '../wire/told.js';
import {type Rule, subjectOf, vipsOf} from './rule.js';

export const wireAddressesDiffer: Rule = {
  code: 'WIRE_ADDRESSES_DIFFER',
  severity: 'error',
  title: "in the capture: the advertised addresses differ from the file's",
  thread: 'https://github.com/cookeem/kubeadm-ha/issues/49',
  find: eachVoice(voice => {
    const {candidates, speaker, vrid} = voice;
    const [first] = candidates;
    const {lists} = speaker;
    if (first === undefined || candidates.some(member => lists.every(list => isListOf(member, list))))
      return undefined;
    const stray = lists.find(list => !candidates.some(member => isListOf(member, list))) ?? lists[0] ?? [];
    return {
      subject: subjectOf(candidates),
      // A later list is in some frame up to the last.
      where: bothSides(
        candidates,
        'virtual_ipaddress',
        voice,
        (stray === lists[0] ? speaker : speaker.last).frame,
      ),
      evidence: `${speaker.router} advertises ${told(stray)} for VRID ${vrid}; in the files ${inFiles(candidates, member => told(ipsOf(member)))}`,
      consequence: rejectionText(vipsOf(first)),
      remedy: reloadRemedy(voice),
    };
  }),
};

function ipsOf({instance: {vips}}: Member): string[] {
  return [...new Set(vips.map(({ip}) => ip))];
}

/** Order does not matter. */
function isListOf(member: Member, list: readonly string[]): boolean {
  const own = ipsOf(member);
  return own.every(ip => list.includes(ip)) && list.every(ip => own.some(other => other === ip));
}

function told(ips: readonly string[]): string {
  return ips.length === 0 ? 'no address' : abridged(ips, 3);
}
