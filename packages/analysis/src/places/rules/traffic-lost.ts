/**
 * Questions that did not arrive at the machine to which they were sent, or answers that did not arrive at the asker.
 *
 * @module
 */

import {sum} from '../../collections/sum.js';
import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {isOutage, type OutageThreshold} from '../../explain/outages/outage-threshold.js';
import {GRACE_NS} from '../../explain/significance.js';
import {type Draft, finding} from '../../explain/verdict.js';
import type {Passage} from '../passages/passage-count.js';
import {
  lostWithin,
  nameOfPlace,
  type PlacesGiven,
  passagesOf,
  placeOfMac,
  placeOfSender,
  rowsText,
} from './context.js';

/** The explanation of an outage of one asker. */
export interface Explained {
  readonly dark: DarkStretch;
  readonly draft: Draft;
}

/** Fewer losses do not explain an outage. */
const ENOUGH = 3;

export function trafficLost(given: PlacesGiven, threshold: OutageThreshold): Explained[] {
  const {address} = given;
  return address.senders.flatMap(sender => {
    if (placeOfSender(given, sender) < 0) return [];
    return sender.dark
      .filter(dark => isOutage(dark, threshold))
      .flatMap(dark => {
        const draft = answersLost(given, sender, dark) ?? questionsLost(given, sender, dark, threshold);
        return draft === undefined ? [] : [{dark, draft}];
      });
  });
}

function answersLost(given: PlacesGiven, sender: Sender, dark: DarkStretch): Draft | undefined {
  const {ip} = given.address;
  const [passage, runs] = mostLost(given, passagesOf(given, ip, sender.ip), dark);
  const [first] = runs;
  if (passage === undefined || first === undefined) return undefined;
  const where = passage.isRouted ? ', behind a router' : '';
  const words =
    `${rowsText(runs, 'answer')} left ${nameOfPlace(given, passage.from)} for ${sender.ip} and did not arrive at ` +
    `${nameOfPlace(given, passage.to)}${where}, although its questions arrived at ${nameOfPlace(given, passage.from)}`;
  return finding('REPLIES_LOST', `${words}.`, [dark.firstUnanswered, first.first, first.last]);
}

function questionsLost(
  given: PlacesGiven,
  sender: Sender,
  dark: DarkStretch,
  threshold: OutageThreshold,
): Draft | undefined {
  const {ip} = given.address;
  const [passage, runs] = mostLost(given, passagesOf(given, sender.ip, ip), dark);
  const [first] = runs;
  if (passage === undefined || first === undefined) return undefined;
  const frames = [dark.firstUnanswered, first.last];
  const [from, to] = [nameOfPlace(given, passage.from), nameOfPlace(given, passage.to)];
  const questions = `${rowsText(runs, 'question')} of ${sender.ip} left ${from}`;
  if (passage.isRouted) {
    if (!isServedBeyond(given, dark, threshold)) return undefined;
    const words = `${questions} and did not arrive at ${to}, to which a router had forwarded earlier ones`;
    return finding('REQUESTS_LOST', `${words}.`, frames, ON_THE_WAY);
  }
  if (passage.isUnaddressed) {
    if (!isOwner(given, passage.to, dark)) return undefined;
    const words = `${questions} and did not arrive at ${to}, which has the address and had received earlier ones; the capture of ${from} is cooked and does not show to which MAC they were sent`;
    return finding('REQUESTS_LOST', `${words}.`, frames, UNADDRESSED);
  }
  const left = `${questions} for the MAC of ${to}`;
  const elsewhere = passage.elsewhere.map(place => nameOfPlace(given, place));
  if (elsewhere.length > 0) {
    const words = `${left} and arrived at ${elsewhere.join(' and ')} instead: the switch has that MAC at the wrong port`;
    return finding('SWITCH_STALE', `${words}.`, frames);
  }
  return finding('REQUESTS_LOST', `${left} and did not arrive there.`, frames);
}

const UNADDRESSED =
  'Check the switch between the two places, and which MAC the client has for the address (ip neigh). A capture on the interface itself ' +
  '(tcpdump -i eth0 instead of -i any) shows to which MAC they were sent.';

/** Whether the address is at this place when it falls silent. */
function isOwner({together, address}: PlacesGiven, place: number, {firstUnanswered}: DarkStretch): boolean {
  const owner = address.tenures.findLast(({at}) => at <= firstUnanswered.at);
  return placeOfMac(together, owner?.mac) === place;
}

const ON_THE_WAY =
  'Check the path from the client to the address: the links on either side of the router, its route and its neighbour entry (ip neigh), and filters. ' +
  'A capture on the router, on both sides, shows on which side they are lost.';

/** Whether all is well with the address in its own network: no machine takes it, and nobody asks in vain. */
function isServedBeyond(
  {capture, address}: PlacesGiven,
  {firstUnanswered, lastUnanswered}: DarkStretch,
  threshold: OutageThreshold,
): boolean {
  const [from, to] = [firstUnanswered.at - GRACE_NS, lastUnanswered.at];
  // A capture may lack the answers to two questions that are far apart.
  const isDark = ({dark}: Sender) =>
    dark.some(
      other =>
        isOutage(other, threshold) &&
        other.questions >= ENOUGH &&
        other.lastUnanswered.at >= from &&
        other.firstUnanswered.at <= to,
    );
  return capture.addresses
    .filter(other => other.ip === address.ip && other !== address)
    .every(
      ({tenures, senders}) =>
        !tenures.slice(1).some(({at}) => at >= from && at <= to) && !senders.some(isDark),
    );
}

function mostLost(
  given: PlacesGiven,
  passages: readonly Passage[],
  {firstUnanswered, lastUnanswered}: DarkStretch,
): readonly [Passage | undefined, ReturnType<typeof lostWithin>] {
  const found = passages
    .map(passage => [passage, lostWithin(given, passage, firstUnanswered.at, lastUnanswered.at)] as const)
    .filter(([, runs]) => total(runs) >= ENOUGH);
  const [most] = found.sort(([, a], [, b]) => total(b) - total(a));
  return most ?? [undefined, []];
}

function total(runs: ReturnType<typeof lostWithin>): number {
  return sum(runs, ({count}) => count);
}
