/**
 * A change of owner that a client's own capture does not show, because it ended before or began after it. Pure.
 *
 * @module
 */

import type {Sender} from '../../conversations/facts.js';
import type {Handover, SenderStory} from '../../explain/handovers/handover.js';
import type {VerdictName} from '../../explain/verdict.js';
import type {Finding} from '../../findings/finding.js';
import {listed} from '../../text/count-text.js';
import {formatDuration} from '../../text/duration-text.js';
import {boundBetween} from '../clocks/across-clocks.js';
import {nameOfPlace, type PlacesGiven, placeOfSender} from './context.js';

/** Verdicts that could be different if the client's capture had gone on. */
const OPEN: ReadonlySet<VerdictName> = new Set(['HEALTHY', 'CANNOT_TELL']);

/** The finding, with a sentence for each client whose capture does not cover the change. */
export function withEndedViews(
  given: PlacesGiven,
  handover: Handover,
  finding: Finding<VerdictName>,
): Finding<VerdictName> {
  if (!OPEN.has(finding.code)) return finding;
  const words = given.address.senders.flatMap(sender => {
    const story = handover.senders.find(one => one.sender === sender);
    const hasAsked = sender.runs.some(({first}) => first.at < handover.at);
    return story === undefined && !hasAsked ? [] : (outsideView(given, handover, sender, story) ?? []);
  });
  return words.length === 0 ? finding : {...finding, evidence: [finding.evidence, ...words].join(' ')};
}

/** @param story the client's reaction to the change; undefined if none was captured */
function outsideView(
  given: PlacesGiven,
  {at, frame}: Handover,
  sender: Sender,
  story: SenderStory | undefined,
): string | undefined {
  const place = placeOfSender(given, sender);
  const parts = given.together.clocks.parts.filter(part => part.place === place);
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const name = nameOfPlace(given, place);
  const boundOf = (other: number) => boundBetween(given.together, place, given.nameOf(other).place);
  if (first.from - at > boundOf(frame)) {
    const words = `${name}'s capture begins ${formatDuration(first.from - at)} after that`;
    return `${words}, so it is not known whether ${sender.ip} went unanswered, or for how long.`;
  }
  const next = story?.runs[0]?.first;
  const isOver = at - last.to > boundOf(frame);
  const isOverFirst = next !== undefined && next.at - last.to > boundOf(next.frame);
  if (!isOver && !isOverFirst) return undefined;
  const ends = isOver
    ? `ends ${formatDuration(at - last.to)} before that`
    : `ends before ${sender.ip} asked again`;
  const unknown =
    story === undefined
      ? `whether ${sender.ip} followed is not known`
      : `what it asked later was captured at ${seenAt(given, story)} alone, and whether the answers arrived at ${name} is not known`;
  return `${name}'s capture ${ends}: ${unknown}.`;
}

/** Names of the places that captured its questions after the change. */
function seenAt(given: PlacesGiven, {runs}: SenderStory): string {
  const places = runs.flatMap(({first, last}) => [first, last]).map(({frame}) => given.nameOf(frame).place);
  return listed([...new Set(places)].map(place => nameOfPlace(given, place)));
}
