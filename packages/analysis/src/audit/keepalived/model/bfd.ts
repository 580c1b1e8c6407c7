/**
 * BFD sessions: checks that involve several lines.
 *
 * Follows `bfd_parser.c` of keepalived 2.2.7.
 *
 * @module
 */

import {type Statement, valueIn, withKeyword} from '../statement.js';
import {familyOf, hostOf} from './address.js';
import type {Report} from './report.js';

const LONGEST_SESSION = 31;

/**
 * A session needs a unique name and a unique neighbour, of the same family as its own address. @param taken names and neighbours of others
 */
export function checkBfd(session: Statement, taken: Set<string>, report: Report): void {
  const name = session.words[1];
  if (name === undefined) {
    report('unnamed-bfd', session.place, 'bfd_instance', ['bfd_instance', 'expected a name, got none']);
    return;
  }
  if (name.length > LONGEST_SESSION)
    report('value', session.place, name, [
      'bfd_instance',
      `expected at most ${LONGEST_SESSION} characters, got ${name}`,
    ]);
  const [neighbour, source] = [
    valueIn(session.inside, 'neighbor_ip', 'neighbour_ip'),
    valueIn(session.inside, 'source_ip'),
  ].map(text => hostOf(text ?? ''));
  if (withKeyword(session.inside, 'neighbor_ip', 'neighbour_ip').length === 0)
    report('missing-value', session.place, 'bfd_instance', [
      'bfd_instance',
      'expected neighbor_ip, got none',
    ]);
  for (const own of [name, ...(neighbour === undefined ? [] : [neighbour])]) {
    if (taken.has(own)) report('rejected', session.place, own, ['bfd_instance', `${own} is there already`]);
    taken.add(own);
  }
  if (neighbour !== undefined && source !== undefined && familyOf(neighbour) !== familyOf(source))
    report('value', session.place, source, [
      'source_ip',
      `expected IPv${familyOf(neighbour)}, got ${source}`,
    ]);
}
