/**
 * An outage split by what it was spent on, from dated events alone. Pure.
 *
 * @module
 */

import {classifyArp, DecodeError, decodeEthernetFrame, decodeIpv4Packet, ETHER_TYPE_IPV4} from '@vip/arp';
import {type ArpFrame, arpFrames, findHealings} from '../analysis/healing.js';
import type {FrameEvent} from '../events.js';
import type {Observer} from '../experiment/observers.js';
import type {LabSettings} from '../lab/settings.js';
import type {Timeline} from '../timeline.js';
import {TRIAL_STEP} from './trial.js';

/** The parts, in the order in which they are spent. */
export const BUDGET_PARTS = {
  detect: 'until the new node acted',
  take: 'until it had the address',
  announce: 'until it announced it',
  deliver: 'until the announcement was there',
  believe: 'until the cache had changed',
  resume: 'until a probe was answered',
} as const;

export type BudgetPartName = keyof typeof BUDGET_PARTS;

export interface BudgetPart {
  readonly part: BudgetPartName;
  /** Nanoseconds; absent when an event that bounds it was not seen. */
  readonly ns?: bigint;
  /** Why it is not known. */
  readonly unknown?: string;
}

/** IANA protocol number of VRRP, and of CARP. */
const PROTOCOL_VRRP = 112;

/**
 * Splits what lies between the fault and the first answered probe after the outage. A moment that was not seen
 * leaves its part unknown, and the next known moment closes the gap.
 *
 * @param resumedAt when the first probe after the outage was sent that was answered
 */
export function outageBudget(
  timeline: Timeline,
  settings: LabSettings,
  observer: Observer,
  faultAt: bigint,
  resumedAt: bigint,
): BudgetPart[] {
  const node = observer.via ?? observer.node;
  const announced = firstAnnouncement(timeline, settings, settings.passive.node, faultAt);
  const moments: [BudgetPartName, bigint | undefined, string][] = [
    ['detect', actedAt(timeline, settings, faultAt), 'no advertisement of the new node marks it'],
    ['take', tookAt(timeline, settings, faultAt), 'the address was not added to the new node'],
    ['announce', announced?.event.at, 'the new node did not announce'],
    ['deliver', firstAnnouncement(timeline, settings, node, faultAt)?.event.at, 'no announcement arrived'],
    ['believe', believedAt(timeline, settings, node, faultAt), 'the cache did not change'],
    ['resume', resumedAt, ''],
  ];
  let from = faultAt;
  return moments.map(([part, at, unknown]) => {
    if (at === undefined) return {part, unknown};
    // `ip monitor` dates a moment when it reads of it, so it can seem to come after what it caused.
    const ns = at > from ? at - from : 0n;
    if (at > from) from = at;
    return {part, ns};
  });
}

/** The first sign that the new node acts: its advertisement as the master, or our own step. */
function actedAt(timeline: Timeline, {passive}: LabSettings, after: bigint): bigint | undefined {
  const step = timeline
    .select('step', passive.node)
    .find(({step, phase}) => step === TRIAL_STEP.takeOver && phase === 'begun');
  if (step !== undefined) return step.at;
  return timeline
    .select('frame', passive.node)
    .find(event => event.at > after && event.own && isAdvertisement(event))?.at;
}

function tookAt(timeline: Timeline, {passive, vip}: LabSettings, after: bigint): bigint | undefined {
  return timeline
    .select('address', passive.node)
    .find(({at, ip, change}) => at > after && ip === vip.address && change === 'added')?.at;
}

function firstAnnouncement(
  timeline: Timeline,
  {passive, vip}: LabSettings,
  node: string,
  after: bigint,
): ArpFrame | undefined {
  return arpFrames(timeline, node).find(
    ({event, packet}) =>
      event.at > after &&
      packet.senderIp === vip.address &&
      packet.senderMac === passive.mac &&
      classifyArp(packet).kind === 'announcement',
  );
}

function believedAt(
  timeline: Timeline,
  {passive, vip}: LabSettings,
  node: string,
  after: bigint,
): bigint | undefined {
  return findHealings(timeline, node, vip.address).find(({at, mac}) => at > after && mac === passive.mac)?.at;
}

function isAdvertisement({octets}: FrameEvent): boolean {
  try {
    const {etherType, payload} = decodeEthernetFrame(Buffer.from(octets, 'hex'));
    return etherType === ETHER_TYPE_IPV4 && decodeIpv4Packet(payload).protocol === PROTOCOL_VRRP;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}
