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
  {evidence, brief, frames, at, remedy, isForeign, consequence = kind.consequence}: Omit<Draft, 'verdict'>,
): Finding<Code> {
  const {code, severity, page} = kind;
  return {
    code,
    severity,
    subject: network === '' ? ip : `${ip} on ${network}`,
    where: frames.map((frame, index) => (index === 0 && at !== undefined ? {frame, at} : {frame})),
    evidence,
    ...(brief === undefined ? {} : {brief}),
    consequence,
    remedy: isForeign === true ? remedy : withCauses(remedy, kind),
    commands: NONE,
    reference: shared(`${page}#${code.toLowerCase()}`),
  };
}

const NONE: readonly string[] = [];

/** One copy of each text, however many addresses have it. */
const texts = new Map<string, string>();

function withCauses(remedy: string, meaning: FindingMeaning): string {
  return shared([remedy, causesIn(meaning)].filter(part => part !== '').join(' '));
}

function shared(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size < MAX_TEXTS) texts.set(text, text);
  return text;
}

/** At most two remedies per verdict, one for each family, and the references of all verdicts and notes. */
const MAX_TEXTS = 256;

/** The rules that look for the cause, as a sentence. */
function causesIn({audit = [], doctor = []}: FindingMeaning): string {
  const ways = [
    ...(audit.length === 0 ? [] : [`vip audit (${audit.join(', ')})`]),
    ...(doctor.length === 0 ? [] : [`vip doctor (${doctor.join(', ')})`]),
  ];
  return ways.length === 0 ? '' : `To find the cause: ${ways.join(', ')}.`;
}
