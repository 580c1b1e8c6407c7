/**
 * Announcements, set by set. A refresh without news is counted but not reported.
 *
 * @module
 */

import {SET_GAP_NS} from '../claims/announcement-sets.js';
import {type AnnouncementSet, setsOf} from '../explain/handovers/announcement-sets.js';
import type {AddressSnapshot} from './address-snapshot.js';
import type {AnnouncementsEvent} from './event.js';

export class AnnouncementWatch {
  /** Announcements seen, by form. */
  readonly counts = new Map<string, number>();
  /** Time of the last one. Nanoseconds. */
  lastAt: bigint | undefined;
  #countedFrame = 0;
  #toldFrame = 0;
  /** Whether a set is still open. */
  isOpen = false;
  #last: AnnouncementSet | undefined;

  look({explanation: {address, handovers}, now, isFinal}: AddressSnapshot): AnnouncementsEvent[] {
    const {announcements, ip, network} = address;
    for (const {frame, form, at} of announcements) {
      if (frame <= this.#countedFrame) continue;
      this.#countedFrame = frame;
      this.counts.set(form, (this.counts.get(form) ?? 0) + 1);
      this.lastAt = at;
    }
    const sets = setsOf(announcements.filter(({frame}) => frame > this.#toldFrame));
    const complete = sets.filter(({last}) => isFinal || now - last.at > SET_GAP_NS);
    this.isOpen = complete.length < sets.length;
    return complete.flatMap(set => {
      const {first, last, mac, forms, count} = set;
      this.#toldFrame = last.frame;
      const former = this.#last;
      this.#last = set;
      const hasMoved = handovers.some(
        ({handover}) => former !== undefined && handover.at > former.first.at && handover.at <= last.at,
      );
      if (former !== undefined && !hasMoved && isAlike(former, set)) return [];
      const id = `${ip}/${network}/announced/${first.at}`;
      return [
        {
          ...{kind: 'announced', id, revision: 0, at: first.at, frame: first.frame, ip, network},
          ...{mac, forms, count},
        } as const,
      ];
    });
  }
}

function isAlike(a: AnnouncementSet, b: AnnouncementSet): boolean {
  return a.mac === b.mac && a.forms.join() === b.forms.join();
}
