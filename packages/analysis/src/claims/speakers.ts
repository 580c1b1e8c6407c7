/**
 * The routers that advertise one virtual router, and their advertisements.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Open} from '../collections/open.js';
import type {Advert, SeenAdvert} from './advert.js';
import type {PriorityChange, Speaker} from './router-facts.js';

const MAX_SPEAKERS = 16;
const MAX_CHANGES = 32;
const MAX_LISTS = 16;

export class Speakers {
  readonly #speakers = new Map<IpAddress, Open<Speaker>>();
  /** How far each demotes itself; absent if it does not. */
  readonly #demotions = new Map<IpAddress, number>();

  /** In the order in which they were first heard. */
  get list(): Speaker[] {
    return [...this.#speakers.values()];
  }

  has(router: IpAddress): boolean {
    return this.#speakers.has(router);
  }

  hear(seen: SeenAdvert): void {
    const {at, frame, router, mac, advert} = seen;
    const known = this.#speakers.get(router);
    if (known === undefined) {
      if (this.#speakers.size >= MAX_SPEAKERS) return;
      this.#speakers.set(router, speakerOf(seen));
      this.#noteDemotion(seen);
      return;
    }
    known.last = {at, frame};
    known.count++;
    known.mac ??= mac;
    if (advert.rank !== 0 && advert.priority !== known.priority) noteChange(known, seen);
    const demotion = this.#noteDemotion(seen);
    if (demotion !== undefined) known.demotions = withChange(known.demotions, demotion);
    known.lists = withList(known.lists, advert.addresses);
    noteSignature(known, seen);
  }

  /** Returns the change. */
  #noteDemotion({at, frame, router, advert: {demotion = 0, rank}}: SeenAdvert): PriorityChange | undefined {
    const from = this.#demotions.get(router) ?? 0;
    if (rank === 0 || demotion === from) return undefined;
    this.#demotions.set(router, demotion);
    return {at, frame, from, to: demotion};
  }
}

function noteChange(speaker: Open<Speaker>, {at, frame, advert: {priority}}: SeenAdvert): void {
  speaker.changes = withChange(speaker.changes, {at, frame, from: speaker.priority, to: priority});
  speaker.priority = priority;
}

function withChange(changes: Speaker['changes'] = [], change: PriorityChange): Speaker['changes'] {
  return changes.length < MAX_CHANGES ? [...changes, change] : changes;
}

function speakerOf(seen: SeenAdvert): Open<Speaker> {
  const {at, frame, router, mac, advert} = seen;
  const {priority, addresses, reading, authentication, password, strayMac, strayHops, intervalNs} = advert;
  const speaker: Open<Speaker> = {
    ...{at, frame, router, mac, last: {at, frame}, count: 1, firstPriority: priority, priority, intervalNs},
    ...{changes: [], lists: [addresses], signed: 0},
    ...(reading === undefined ? {} : {reading}),
    ...(authentication === undefined ? {} : {authentication}),
    ...(password === undefined ? {} : {password}),
    ...(strayMac === undefined ? {} : {strayMac}),
    ...(strayHops === undefined ? {} : {strayHops}),
  };
  noteSignature(speaker, seen);
  return speaker;
}

function noteSignature(speaker: Open<Speaker>, {at, frame, advert: {signature}}: SeenAdvert): void {
  if (signature === undefined) return;
  const {signedAt, isGenuine} = signature;
  speaker.signed++;
  speaker.clockAheadNs ??= signedAt - at;
  if (isGenuine === undefined) return;
  speaker.foreignSignatures ??= 0;
  if (isGenuine) return;
  speaker.foreignSignatures++;
  speaker.firstForeign ??= {at, frame};
}

function withList(lists: Speaker['lists'], list: Advert['addresses']): Speaker['lists'] {
  const isKnown = lists.some(
    known => known.length === list.length && known.every((ip, index) => ip === list[index]),
  );
  return isKnown || lists.length >= MAX_LISTS ? lists : [...lists, list];
}
