/**
 * The file of a speaker: a step a line, done in this order. Empty lines and `# remarks` say nothing. Pure.
 *
 * | line | |
 * | --- | --- |
 * | `wait 2s` | does nothing for that long |
 * | `silence 1500ms` | waits until a master has been heard, and has then been silent for that long |
 * | `hold [10.3.2.200/8 ...]` | adds the addresses and announces them, as a master does; the VIP without any |
 * | `advert ...` | sends an advertisement again and again: see advert.ts |
 * | `release` | removes what it holds |
 *
 * @module
 */

import {type Ipv4Interface, parseIpv4Interface, VipError} from '@vip/arp';
import {type Advert, parseAdvert} from './advert.js';
import {duration, quoted, refuse} from './words.js';

export type Step =
  | {readonly kind: 'wait'; readonly ms: number}
  | {readonly kind: 'silence'; readonly ms: number}
  | {readonly kind: 'hold'; readonly addresses: readonly Ipv4Interface[]}
  | {readonly kind: 'release'}
  | {readonly kind: 'advert'; readonly advert: Advert};

/** A step, and its line. */
export type Line = Step & {readonly text: string};

const MAX_LINES = 1000;

/**
 * @param where the file, for errors
 * @param vip for lines that name no address
 * @throws VipError for a line that is not one of these, by its number, and for a file that is too long
 */
export function parseScript(text: string, where: string, vip: Ipv4Interface | undefined): Line[] {
  const lines = text.trimEnd().split('\n', MAX_LINES + 1);
  if (lines.length > MAX_LINES) refuse(where, `${MAX_LINES} lines or fewer`, 'more');
  const steps: Line[] = [];
  for (const [index, line] of lines.entries()) {
    const said = line.replace(/(^|\s)#.*/, '').trim();
    if (said === '') continue;
    const at = `${where}: line ${index + 1}`;
    const last = steps.at(-1);
    if (last !== undefined && isEndless(last))
      refuse(at, 'times= or for= in the advert before it', 'neither');
    steps.push({...stepAt(at, said.split(/\s+/), vip), text: said});
  }
  return steps;
}

function isEndless(step: Step): boolean {
  return step.kind === 'advert' && step.advert.times === undefined && step.advert.forMs === undefined;
}

function stepAt(at: string, [verb = '', ...words]: readonly string[], vip: Ipv4Interface | undefined): Step {
  try {
    return stepOf(verb, words, vip);
  } catch (error) {
    if (error instanceof VipError) throw new VipError(error.code, `${at}: ${error.message}`);
    throw error;
  }
}

function stepOf(verb: string, words: readonly string[], vip: Ipv4Interface | undefined): Step {
  switch (verb) {
    case 'wait':
    case 'silence':
      if (words.length > 1) refuse(verb, 'a time alone', 'more');
      return {kind: verb, ms: duration(verb, words[0])};
    case 'hold':
      if (words.length > 0) return {kind: verb, addresses: words.map(parseIpv4Interface)};
      return {
        kind: verb,
        addresses: [vip ?? refuse(verb, 'ADDRESS/LENGTH, or VIP in the environment', 'neither')],
      };
    case 'release':
      if (words.length > 0) refuse(verb, 'nothing behind it', 'more');
      return {kind: verb};
    case 'advert':
      return {kind: verb, advert: parseAdvert(words, vip?.address)};
    default:
      return refuse('step', 'wait, silence, hold, advert or release', quoted(verb));
  }
}
