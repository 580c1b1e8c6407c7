/**
 * Expectations shared by lessons, about pings, frames, routes and caches, each with its evidence.
 *
 * @module
 */

import type {FrameEvent} from '@vip/analysis';
import type {Ipv4Address, MacAddress} from '@vip/arp';
import {
  allAnswered,
  askedFor,
  firstLine,
  formatAnswers,
  formatAskedFor,
  frameCount,
  isOnly,
  noneAnswered,
} from './evidence.js';
import type {LessonStation} from './lesson.js';
import type {PingResult} from './pinger.js';
import type {Workshop} from './workshop.js';

export function expectAnswered(workshop: Workshop, expected: string, result: PingResult): void {
  workshop.expect(expected, allAnswered(result), formatAnswers(result));
}

export function expectUnanswered(workshop: Workshop, expected: string, result: PingResult): void {
  workshop.expect(expected, noneAnswered(result), formatAnswers(result));
}

export function expectNoFrame(workshop: Workshop, expected: string, frames: readonly FrameEvent[]): void {
  workshop.expect(expected, frames.length === 0, frameCount(frames));
}

/** Expects the frames to ask for this address and no other. */
export function expectAskedOnlyFor(
  workshop: Workshop,
  expected: string,
  ip: Ipv4Address,
  frames: readonly FrameEvent[],
): void {
  const asked = askedFor(frames);
  workshop.expect(expected, isOnly(ip, asked), formatAskedFor(asked));
}

/** Shows the route to an address, which must contain these words. */
export async function expectRoute(
  workshop: Workshop,
  expected: string,
  {node, target, words}: {node: string; target: Ipv4Address; words: readonly string[]},
): Promise<void> {
  const {stdout} = await workshop.command(node, ['ip', 'route', 'get', target]);
  workshop.expect(
    expected,
    words.every(word => stdout.includes(word)),
    firstLine(stdout),
  );
}

/** Expects a node's cache to hold this MAC for the address. */
export async function expectEntry(
  workshop: Workshop,
  expected: string,
  {node, iface}: Pick<LessonStation, 'node' | 'iface'>,
  {ip, mac}: {ip: Ipv4Address; mac: MacAddress},
): Promise<void> {
  const entry = await workshop.look(node, iface, ip);
  workshop.expect(expected, entry.mac === mac, `${entry.mac ?? 'no MAC'} ${entry.state}`);
}
