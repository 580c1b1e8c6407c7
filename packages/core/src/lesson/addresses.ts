/**
 * Making nodes take, release and announce a virtual address of either family.
 *
 * @module
 */

import type {Announcing, Station} from '@vip/analysis';
import {announcementsHeard, ownAnnouncements} from '@vip/analysis/internal';
import {type IpAddress, type IpInterface, isOfIpv6} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {giveAddress, releaseAddress} from '../lab/building-blocks.js';
import type {Workshop} from './workshop.js';

/** @param detects whether the kernel looks for another holder of an IPv6 address first, as it does by default */
export async function takeAddress(
  workshop: Workshop,
  {node, iface}: Station,
  held: IpInterface,
  {detects}: {detects: boolean} = {detects: true},
): Promise<void> {
  await workshop.configure(node, [giveAddress('add', iface, held, {detects})]);
}

export async function dropAddress(
  workshop: Workshop,
  {node, iface}: Station,
  held: IpInterface,
): Promise<void> {
  await workshop.configure(node, [releaseAddress(iface, held)]);
}

export async function announceFromStation(
  workshop: Workshop,
  {node, iface, mac}: Station,
  ip: IpAddress,
  how: Announcing = {},
): Promise<void> {
  const form = isOfIpv6(ip) ? {} : ({form: 'request'} as const);
  await workshop.agents.in(node).call('announce', {iface, ip, mac, ...form, ...how});
}

/** How long to wait for an announcement that should have arrived, on a busy machine. Milliseconds. */
const PATIENCE_MS = 1000;

/** From the capture of a frame until the cache has processed it. Milliseconds. */
const TAKEN_IN_MS = 20;

/** Announces, and waits until all listeners have received it. Returns when it was sent, in nanoseconds. */
export async function announceTo(
  listeners: readonly Pick<Station, 'node'>[],
  workshop: Workshop,
  holder: Station,
  ip: IpAddress,
  how: Announcing = {},
): Promise<bigint> {
  const {timeline} = workshop;
  const since = kernelTime();
  await announceFromStation(workshop, holder, ip, how);
  const count = how.form === 'both' ? 2 : 1;
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
