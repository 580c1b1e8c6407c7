/**
 * An outage divided by cause of delay, from dated events alone. Pure.
 *
 * @module
 */

import type {FrameEvent, Observer, Station, Timeline, TrialSettings} from '@vip/analysis';
import {
  announcementsHeard,
  beliefAt,
  claimants,
  detectionsOf,
  findHealings,
  isCluster,
  isHeldAfter,
  MONITOR_LATENESS_NS,
  ownAnnouncements,
  readingOf,
  SWITCH,
  TRIAL_STEP,
} from '@vip/analysis';
import {type IpAddress, isOfIpv6, type MacAddress} from '@vip/arp';

/** The parts, in the order in which they are spent. */
export const BUDGET_PARTS = {
  detect: 'until the next node acted',
  take: 'until it had the address',
  announce: 'until it announced it',
  deliver: 'until the announcement was there',
  believe: 'until the cache had changed',
  resume: 'until a probe was answered',
  session: 'until its last TCP session was open again',
} as const;

export type BudgetPartName = keyof typeof BUDGET_PARTS;

export interface BudgetPart {
  readonly part: BudgetPartName;
  /** Nanoseconds; absent when an event that bounds it was not seen. */
  readonly ns?: bigint;
  /** Why it is unknown. */
  readonly unknown?: string;
  /** Of the take: nanoseconds in which the node looked for another holder of the address before it used it. */
  readonly detectionNs?: bigint;
  /** Of the delivery: nanoseconds until the switch had it; negative when it was dated before the sender's own copy. */
  readonly toSwitchNs?: bigint;
}

/** Where a budget begins: something was done, after which a node had to get the traffic. */
export interface BudgetOrigin {
  readonly at: bigint;
  readonly to: Station;
}

/**
 * Splits what lies between a fault (or its healing) and the first answered probe after the outage. A moment that was not seen
 * leaves its part unknown, and the next known moment closes the gap.
 *
 * @param resumedAt when the first probe after the outage was sent that was answered
 */
export function outageBudget(
  timeline: Timeline,
  settings: TrialSettings,
  observer: Observer,
  origin: BudgetOrigin,
  resumedAt: bigint,
): BudgetPart[] {
  const node = observer.via ?? observer.node;
  const {at: faultAt, to} = origin;
  const {vip} = settings;
  const sent = ownAnnouncements(timeline, to.node, vip.address).filter(({event}) => event.at > faultAt);
  const macs = new Set([to.mac, ...sent.map(({mac}) => mac)]);
  const announcedAt = sent[0]?.event.at;
  const senders = claimants(settings).map(station => station.node);
  const [deliveredAt, switchedAt] = [node, SWITCH].map(
    where =>
      announcementsHeard(timeline, vip.address, senders, [where]).find(delivery =>
        sent.some(({event}) => event === delivery.sent),
      )?.arrived.at,
  );
  const tookAddressAt = notAfter(tookAt(timeline, vip.address, to, faultAt), announcedAt);
  const believed = notAfter(believedAt(timeline, vip.address, macs, node, faultAt), resumedAt);
  const moments: readonly [BudgetPartName, bigint | undefined, string][] = [
    [
      'detect',
      actedAt(timeline, vip.address, to, faultAt, tookAddressAt),
      'it did nothing that would mark it',
    ],
    ['take', tookAddressAt, untaken(timeline, vip.address, to, faultAt)],
    ['announce', announcedAt, `${to.node} did not announce`],
    ['deliver', deliveredAt, undelivered(announcedAt, isCluster(settings) ? 'unwatched' : switchedAt)],
    ['believe', believed, unchanged(timeline, vip.address, macs, node, faultAt)],
    ['resume', resumedAt, ''],
  ];
  let from = faultAt;
  return moments.map(([part, at, unknown]) => {
    if (at === undefined) return {part, unknown};
    const ns = at > from ? at - from : 0n;
    if (at > from) from = at;
    if (part === 'take')
      return {part, ns, ...detectionWithin(timeline, vip.address, to, {from: at - ns, at})};
    if (part !== 'deliver' || switchedAt === undefined || announcedAt === undefined) return {part, ns};
    return {part, ns, toSwitchNs: switchedAt - announcedAt};
  });
}

