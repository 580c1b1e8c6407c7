/**
 * The announcements that a new owner sends to its neighbours, and cases without any.
 *
 * @module
 */

import type {Member, Router} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';

export interface AnnouncementSchedule {
  /** Frames of the first set, one address. */
  readonly first: number;
  /** Milliseconds until the second set; 0 if there is none. */
  readonly secondAfterMs: number;
  readonly second: number;
  /** Milliseconds between two refreshes; 0 if there are none. */
  readonly refreshMs: number;
  /** Frames for all addresses within the first second. */
  readonly inFirstSecond: number;
}

export function announcingOf({announcements, vips, excluded, advertMs}: Instance): AnnouncementSchedule {
  const {repeat, delay, refresh, refreshRepeat} = announcements;
  const addresses = vips.length + excluded.length;
  const refreshes = refresh > 0 && refreshRepeat > 0;
  return {
    first: repeat,
    secondAfterMs: delay * 1000,
    second: delay > 0 ? repeat : 0,
    // A refresh goes out with the next advertisement due.
    refreshMs: refreshes ? Math.ceil((refresh * 1000) / advertMs) * advertMs : 0,
    inFirstSecond: repeat * addresses,
  };
}

/** Refreshes rarer than this correct nothing that clients would not correct by themselves. Milliseconds. */
const RARE_REFRESH = 10_000;

/** How long a neighbour that hears nothing keeps its entry, measured after a freeze. Seconds. */
export const UNMENDED_SECONDS = [25, 50] as const;

/**
 * Members between which the address returns unannounced after a freeze longer than the takeover time: the interim owner yields, and neither
 * announces it.
 */
export function silentFailbackPair({members}: Router): {higher: Member; lower: Member} | undefined {
  const [higher, lower] = members;
  if (higher === undefined || lower === undefined) return undefined;
  const isMended = lower.instance.higherPrioSendAdvert || (higher.instance.vmac && lower.instance.vmac);
  const refreshMs = announcingOf(higher.instance).refreshMs;
  if (isMended || (refreshMs > 0 && refreshMs <= RARE_REFRESH)) return undefined;
  return {higher, lower};
}
