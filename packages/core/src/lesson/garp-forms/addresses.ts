/**
 * The addresses that are claimed: one for each cell, so that all of them are measured at once. Pure.
 *
 * @module
 */

import {freeAddresses, hasFreeAddresses} from '@vip/analysis/internal';
import {formatIpv4Interface, type Ipv4Address, type Ipv4Interface, parseIpv4Interface} from '@vip/arp';
import type {IpCommand} from '../../lab/plan.js';
import type {LessonSettings} from '../lesson.js';

/** Reserved for benchmarks, and so used on no real network (RFC 2544 §C.2.2). */
const BENCHMARK = parseIpv4Interface('198.18.0.0/15');

/** The VIP's network, or another if that has too few addresses. */
export function cellNetwork(settings: LessonSettings, count: number): Ipv4Interface {
  return hasFreeAddresses(settings, count) ? settings.vip : BENCHMARK;
}

/** An address for each of this many cells. */
export function cellAddresses(settings: LessonSettings, count: number): Ipv4Address[] {
  return freeAddresses({...settings, vip: cellNetwork(settings, count)}, count);
}

/** The route that makes them neighbours of the client if they are outside its network. */
export function cellRoute(settings: LessonSettings, count: number): IpCommand[] {
  const network = cellNetwork(settings, count);
  if (network === settings.vip) return [];
  return [['route', 'add', formatIpv4Interface(network), 'dev', settings.ext.iface]];
}
