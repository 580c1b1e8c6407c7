/**
 * Questions that a router forwarded, but that were not answered where they arrived: the cause is reported there.
 *
 * @module
 */

import type {DarkStretch, Sender} from '../../conversations/facts.js';
import type {Explanation} from '../../explain/explanation.js';
import {isOutage, type OutageThreshold} from '../../explain/outages/outage-threshold.js';
import {outageText} from '../../explain/rules/address-outage.js';
import {overlaps} from '../../explain/scope.js';
import {type Draft, finding} from '../../explain/verdict.js';
import {framesSpoken} from '../../explain/words/frame-naming.js';
import {printable} from '../../text/printable.js';
import {nameOfPlace, type PlacesGiven, placeOfMac} from './context.js';

/** An outage, and the network in which its questions arrived. */
export interface PassedOn {
  readonly dark: DarkStretch;
  readonly draft: Draft;
}

/** @param explained the addresses of the story, each judged by itself */
export function passedOn(
  given: PlacesGiven,
  threshold: OutageThreshold,
  explained: readonly Explanation[],
): PassedOn[] {
  const {address} = given;
  const others = explained.filter(({address: other}) => other !== address && other.ip === address.ip);
  return address.senders.flatMap(sender =>
    sender.dark
      .filter(dark => isOutage(dark, threshold))
      .flatMap(dark => {
        const [found] = others.flatMap(other => told(given, sender, dark, other) ?? []);
        return found === undefined ? [] : [{dark, draft: found}];
      }),
  );
}

/** The sender in that network: it has the same address there, and the router's MAC. */
function told(
  given: PlacesGiven,
  {ip, mac}: Sender,
  dark: DarkStretch,
  {address: other, handovers}: Explanation,
): Draft | undefined {
  const there = other.senders.find(sender => sender.ip === ip && sender.mac !== mac && sender.isRouted);
  const same = there?.dark.find(stretch => overlaps(stretch, dark) && 2 * stretch.questions > dark.questions);
  if (there === undefined || same === undefined) return undefined;
  const run = there.runs.findLast(({first}) => first.at <= same.lastUnanswered.at);
  const place = placeOfMac(given.together, run?.to);
  const to = place < 0 ? (run?.to ?? 'another machine') : nameOfPlace(given, place);
  const segment = printable(other.iface);
  const {firstUnanswered: first, lastUnanswered: last} = same;
  const words =
    `${outageText(dark)}. A router sent them on to ${to} (${framesSpoken(first, last)}), ` +
    `and they were not answered there either`;
  const frames = [dark.lastAnswer, dark.firstUnanswered, dark.firstAnswer];
  const move = handovers.find(
    ({handover, finding: {code}}) =>
      code === 'HEALTHY' && handover.dark !== undefined && overlaps(handover.dark, same),
  );
  if (move !== undefined) {
    const {to: owner, frame} = move.handover;
    const why = `the address changed owner there, to ${owner} (frame ${frame}), as it should`;
    return finding('HEALTHY', `${words}: ${why}.`, frames);
  }
  return finding('OUTAGE', `${words}.`, frames, `The story of the address on ${segment} says why.`);
}
