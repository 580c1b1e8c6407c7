/**
 * A virtual address, of either family, that a node takes, releases and announces.
 *
 * @module
 */

import {announcementsHeard, ownAnnouncements, type Station} from '@vip/analysis';
import {type AnnouncementForm, type IpAddress, isOfIpv6, type TargetMac, unsolicitedNa} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type {Workshop} from './workshop.js';

/** With the prefix length, as on an interface. */
export interface HeldAddress {
  readonly address: IpAddress;
  readonly prefixLength: number;
}

/** @param flags for `ip addr add`: `nodad` */
export async function takeAddress(
  workshop: Workshop,
  {node, iface}: Station,
  held: HeldAddress,
  flags: readonly string[] = [],
): Promise<void> {
  await workshop.configure(node, [['addr', 'add', formatHeld(held), 'dev', iface, ...flags]]);
}

export async function releaseAddress(
  workshop: Workshop,
  {node, iface}: Station,
  held: HeldAddress,
): Promise<void> {
  await workshop.configure(node, [['addr', 'del', formatHeld(held), 'dev', iface]]);
}

/** How an IPv4 address is announced; an IPv6 one always by an unsolicited advertisement with Override. */
export interface AnnouncementKind {
  /** A request by default. */
  readonly form?: AnnouncementForm | undefined;
  readonly targetMac?: TargetMac | undefined;
}

export async function announce(
  workshop: Workshop,
  {node, iface, mac}: Station,
  ip: IpAddress,
  {form = 'request', targetMac}: AnnouncementKind = {},
): Promise<void> {
  const agent = workshop.agents.in(node);
  if (isOfIpv6(ip)) await agent.call('send', {iface, frames: [{octets: unsolicitedNa({ip, mac})}]});
  else await agent.call('announce', {iface, ip, mac, form, targetMac});
}

/** How long to wait for an announcement that should have arrived, on a busy machine. Milliseconds. */
const PATIENCE_MS = 1000;

/** From when a frame was captured until the cache has taken it in. Milliseconds. */
const TAKEN_IN_MS = 20;

/** Announces, and waits until it has arrived at all of the listeners. Returns since when, in nanoseconds. */
export async function announceTo(
  listeners: readonly Pick<Station, 'node'>[],
  workshop: Workshop,
  holder: Station,
  ip: IpAddress,
  kind: AnnouncementKind = {},
): Promise<bigint> {
  const {timeline} = workshop;
  const since = kernelTime();
  await announce(workshop, holder, ip, kind);
  const count = kind.form === 'both' ? 2 : 1;
  const nodes = listeners.map(({node}) => node);
  const hasArrived = () => {
    const sent = ownAnnouncements(timeline, holder.node, ip, since);
    const heard = announcementsHeard(timeline, ip, [holder.node], nodes, since);
    return sent.length >= count && heard.length === sent.length * nodes.length;
  };
  await workshop.until(hasArrived, PATIENCE_MS);
  await workshop.pause(TAKEN_IN_MS);
  return since;
}

function formatHeld({address, prefixLength}: HeldAddress): string {
  return `${address}/${prefixLength}`;
}
