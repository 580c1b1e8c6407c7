/**
 * `garp_group`: interfaces that announce together.
 *
 * @module
 */

import {type Statement, withKeyword} from '../statement.js';
import type {Report} from './report.js';

/** All groups in a file: an interface belongs to the first that names it. */
export function checkGarpGroups(root: readonly Statement[], report: Report): void {
  const taken = new Set<string>();
  for (const {inside, place} of withKeyword(root, 'garp_group')) {
    if (withKeyword(inside, 'garp_interval', 'gna_interval').length === 0)
      report('missing-value', place, 'garp_group', [
        'garp_group',
        'expected garp_interval or gna_interval, got none',
      ]);
    for (const line of withKeyword(inside, 'interface')) claim(line, line.words.slice(1, 2));
    for (const block of withKeyword(inside, 'interfaces')) {
      if (block.inside.length === 0)
        report('rejected', block.place, 'interfaces', ['interfaces', 'expected an interface, got none']);
      for (const line of block.inside) claim(line, line.words);
    }
  }

  function claim({place}: Statement, names: readonly string[]): void {
    for (const name of names) {
      if (taken.has(name)) report('rejected', place, name, ['garp_group', `${name} is there already`]);
      taken.add(name);
    }
  }
}
