/**
 * Captures that have too little in common for one story. Pure.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Explanation} from '../explain/explanation.js';
import {exitCodeOf, type VerdictName} from '../explain/verdict.js';
import type {Finding} from '../findings/finding.js';
import {listed} from '../text/count-text.js';
import {placesTitle} from './places-lines.js';
import type {PlacesStory} from './tell.js';

/** Leaves out what a story says of an address that it does not contain, if another story contains it. */
export function withoutAbsent(stories: readonly PlacesStory[]): PlacesStory[] {
  const present = new Set(addressesOf(stories, one => !isAbsent(one)));
  const isToldHere = (one: Explanation) => !isAbsent(one) || !present.has(one.address.ip);
  return stories.map(story => ({...story, explanations: story.explanations.filter(isToldHere)}));
}

/** Whether no frame of the story is, or may be, about the address, not even inside another frame. */
function isAbsent({address, first}: Explanation): boolean {
  const {answers, senders, questions, probes, announcements, interests} = address;
  const seen = [answers, senders, questions, probes, announcements];
  return (
    first === undefined && interests.every(why => why === 'asked-for') && seen.every(all => all.length === 0)
  );
}

function addressesOf(
  stories: readonly Pick<PlacesStory, 'explanations'>[],
  isMeant: (one: Explanation) => boolean = () => true,
): IpAddress[] {
  return stories.flatMap(({explanations}) => [
    ...new Set(explanations.filter(isMeant).map(({address}) => address.ip)),
  ]);
}

/** As for one capture; but 3 instead of 0 if an address is in captures that have separate stories: what spans them is unknown. */
export function exitCodeOfStories(stories: readonly PlacesStory[]): 0 | 1 | 3 {
  const findings = stories.flatMap(({explanations}) => explanations.map(({finding}) => finding));
  const exit = exitCodeOf(findings);
  const all = addressesOf(stories);
  return exit === 0 && new Set(all).size < all.length ? 3 : exit;
}

/** The captures of a story, as named within a list of stories: `lb1`, `(lb1 and lb2)`. */
function bracketed(story: Pick<PlacesStory, 'together'>): string {
  return story.together.places.length > 1 ? `(${placesTitle(story)})` : placesTitle(story);
}

/** The finding that the captures have separate stories, and why; undefined if they share one. */
export function apartFinding(
  stories: readonly Pick<PlacesStory, 'together' | 'explanations'>[],
): Finding<VerdictName> | undefined {
  const [first, ...others] = stories.map(placesTitle);
  if (first === undefined || others.length === 0) return undefined;
  const told = [...new Set(addressesOf(stories))];
  const without = told.length === 0 ? [] : stories.filter(({explanations}) => explanations.length === 0);
  const absent =
    without.length === 0
      ? ''
      : `; there is nothing to report about ${listed(told)} in ${listed(without.map(placesTitle))}`;
  return {
    code: 'CANNOT_TELL',
    severity: 'note',
    subject: others.join('; '),
    where: [],
    evidence: `Too few frames are in common between ${listed(stories.map(bracketed))}: their clocks cannot be compared, so each is reported on its own${absent}`,
    consequence: 'nothing can be concluded about events that span them',
    remedy:
      'Capture everything that passes, at the same time: two captures need at least three frames in common, such as pings, TCP or VRRP between them. ' +
      'A third capture that has frames in common with both links them. Where addresses are translated between them (NAT), no packet is the same ' +
      'on both sides: a capture on the translating machine that covers both sides (tcpdump -i any) links them.',
    commands: [],
    reference: 'docs/several-captures.md#clocks',
  };
}
