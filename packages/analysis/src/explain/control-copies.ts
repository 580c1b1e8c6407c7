/**
 * Frames of ARP, neighbour discovery and VRRP that are seen twice, because a mirror port hands them over twice or the capture was merged
 * from two places. Nobody asks, answers or advertises again within that time; but programs announce several times in a row, some ten
 * microseconds apart, and of those only what comes at the same moment is surely a copy.
 *
 * @module
 */

import {type Frame, keyOf} from '@vip/arp';
import type {Announcement} from './claim-facts.js';

/** Copies follow within this time, however far apart the places are. Nanoseconds. */
const COPY_NS = 20_000_000;
const COPY_BIG_NS = BigInt(COPY_NS);

/** Of announcements. Nanoseconds. */
const SAME_MOMENT_NS = 1_000;

/** Frames that may come between a frame and its copy. */
const REMEMBERED = 16;

export class ControlCopies {
  readonly #recent: {readonly ns: number; readonly bytes: Uint8Array}[] = [];

  /** How long ago the same frame was seen; undefined where that was not lately. Nanoseconds. */
  lagOf(bytes: Uint8Array, ns: number): number | undefined {
    const known = this.#recent.findLast(
      former => ns - former.ns <= COPY_NS && ns >= former.ns && isEqual(former.bytes, bytes),
    );
    if (known !== undefined) return ns - known.ns;
    // The octets belong to the reader, which may reuse them.
    this.#recent.push({ns, bytes: bytes.slice()});
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
    return undefined;
  }
}

/**
 * Whether a frame that is seen again so soon is a copy, and not said twice.
 *
 * @param isMirrored whether the traffic was seen twice, so far
 */
export function isCopy(frame: Frame, lagNs: number | undefined, isMirrored: boolean): boolean {
  if (lagNs === undefined) return false;
  if (lagNs <= SAME_MOMENT_NS) return true;
  return isAnswer(frame) ? isMirrored : !isAnnouncement(frame);
}

/** An owner may answer one question twice, and the second time after another took over. */
function isAnswer(frame: Frame): boolean {
  if (frame.kind === 'arp') return frame.packet.operation === 'reply' && !isAnnouncement(frame);
  return (
    frame.kind === 'discovery' && frame.packet.message.type === 'advertisement' && !isAnnouncement(frame)
  );
}

function isAnnouncement(frame: Frame): boolean {
  if (frame.kind === 'arp') {
    const {senderIp, targetIp} = frame.packet;
    return keyOf(senderIp) === keyOf(targetIp);
  }
  return (
    frame.kind === 'discovery' &&
    frame.packet.message.type === 'advertisement' &&
    !frame.packet.message.solicited
  );
}

/** Of a capture in which everything is seen twice each of two alike; that it is announced ten times in a row is five. */
export function withoutCopies(announcements: readonly Announcement[]): Announcement[] {
  const alone: Announcement[] = [];
  return announcements.filter(told => {
    const twin = alone.findIndex(one => told.at - one.at <= COPY_BIG_NS && isAlike(one, told));
    if (twin < 0) alone.push(told);
    else alone.splice(twin, 1);
    while (alone[0] !== undefined && told.at - alone[0].at > COPY_BIG_NS) alone.shift();
    return twin < 0;
  });
}

function isAlike(a: Announcement, b: Announcement): boolean {
  return a.mac === b.mac && a.form === b.form && a.source === b.source;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
