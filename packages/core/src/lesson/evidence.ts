/**
 * Wording of evidence in lessons: counts, and descriptions of frames. Pure.
 *
 * @module
 */

import type {FrameEvent, LabSettings} from '@vip/analysis';
import type {Echo} from '@vip/analysis/internal';
import {claimants, counted, readingOf, times} from '@vip/analysis/internal';
import type {Ipv4Address, MacAddress} from '@vip/arp';
import type {PingResult} from './pinger.js';

/** `3 of 3 answered`, with the errors for those that were not. */
export function formatAnswers({sent, answered, refusals}: PingResult): string {
  const said = refusals.length === 0 ? '' : ` (${refusals.join(', ')})`;
  return `${answered} of ${sent} answered${said}`;
}

export function allAnswered({sent, answered}: PingResult): boolean {
  return sent > 0 && answered === sent;
}

export function noneAnswered({sent, answered}: PingResult): boolean {
  return sent > 0 && answered === 0;
}

/** `no frame`, `1 frame`, `6 frames`. */
export function frameCount({length}: readonly FrameEvent[]): string {
  return length === 0 ? 'no frame' : counted(length, 'frame');
}

/** The addresses that were asked for, with repetitions. */
export function askedFor(frames: readonly FrameEvent[]): Ipv4Address[] {
  return frames.flatMap(frame => {
    const {arp} = readingOf(frame);
    return arp?.operation === 'request' ? [arp.targetIp] : [];
  });
}

/** The MACs that answered for the address, in the order in which the answers came. */
export function answersFor(ip: Ipv4Address, frames: readonly FrameEvent[]): MacAddress[] {
  return frames.flatMap(frame => {
    const {arp} = readingOf(frame);
    return arp?.operation === 'reply' && arp.senderIp === ip ? [arp.senderMac] : [];
  });
}

/** Whether this address was asked for, and no other. */
export function isOnly(ip: Ipv4Address, asked: readonly Ipv4Address[]): boolean {
  return asked.length > 0 && asked.every(other => other === ip);
}

/** `who-has 192.168.1.50, 3 times`, each address once; `no who-has`. */
export function formatAskedFor(asked: readonly Ipv4Address[]): string {
  if (asked.length === 0) return 'no who-has';
  return [...new Set(asked)]
    .map(ip => {
      const count = asked.filter(other => other === ip).length;
      return `who-has ${ip}, ${times(count)}`;
    })
    .join('; ');
}

/** An echo request on the wire. */
export interface EchoSeen extends Echo {
  /** The destination of the Ethernet frame. */
  readonly destination: MacAddress | undefined;
}

/** The echo requests among the frames. */
export function echoRequests(frames: readonly FrameEvent[]): EchoSeen[] {
  return frames.flatMap(frame => {
    const {echo, destination} = readingOf(frame);
    return echo?.type === 'echo-request' ? [{...echo, destination}] : [];
  });
}

/** The node with this MAC, among those that can hold the VIP; otherwise the MAC itself, or `nobody`. */
export function nodeAt(settings: LabSettings, mac: MacAddress | undefined): string {
  return claimants(settings).find(holder => holder.mac === mac)?.node ?? mac ?? 'nobody';
}

/** The first line that a command printed. */
export function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}
