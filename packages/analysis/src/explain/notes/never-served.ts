/**
 * Ports that never answered: that the address is healthy says nothing about them. Pure.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import {counted} from '../../text/count-text.js';
import {isPersistent, neverServed} from '../outages/never-served.js';
import {who} from '../rules/case.js';
import {servicesText} from '../words/service-text.js';
import {type Note, type NoteContext, note} from './note.js';

export function unserved({address, verdict}: NoteContext): Note[] {
  const found = neverServed(address);
  // Services that a client keeps asking for are covered by the verdict.
  const all = verdict === 'CANNOT_TELL' ? found.filter(one => !isPersistent(one)) : found;
  if (all.length === 0) return [];
  const questions = sum(all, one => one.questions);
  const askers = [...new Set(all.flatMap(one => one.askers))];
  const beyond = sum(askers, ({askedBeyond}) => askedBeyond);
  const more = beyond === 0 ? '' : `, nor did ${counted(beyond, 'more port')}`;
  const text = `${servicesText(all.map(({service}) => service))} never answered in this capture${more} (asked by ${who(askers)}, ${counted(questions, 'question')}): whether anything is served there is not shown.`;
  return note(
    address,
    'NEVER_SERVED',
    text,
    all.flatMap(({dark: [first]}) => first?.firstUnanswered.frame).slice(0, 1),
  );
}
