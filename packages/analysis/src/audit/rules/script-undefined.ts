/** A name in `track_script` that no `vrrp_script` has. */

import {abridged} from '../../count-text.js';
import type {AuditNode} from '../cluster.js';
import {objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {isGluedComment, keywordIn} from './glued-comment.js';
import {nearKeyword} from './keyword-names.js';
import type {Rule} from './rule.js';

export const scriptUndefined: Rule = {
  code: 'SCRIPT_UNDEFINED',
  severity: 'error',
  title: 'a check that is tracked is not defined',
  thread: 'https://www.keepalived.org/manpage.html',
  proof: 'checks-fail',
  find: cluster =>
    objectionsBy(
      cluster,
      ({fault, node}) =>
        fault.kind === 'reference' &&
        keywordIn(fault) === 'track_script' &&
        !isGluedComment(fault.word) &&
        !lostScripts(node),
      ({fault}) => fault.word,
    ).map(objections => {
      const [first] = objections;
      const name = first?.fault.word ?? '';
      const known = [...(first?.node.config.scripts.keys() ?? [])];
      const there = known.length === 0 ? 'there is none' : `there is ${abridged(known)}`;
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: `track_script names ${name}, and no vrrp_script before it has that name: ${there}`,
        consequence: 'the line is ignored: the address stays on a node whose service is dead',
        remedy: 'use the same name in both places, the vrrp_script first',
      };
    }),
};

/** Whether a definition was not read as one: misspelt, or in a block that was not closed, which is reported instead. */
function lostScripts({config}: AuditNode): boolean {
  return config.faults.some(
    ({kind, word}) =>
      kind === 'unknown-keyword' && (word === 'vrrp_script' || nearKeyword(word) === 'vrrp_script'),
  );
}
