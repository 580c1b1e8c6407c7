/**
 * The announcements of a new owner to its neighbours, and the cases in which there are none.
 *
 * @module
 */

import type {Member, Router} from '../cluster.js';
import type {Instance} from '../keepalived/model/instance.js';

export interface AnnouncementSchedule {
  /** Frames of the first set, one address. */
  readonly first: number;
  /** Milliseconds until the second set; 0: there is none. */
  readonly secondAfterMs: number;
  readonly second: number;
  /** Milliseconds between two refreshes; 0: there are none. */
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
    // It goes out with the first advertisement that is due after it.
    refreshMs: refreshes ? Math.ceil((refresh * 1000) / advertMs) * advertMs : 0,
    inFirstSecond: repeat * addresses,
  };
}

/** A refresh as rare as this corrects nothing that clients would not correct by themselves. Milliseconds. */
const RARE_REFRESH = 10_000;

/** How long a neighbour that hears nothing keeps its entry, measured after a freeze. Seconds. */
export const UNMENDED_SECONDS = [25, 50] as const;

/**
 * The members to which the address returns unannounced when they stood still for longer than the others waited: the one
 * that held it meanwhile yields, and neither says anything.
 */
export function silentFailbackPair({members}: Router): {higher: Member; lower: Member} | undefined {
  const [higher, lower] = members;
  if (higher === undefined || lower === undefined) return undefined;
  const isMended = lower.instance.higherPrioSendAdvert || (higher.instance.vmac && lower.instance.vmac);
  const refreshMs = announcingOf(higher.instance).refreshMs;
  if (isMended || (refreshMs > 0 && refreshMs <= RARE_REFRESH)) return undefined;
  return {higher, lower};
}
