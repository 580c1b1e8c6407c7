/**
 * Shared by the wire rules, which compare each sender with the files that may be its own.
 *
 * @module
 */

import {grouped} from '../../collections/grouped.js';
import type {Place} from '../../findings/finding.js';
import type {Member, Router} from '../cluster.js';
import {type FindingDraft, placesOf} from '../rules/rule.js';
import type {AuditInput, OwnVoice, Voice} from './hear.js';

/** Findings for each sender that is one of the nodes. */
export function eachVoice(
  find: (voice: OwnVoice, router: Router) => FindingDraft | undefined,
): (audited: AuditInput) => FindingDraft[] {
  return ({wire}) =>
    (wire?.routers ?? []).flatMap(({router, own}) => own.flatMap(voice => find(voice, router) ?? []));
}

/** Omits senders whose file is for the other version, which is reported separately. */
export function ofItsVersion({candidates, version}: OwnVoice): Member[] {
  return candidates.filter(({instance}) => instance.version === version);
}

/** `lb1 has 10.9.8.7, lb2 10.9.8.8`, `lb1 and lb2 have 10.9.8.7`. */
export function inFiles(members: readonly Member[], say: (member: Member) => string): string {
  const byValue = grouped(members, say);
  return [...byValue]
    .map(([value, those]) => {
      const names = those.map(({node}) => node.name).join(' and ');
      return `${names} ${those.length === 1 ? 'has' : 'have'} ${value}`;
    })
    .join(', ');
}

/** Places on both sides: the lines and the frame. */
export function bothSides(
  members: readonly Member[],
  keyword: string,
  {speaker}: Voice,
  frame = speaker.frame,
): Place[] {
  return [...placesOf(members, keyword), {frame}];
}

/** The node's name if its address is known, otherwise the address. */
export function nodeOf(voice: Voice | OwnVoice): string {
  const [only, ...more] = 'candidates' in voice && voice.isKnown ? voice.candidates : [];
  return only === undefined || more.length > 0 ? voice.speaker.router : only.node.name;
}

/** The remedy; it may be unknown which node's file it is. */
export function reloadRemedy({isKnown}: OwnVoice): string {
  const compare = 'compare the file with that on the node, and reload keepalived there';
  return isKnown ? compare : `${compare}; if it is another node, give its file as well`;
}

/** The consequence for the running daemon and one that runs the file. */
export function rejectionText(vips: string): string {
  return `the files are not what is running: a node that runs the file and this one reject each other's advertisements, and both hold ${vips}`;
}
