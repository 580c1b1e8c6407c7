/**
 * The moments between which the parts of an outage lie.
 *
 * @module
 */

import type {FrameEvent, Station, Timeline} from '@vip/analysis';
import {
  findHealings,
  isHeldAfter,
  isHeldAt,
  MONITOR_LATENESS_NS,
  readingOf,
  TRIAL_STEP,
} from '@vip/analysis/internal';
import {type IpAddress, isOfIpv6, type MacAddress} from '@vip/arp';

/**
 * A moment dated by `ip monitor`, corrected by a consequence that can only have come after it. If the dates are the wrong
 * way round by no more than the monitor may lag, the moment was no later than its consequence.
 */
export function notAfter(moment: bigint | undefined, consequence: bigint | undefined): bigint | undefined {
  if (moment === undefined || consequence === undefined || moment <= consequence) return moment;
  return moment - consequence > MONITOR_LATENESS_NS ? moment : consequence;
}

/**
 * The first sign that a node acts: its advertisement as master, or our own step. A sign that comes only once it has
 * the address (ucarp's advertisement) does not show when it decided to take it.
 */
export function actedAt(
  timeline: Timeline,
  vip: IpAddress,
  {node}: Station,
  after: bigint,
  before: bigint | undefined,
): bigint | undefined {
  const step = timeline
    .select('step', node)
    .find(({at, step, phase}) => at > after && step === TRIAL_STEP.takeOver && phase === 'begun');
  if (step !== undefined) return step.at;
  const frames = timeline.select('frame', node).filter(({own}) => own);
  // With several instances, each advertises its own list; an excluded address is in none of them.
  const isListed = timeline.select('frame', node).some(event => lists(event, vip));
  const adverts = frames.filter(event => (isListed ? lists(event, vip) : isAdvertisement(event, vip)));
  const isOwner = before === undefined && isHeldAt(timeline, node, vip, after);
  const sentAt = adverts.find(({at}, index) => at > after && !(isOwner && isNext(adverts, index)))?.at;
  return before !== undefined && sentAt !== undefined && sentAt > before ? undefined : sentAt;
}

/** An owner that only goes on advertising does not act; one that was frozen or cut off does, when it is back. */
function isNext(adverts: readonly FrameEvent[], index: number): boolean {
  const [event, last, one] = [adverts[index], adverts[index - 1], adverts[index - 2]];
  if (event === undefined || last === undefined || one === undefined) return false;
  return event.at - last.at < MISSED_INTERVALS * (last.at - one.at);
}

/** So many advertisements have to be missing for the other nodes to notice (RFC 9568 §6.1). */
const MISSED_INTERVALS = 3n;

/** Whether a frame is an advertisement that lists the address. */
function lists(event: FrameEvent, vip: IpAddress): boolean {
  const told = readingOf(event).advertisement?.advertisement;
  const addresses: readonly IpAddress[] = told?.protocol === 'vrrp' ? told.packet.addresses : [];
  return addresses.includes(vip);
}

/** Each family has advertisements of its own: a node may have taken only the other address. */
function isAdvertisement(event: FrameEvent, vip: IpAddress): boolean {
  const {advertisement, packet} = readingOf(event);
  return advertisement !== undefined && packet !== undefined && isOfIpv6(packet.source) === isOfIpv6(vip);
}

/** When the node could use the address: with IPv6, duplicate address detection comes first. */
export function tookAt(
  timeline: Timeline,
  vip: IpAddress,
  {node}: Station,
  after: bigint,
): bigint | undefined {
  return timeline
    .select('address', node)
    .find(event => event.at > after && event.ip === vip && isHeldAfter(event))?.at;
}

export function believedAt(
  timeline: Timeline,
  vip: IpAddress,
  macs: ReadonlySet<MacAddress>,
  node: string,
  after: bigint,
): bigint | undefined {
  return findHealings(timeline, node, vip).find(healing => healing.at > after && macs.has(healing.mac))?.at;
}
