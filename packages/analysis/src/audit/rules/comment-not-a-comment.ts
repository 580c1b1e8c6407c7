/** `;` and `//`. */

import type {ConfigFault} from '../keepalived/fault.js';
import {evidenceOf, type NodeFault, objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {beforeComment, isGluedComment} from './glued-comment.js';
import {isKeyword} from './keyword-names.js';
import {KEEPALIVED_ISSUES, type Rule} from './rule.js';

export const commentNotAComment: Rule = {
  code: 'COMMENT_NOT_A_COMMENT',
  severity: 'error',
  title: '; and // do not begin a comment',
  thread: `${KEEPALIVED_ISSUES}2256`,
  proof: 'start',
  find: cluster => [
    ...objectionsBy(cluster, isMeant, subjectIn).map(objections => ({
      subject: subjectOfAll(objections),
      where: placesOfAll(objections),
      evidence: evidenceOf(objections),
      consequence: consequenceOf(objections),
      remedy: 'begin comments with # or !',
    })),
    ...gluedNames(cluster),
  ],
};

/** Only where it has an effect: an unknown line is ignored, as intended. */
function isMeant({fault}: NodeFault): boolean {
  if (!isGluedComment(fault.word)) return false;
  if (fault.kind !== 'unknown-keyword') return !isTolerated(fault);
  return fault.opensBlock === true || isKeyword(beforeComment(fault.word));
}

/** What mistakes are grouped by: the keyword. All those in lists count as one mistake, and so do all unknown keywords. */
function subjectIn({fault: {keyword, kind}}: NodeFault): string {
  return keyword ?? kind;
}

/** A prefix length before a `;` is accepted, and so are arguments that need not be numbers. */
function isTolerated({keyword, text}: ConfigFault): boolean {
  if (keyword !== undefined) return LENIENT.test(keyword);
  return /: expected a length|: unknown word/.test(text);
}

const LENIENT =
  /^(?:(?:vrrp_)?garp_.*|interval|timeout|fall|rise|weight|preempt_delay|down_timer_adverts|auth_pass)$/;

function consequenceOf([first]: readonly NodeFault[]): string {
  const fault = first?.fault;
  if (fault === undefined) return '';
  const {keyword} = fault;
  if (keyword === 'priority') return 'the priority is 100: the roles may be swapped';
  if (keyword === 'virtual_router_id') return 'there is no VRID: the daemon exits';
  if (keyword === 'advert_int') return 'an advertisement goes out every second';
  if (keyword === 'state') return 'the state is BACKUP';
  if (keyword === 'track_script')
    return 'the line is ignored: the address stays on a node whose service is dead';
  if (fault.opensBlock === true)
    return 'the lines of the block are parsed as settings, and its } closes the enclosing block';
  return 'the line is not what it looks like: it is ignored';
}

/** An interface whose name ends in `;` does not exist. */
function gluedNames({nodes}: Parameters<Rule['find']>[0]) {
  const found = nodes.flatMap(node =>
    node.config.instances
      .filter(({iface}) => iface !== undefined && isGluedComment(iface))
      .map(instance => ({node, instance})),
  );
  if (found.length === 0) return [];
  return [
    {
      subject: `interface (${found.map(({node}) => node.name).join(', ')})`,
      where: found.map(({instance}) => instance.placeOf('interface')),
      evidence: `the interface is ${found.map(({instance}) => instance.iface).join(', ')}`,
      consequence: 'there is no such interface: the daemon exits',
      remedy: 'begin comments with # or !',
    },
  ];
}
