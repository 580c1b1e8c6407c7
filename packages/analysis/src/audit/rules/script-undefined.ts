/** A tracked name that no script, file, process or session has. */

import {abridged} from '../../text/count-text.js';
import type {AuditNode} from '../cluster.js';
import type {ConfigFault} from '../keepalived/fault.js';
import {TRACK_DEFINERS, type TrackKind} from '../keepalived/model/tracks.js';
import {objectionsBy, placesOfAll, subjectOfAll} from './faults.js';
import {isGluedComment} from './glued-comment.js';
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
        fault.kind === 'undefined-track' &&
        !isGluedComment(fault.word) &&
        !lostDefinitions(node, definerOf(fault)),
      ({fault}) => `${fault.keyword} ${fault.word}`,
    ).map(objections => {
      const [first] = objections;
      const name = first?.fault.word ?? '';
      const keyword = first?.fault.keyword ?? '';
      const definer = first === undefined ? '' : definerOf(first.fault);
      return {
        subject: subjectOfAll(objections),
        where: placesOfAll(objections),
        evidence: `${keyword} names ${name}, but no ${definer} before it has that name${thereIs(first?.node, keyword)}`,
        consequence: 'the line is ignored: the address stays on a node whose service is dead',
        remedy: `use the same name in both places, the ${definer} first`,
      };
    }),
};

/** Whether a definition was not parsed as one because it is misspelt or in an unclosed block, which is reported instead. */
function lostDefinitions({config}: AuditNode, definer: string): boolean {
  return config.faults.some(
    ({kind, word}) => kind === 'unknown-keyword' && (word === definer || nearKeyword(word) === definer),
  );
}

/** The keyword that defines such a name: `vrrp_script` for a fault of `track_script`. */
function definerOf({keyword = ''}: ConfigFault): string {
  return TRACK_DEFINERS[keyword.replace('track_', '') as TrackKind];
}

function thereIs(node: AuditNode | undefined, keyword: string): string {
  if (node === undefined || keyword !== 'track_script') return '';
  const known = [...node.config.scripts.keys()];
  return known.length === 0 ? ': there is none' : `: there is ${abridged(known)}`;
}
