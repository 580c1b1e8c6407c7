/**
 * Advertisements of one router that do not arrive at another.
 *
 * @module
 */

import {keyOf} from '@vip/arp';
import type {RouterFacts, Speaker} from '../../claims/router-facts.js';
import {routersOf} from '../../explain/handovers/router-index.js';
import {type Draft, finding} from '../../explain/verdict.js';
import type {Passage} from '../passages/passage-count.js';
import {lostWithin, nameOfPlace, type PlacesGiven, passagesOf, placeOfMac, rowsText} from './context.js';

/** After this many lost in a row, the other router takes over (RFC 9568 §6.1). */
const ENOUGH = 3;

export function advertsLost(given: PlacesGiven): Draft[] {
  return routersOf(given.address, given.capture.routers).flatMap(router =>
    router.speakers.flatMap(speaker =>
      router.speakers.flatMap(other => (other === speaker ? [] : between(given, router, speaker, other))),
    ),
  );
}

/** Losses from one router to another that advertises as well, and should have heard it. */
function between(given: PlacesGiven, router: RouterFacts, speaker: Speaker, other: Speaker): Draft[] {
  const to = placeOf(given, other);
  if (to < 0 || to === placeOf(given, speaker)) return [];
  return advertsOf(given, speaker, other)
    .filter(passage => passage.to === to)
    .flatMap(passage => {
      const runs = lostWithin(given, passage, speaker.at, speaker.last.at).filter(
        ({count, first}) => count >= ENOUGH && other.last.at >= first.at,
      );
      return runs.length === 0 ? [] : [told(given, router, speaker, other, passage, runs)];
    });
}

function told(
  given: PlacesGiven,
  {protocol, id}: RouterFacts,
  speaker: Speaker,
  other: Speaker,
  passage: Passage,
  runs: ReturnType<typeof lostWithin>,
): Draft {
  const [from, to] = [placeOf(given, speaker), passage.to];
  const back = advertsOf(given, other, speaker).find(one => one.to === from);
  const isOneWay = back !== undefined && back.arrived > 0 && back.runs.every(({count}) => count < ENOUGH);
  const heard = isOneWay ? `, while those of ${other.router} arrived at ${nameOfPlace(given, from)}` : '';
  const words =
    `${rowsText(runs, `advertisement`)} of ${speaker.router} for ${protocol} ${id} left ${nameOfPlace(given, from)} and did not arrive at ` +
    `${nameOfPlace(given, to)}${heard}`;
  const found = finding('ADVERTS_LOST', `${words}.`, [runs[0]?.first, runs.at(-1)?.last]);
  return {...found, brief: `those of ${speaker.router} to ${other.router}`};
}

/** Its advertisements to the group, or to the other router alone. */
function advertsOf(given: PlacesGiven, {router}: Speaker, other: Speaker): Passage[] {
  return [
    ...passagesOf(given, router, undefined).filter(({kind}) => kind !== 'arp'),
    ...passagesOf(given, router, other.router).filter(({kind}) => !TRAFFIC.has(kind)),
  ];
}

const TRAFFIC: ReadonlySet<Passage['kind']> = new Set(['arp', 'ipv4', 'ipv6', 'discovery']);

/** The place of a router: by its MAC, or by its address if it is behind a router; for a virtual MAC, the place that captured it first. */
function placeOf(given: PlacesGiven, {mac, router, frame}: Speaker): number {
  const place = given.senders.get(keyOf(router)) ?? placeOfMac(given.together, mac);
  return place >= 0 ? place : given.nameOf(frame).place;
}
