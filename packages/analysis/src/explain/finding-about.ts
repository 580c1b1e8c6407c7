/**
 * A finding about an address, whether a verdict or a note.
 *
 * @module
 */

import type {Finding} from '../findings/finding.js';
import type {AddressFacts} from './facts.js';
import type {FindingMeaning} from './finding-meaning.js';
import type {Draft} from './verdict.js';

/** A code and its meaning. */
interface Kind<Code extends string> extends FindingMeaning {
  readonly code: Code;
  /** The page of the documentation that has an anchor for the code. */
  readonly page: string;
}

export function findingAbout<Code extends string>(
  {ip, network}: AddressFacts,
  kind: Kind<Code>,
  {evidence, frames, at, remedy, isForeign, consequence = kind.consequence}: Omit<Draft, 'verdict'>,
): Finding<Code> {
  const {code, severity, page} = kind;
  return {
    ...{code, severity},
    subject: network === '' ? ip : `${ip} on ${network}`,
    where: frames.map((frame, index) => ({frame, ...(index === 0 && at !== undefined ? {at} : {})})),
    evidence,
    consequence,
    remedy: isForeign === true ? remedy : withCauses(remedy, kind),
    commands: [],
    reference: `${page}#${code.toLowerCase()}`,
  };
}

/** Keeps one copy of each text, however many addresses have it. */
const remedies = new Map<string, string>();

function withCauses(remedy: string, meaning: FindingMeaning): string {
  const text = [remedy, causesIn(meaning)].filter(part => part !== '').join(' ');
  const known = remedies.get(text);
  if (known !== undefined) return known;
  if (remedies.size < MAX_REMEDIES) remedies.set(text, text);
  return text;
}

/** At most one per verdict and family. */
const MAX_REMEDIES = 64;

/** The rules that look for the cause, as a sentence. */
function causesIn({audit = [], doctor = []}: FindingMeaning): string {
  const ways = [
    ...(audit.length === 0 ? [] : [`vip audit (${audit.join(', ')})`]),
    ...(doctor.length === 0 ? [] : [`vip doctor (${doctor.join(', ')})`]),
  ];
  return ways.length === 0 ? '' : `To find the cause: ${ways.join(', ')}.`;
}
