/**
 * An outage divided by cause of delay, from dated events alone. Pure.
 *
 * @module
 */

import type {Observer, Station, Timeline, TrialSettings} from '@vip/analysis';
import {
  announcementsHeard,
  claimants,
  detectionsOf,
  isCluster,
  ownAnnouncements,
  SWITCH,
} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {actedAt, believedAt, notAfter, tookAt} from './budget-moments.js';
import {unchanged, undelivered, untaken} from './budget-unknown.js';

/** The parts, in the order in which they are spent. */
export const BUDGET_PARTS = {
  detect: 'until the next node acted',
  take: 'until it had the address',
  announce: 'until it announced it',
  deliver: 'until the announcement arrived',
  believe: 'until the cache had changed',
  resume: 'until a probe was answered',
  session: 'until its last TCP session was open again',
} as const;

export type BudgetPartName = keyof typeof BUDGET_PARTS;

/** What one cause of delay added to an outage. */
export interface BudgetPart {
  readonly part: BudgetPartName;
  /** Nanoseconds; absent when an event that bounds it was not seen. */
  readonly ns?: bigint;
  /** Why it is unknown. */
  readonly unknown?: string;
  /** For `take`: nanoseconds spent on duplicate address detection before the node used the address. */
  readonly detectionNs?: bigint;
  /** For `deliver`: nanoseconds until the announcement reached the switch; negative if its copy was dated before the sender's own. */
  readonly toSwitchNs?: bigint;
}

/** Where a budget begins: a step after which a node had to get the traffic. */
export interface BudgetOrigin {
  readonly at: bigint;
  readonly to: Station;
}

/**
 * Splits what lies between a fault (or its healing) and the first answered probe after the outage. A moment that was not seen
 * leaves its part unknown, and the next known moment closes the gap.
 *
 * @param resumedAt when the first answered probe after the outage was sent
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
  const acted = actedAt(timeline, vip.address, to, faultAt, tookAddressAt);
  const moments: readonly Moment[] = [
    ['detect', acted, 'it gave no sign of acting'],
    ['take', tookAddressAt, untaken(timeline, vip.address, to, faultAt)],
    ['announce', announcedAt, `${to.node} did not announce`],
    ['deliver', deliveredAt, undelivered(announcedAt, isCluster(settings) ? 'unwatched' : switchedAt)],
    ['believe', believed, unchanged(timeline, vip.address, macs, node, faultAt)],
    ['resume', resumedAt, ''],
  ];
  const toSwitch =
    switchedAt === undefined || announcedAt === undefined ? {} : {toSwitchNs: switchedAt - announcedAt};
  return partsBetween(faultAt, moments).map(part => {
    if (part.part === 'deliver' && part.ns !== undefined) return {...part, ...toSwitch};
    if (part.part !== 'take' || part.ns === undefined || tookAddressAt === undefined) return part;
    const taking = {from: tookAddressAt - part.ns, at: tookAddressAt};
    return {...part, ...detectionWithin(timeline, vip.address, to, taking)};
  });
}

/** The end of a part if it was seen; otherwise the reason why it was not. */
type Moment = readonly [part: BudgetPartName, at: bigint | undefined, unknown: string];

/** Each part begins where the last part with a known end ended; one that ended even earlier takes no time. */
function partsBetween(begin: bigint, moments: readonly Moment[]): BudgetPart[] {
  let from = begin;
  return moments.map(([part, at, unknown]) => {
    if (at === undefined) return {part, unknown};
    const ns = at > from ? at - from : 0n;
    if (at > from) from = at;
    return {part, ns};
  });
}

/** How much of that was duplicate address detection. */
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
