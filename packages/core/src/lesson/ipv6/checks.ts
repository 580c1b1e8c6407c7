/**
 * The expectations for every move, and for duplicate address detection.
 *
 * @module
 */

import {formatBounds, type Station} from '@vip/analysis';
import {counted, type Detection, detectionsOf, ownDetectionFrames, readingOf} from '@vip/analysis/internal';
import type {IpFamily} from '@vip/arp';
import {ANNOUNCEMENT_ABBREVIATIONS, formatEnd, type MoveSeen} from './moves.js';
import type {Vips} from './vips.js';

/** Linux waits for an answer for a second, after a random delay of up to another (RFC 4862 §5.4.2, RFC 4861 §10). */
export const DETECTION_NS = {least: 950_000_000n, most: 4_000_000_000n};

/** How long to wait for it. Milliseconds. */
const DETECTION_TIMEOUT_MS = 5000;

/** How long to watch that nothing recovers. Milliseconds. */
export const DARK_MS = 1500;

/** An address event is dated when it is read, on a busy machine up to this long after the kernel sent it. Nanoseconds. */
const DATED_LATE_NS = 100_000_000n;

/** Longer than any outage that was measured. Nanoseconds. */
export const FOREVER_NS = 1n << 62n;

/** The detections of the IPv6 address at a node since then, oldest first. */
export function detectionsSince(vips: Vips, node: Station, since: bigint): Detection[] {
  const all = detectionsOf(vips.workshop.timeline, node, vips.addressOf('IPv6'));
  return all.filter(({begunAt}) => begunAt >= since);
}

/** Waits until the latest one has this outcome. Returns how long the address was tentative, in nanoseconds. */
export async function untilDetection(
  vips: Vips,
  node: Station,
  since: bigint,
  outcome: Detection['outcome'],
): Promise<bigint> {
  const last = () => detectionsSince(vips, node, since).at(-1);
  await vips.workshop.until(() => last()?.outcome === outcome, DETECTION_TIMEOUT_MS);
  const {begunAt = 0n, endedAt = begunAt} = last() ?? {};
  return endedAt - begunAt;
}

/** Detection asks for the address from `::`, in the multicast group that a holder would have joined. */
export function expectDetectionSeen(vips: Vips, {node}: Station, since: bigint): void {
  const {workshop} = vips;
  const asked = ownDetectionFrames(workshop.timeline, node, vips.addressOf('IPv6')).filter(
    ({at}) => at >= since,
  );
  const first = asked[0] === undefined ? undefined : readingOf(asked[0]).discovery;
  workshop.expect(
    'detection is a request from :: that nobody answered',
    asked.length > 0,
    `${counted(asked.length, 'neighbour solicitation')} from ${first?.source} to ${first?.destination}`,
  );
}

/** Expects that at every client the announcement gave the entry its new MAC. */
export function expectAnnounced({workshop}: Vips, moves: readonly MoveSeen[]): void {
  const families = [...new Set(moves.map(({family}) => family))];
  workshop.expect(
    `ended by ${families.map(family => `the ${ANNOUNCEMENT_ABBREVIATIONS[family]} (${family})`).join(' and ')}, at every client`,
    moves.every(({endedBy}) => endedBy?.cause === 'announcement'),
    moves.map(move => `${move.client} ${move.family}: ${formatEnd(move)}`).join(', '),
  );
}

/** Expects that the clients were dark exactly until the announcement. */
export function expectDark({workshop}: Vips, expected: string, moves: readonly MoveSeen[]): void {
  const leastNs = BigInt(DARK_MS - 100) * 1_000_000n;
  workshop.expect(
    expected,
    moves.every(({outage}) => outage.leastNs >= leastNs && outage.mostNs !== undefined),
    formatDark(moves),
  );
}

/** Whether no client got an answer before detection was over. */
export function lastedDetection(moves: readonly MoveSeen[], tentativeNs: bigint): boolean {
  return moves.every(
    ({outage}) => outage.mostNs !== undefined && outage.mostNs > tentativeNs - DATED_LATE_NS,
  );
}

export function ofFamily(moves: readonly MoveSeen[], wanted: IpFamily): MoveSeen[] {
  return moves.filter(({family}) => family === wanted);
}

/** `30 ms ± 9 ms, 31 ms ± 10 ms`. */
export function formatDark(moves: readonly MoveSeen[]): string {
  return moves.map(({outage}) => formatBounds(outage)).join(', ');
}
