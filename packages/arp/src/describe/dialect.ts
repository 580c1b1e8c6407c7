/**
 * The dialect of an ARP packet: the form in which it announces, and any property that makes it fail where its form would not. Pure.
 *
 * @module
 */

import {ZERO_MAC} from '../wire/address/mac.js';
import type {ArpPacket} from '../wire/arp/arp-packet.js';
import {type AnnouncementTarget, classifyArp} from '../wire/arp/classify.js';
import type {LinkFrame} from '../wire/frame/link-frame.js';
import type {NeighbourAdvertisement} from '../wire/icmp/neighbour-discovery.js';
import {DIALECTS, type DialectRow} from './dialect-table.js';

/** A property of a packet that makes it fail where its form would not. */
export type DialectWarning =
  /** A reply whose target is not the sender: Linux ignores it within a second of an update. */
  | 'reply-not-to-self'
  /** The switch learns one MAC, the caches another. */
  | 'sender-is-not-source'
  /** Caches would learn 00:00:00:00:00:00; Linux drops the packet. */
  | 'sender-mac-zero'
  /** A request from another address: it says nothing about the target address. */
  | 'no-announcement'
  /** A probe whose target MAC is not zero, as RFC 5227 §2.1.1 recommends; it is a probe nevertheless. */
  | 'probe-target-not-zero';

/** The dialect of a packet. */
export interface Dialect extends DialectRow {
  readonly warnings: readonly DialectWarning[];
}

const BY_ID: ReadonlyMap<string, DialectRow> = new Map(DIALECTS.map(row => [row.id, row]));

/** The dialect of a packet; `ordinary` for an ordinary request or reply. */
export function dialectOf(packet: ArpPacket, frame: Pick<LinkFrame, 'source'>): Dialect {
  const id = dialectId(packet);
  const row = BY_ID.get(id) ?? {id, speakers: [], ignoredBy: []};
  return {...row, warnings: warningsOf(packet, frame)};
}

function dialectId(packet: ArpPacket): string {
  const purpose = classifyArp(packet);
  if (purpose.kind === 'announcement') return `${purpose.form}-${purpose.target}`;
  if (purpose.kind === 'probe') return `probe-${targetOf(packet)}`;
  return 'ordinary';
}

/** The dialect of a probe, whose target is not that of an announcement. */
function targetOf(packet: ArpPacket): AnnouncementTarget {
  const asAnnounced = classifyArp({...packet, operation: 'reply', senderIp: packet.targetIp});
  return asAnnounced.kind === 'announcement' ? asAnnounced.target : 'other';
}

function warningsOf(packet: ArpPacket, frame: Pick<LinkFrame, 'source'>): DialectWarning[] {
  const purpose = classifyArp(packet);
  const warnings: DialectWarning[] = [];
  if (purpose.kind === 'announcement' && purpose.form === 'reply' && purpose.target !== 'self')
    warnings.push('reply-not-to-self');
  if (frame.source !== undefined && frame.source !== packet.senderMac) warnings.push('sender-is-not-source');
  if (packet.senderMac === ZERO_MAC) warnings.push('sender-mac-zero');
  if (purpose.kind === 'request') warnings.push('no-announcement');
  if (purpose.kind === 'probe' && packet.targetMac !== ZERO_MAC) warnings.push('probe-target-not-zero');
  return warnings;
}

/** Which operations announced an address during the observation. */
export interface FormCounts {
  /** How many announcements were requests: 0 or more. */
  readonly requests: number;
  /** How many were replies: 0 or more. */
  readonly replies: number;
}

/**
 * The form that is missing if an address was announced in only one: equipment that accepts only the other learned nothing.
 *
 * @param counts announcements heard in each form
 */
export function missingForm({requests, replies}: FormCounts): 'request' | 'reply' | undefined {
  if (requests > 0 && replies === 0) return 'reply';
  return replies > 0 && requests === 0 ? 'request' : undefined;
}

/**
 * Whether an unsolicited advertisement lacks what makes a neighbour replace its entry (RFC 4861 §7.2.5): without
 * Override an entry keeps its MAC.
 *
 * @param flags of the advertisement
 */
export function isWithoutOverride({
  override,
  solicited,
}: Pick<NeighbourAdvertisement, 'override' | 'solicited'>): boolean {
  return !override && !solicited;
}
