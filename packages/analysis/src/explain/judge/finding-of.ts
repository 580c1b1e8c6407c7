/**
 * Turns a rule's draft into a finding.
 *
 * @module
 */

import type {Finding} from '../../findings/finding.js';
import type {AddressFacts} from '../facts.js';
import {findingAbout} from '../finding-about.js';
import type {Draft, VerdictName} from '../verdict.js';
import {VERDICT_MEANINGS} from './verdict-meaning.js';

export function findingOf(address: AddressFacts, draft: Draft): Finding<VerdictName> {
  const code = draft.verdict;
  return findingAbout(address, {code, ...VERDICT_MEANINGS[code], page: 'docs/explain.md'}, draft);
}