/**
 * A moment that `ip monitor` dated, and what can only have come after it. Where the dates are the wrong way round by
 * no more than the monitor may be late, the moment was at the latest when its consequence was.
 */
function notAfter(moment: bigint | undefined, consequence: bigint | undefined): bigint | undefined {
  if (moment === undefined || consequence === undefined || moment <= consequence) return moment;
  return moment - consequence > MONITOR_LATENESS_NS ? moment : consequence;
}

/** Why no announcement arrived, as far as the captures tell. */
function undelivered(announcedAt: bigint | undefined, switchedAt: bigint | 'unwatched' | undefined): string {
  if (announcedAt === undefined) return 'there was none';
  if (switchedAt === 'unwatched') return 'sent, but it did not arrive';
  return switchedAt === undefined
    ? 'sent, but the switch dropped it'
    : 'the switch received it, but did not deliver it';
}

/**
 * The first sign that a node acts: its advertisement as the master, or our own step. What comes only when it has
 * the address (ucarp's advertisement) is no sign of when it decided to take it.
 */
function actedAt(
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
  const frames = timeline.select('frame', node);
  // Of several instances each advertises its own list; what is excluded from one is in no list.
  const isListed = frames.some(event => lists(event, vip));
  const sentAt = frames.find(
    event => event.at > after && event.own && (isListed ? lists(event, vip) : isAdvertisement(event, vip)),
  )?.at;
  return before !== undefined && sentAt !== undefined && sentAt > before ? undefined : sentAt;
}

/** Whether it advertises the address by name. */
function lists(event: FrameEvent, vip: IpAddress): boolean {
  const told = readingOf(event).advertisement?.advertisement;
  const addresses: readonly IpAddress[] = told?.protocol === 'vrrp' ? told.packet.addresses : [];
  return addresses.includes(vip);
}

/** Each family has its own: a node may have taken the other address alone. */
function isAdvertisement(event: FrameEvent, vip: IpAddress): boolean {
  const {advertisement, packet} = readingOf(event);
  return advertisement !== undefined && packet !== undefined && isOfIpv6(packet.source) === isOfIpv6(vip);
}

/** When the node could use it: IPv6 looks for another holder first. */
function tookAt(timeline: Timeline, vip: IpAddress, {node}: Station, after: bigint): bigint | undefined {
  return timeline
    .select('address', node)
    .find(event => event.at > after && event.ip === vip && isHeldAfter(event))?.at;
}

/** Why the node never had it. */
function untaken(timeline: Timeline, vip: IpAddress, to: Station, after: bigint): string {
  const last = detectionsOf(timeline, to, vip).findLast(({begunAt}) => begunAt > after);
  if (last?.outcome === 'failed') return `duplicate address detection failed on ${to.node} (dadfailed)`;
  if (last?.outcome === 'running') return `duplicate address detection on ${to.node} was not over`;
  return `the address was not added to ${to.node}`;
}

/** How long of that it was looked for. */
function detectionWithin(
  timeline: Timeline,
  vip: IpAddress,
  to: Station,
  {from, at}: {readonly from: bigint; readonly at: bigint},
): Pick<BudgetPart, 'detectionNs'> {
  const detection = detectionsOf(timeline, to, vip).find(
    ({begunAt, endedAt}) => begunAt < at && endedAt !== undefined && endedAt > from && endedAt <= at,
  );
  if (detection?.endedAt === undefined) return {};
  const {begunAt, endedAt} = detection;
  return {detectionNs: endedAt - (begunAt > from ? begunAt : from)};
}

function believedAt(
  timeline: Timeline,
  vip: IpAddress,
  macs: ReadonlySet<MacAddress>,
  node: string,
  after: bigint,
): bigint | undefined {
  return findHealings(timeline, node, vip).find(healing => healing.at > after && macs.has(healing.mac))?.at;
}

/** Why a cache did not change: a virtual MAC moves from port to port, and no cache notices. */
function unchanged(
  timeline: Timeline,
  vip: IpAddress,
  macs: ReadonlySet<MacAddress>,
  node: string,
  at: bigint,
): string {
  const held = beliefAt(timeline, node, vip, at)?.mac;
  return held !== undefined && macs.has(held) ? 'the cache already had its MAC' : 'the cache did not change';
}
