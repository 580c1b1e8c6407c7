/**
 * From what a rule found to a finding.
 *
 * @module
 */

import type {Finding} from '../findings/finding.js';
import type {AddressFacts} from './facts.js';
import type {Draft, VerdictName} from './verdict.js';
import {VERDICT_MEANINGS, type VerdictMeaning} from './verdict-meaning.js';

export function findingOf({ip, network}: AddressFacts, draft: Draft): Finding<VerdictName> {
  const {verdict: code, evidence, frames, at, remedy} = draft;
  const meaning = VERDICT_MEANINGS[code];
  const {consequence = meaning.consequence} = draft;
  return {
    code,
    severity: meaning.severity,
    subject: network === '' ? ip : `${ip} on ${network}`,
    where: frames.map((frame, index) => ({frame, ...(index === 0 && at !== undefined ? {at} : {})})),
    evidence,
    consequence,
    remedy: withCauses(remedy, meaning),
    commands: [],
    reference: `docs/explain.md#${code.toLowerCase()}`,
  };
}

/** Each text once, however many addresses it concerns. */
const remedies = new Map<string, string>();

function withCauses(remedy: string, meaning: VerdictMeaning): string {
  const text = [remedy, causesIn(meaning)].filter(part => part !== '').join(' ');
  const known = remedies.get(text);
  if (known !== undefined) return known;
  if (remedies.size < MAX_REMEDIES) remedies.set(text, text);
  return text;
}

/** There are as many as verdicts, in each family. */
const MAX_REMEDIES = 64;

/** Which rules look for the cause, in a sentence. */
function causesIn({audit = [], doctor = []}: VerdictMeaning): string {
  const ways = [
    ...(audit.length === 0 ? [] : [`vip audit (${audit.join(', ')})`]),
    ...(doctor.length === 0 ? [] : [`vip doctor (${doctor.join(', ')})`]),
  ];
  return ways.length === 0 ? '' : `To find the cause: ${ways.join(', ')}.`;
}
