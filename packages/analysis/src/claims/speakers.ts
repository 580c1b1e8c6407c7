/**
 * The routers that advertise one virtual router, and what each says.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Open} from '../open.js';
import type {Advert, SeenAdvert} from './advert.js';
import type {PriorityChange, Speaker} from './router-facts.js';

const MAX_SPEAKERS = 16;
const MAX_CHANGES = 32;
const MAX_LISTS = 16;

export class Speakers {
  readonly #speakers = new Map<IpAddress, Open<Speaker>>();

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
      if (this.#speakers.size < MAX_SPEAKERS) this.#speakers.set(router, speakerOf(seen));
      return;
    }
    known.last = {at, frame};
    known.count++;
    known.mac ??= mac;
    if (advert.rank !== 0 && advert.priority !== known.priority) noteChange(known, seen);
    known.lists = withList(known.lists, advert.addresses);
    noteSignature(known, seen);
  }
}

function noteChange(speaker: Open<Speaker>, {at, frame, advert: {priority}}: SeenAdvert): void {
  const change: PriorityChange = {at, frame, from: speaker.priority, to: priority};
  if (speaker.changes.length < MAX_CHANGES) speaker.changes = [...speaker.changes, change];
  speaker.priority = priority;
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
