/**
 * The receiver behind an interface: its addresses, and the kernel settings recorded by a run. Pure.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Timeline} from '../events/timeline.js';
import type {LessonEvent, RunEvent, TrialEvent} from '../events/timeline-event.js';
import type {Station} from '../lab/stations.js';
import {readingOf} from '../readings/reading.js';
import {movingAddresses} from '../topology/run-topology.js';

export interface Receiver {
  /** Empty if unknown. */
  readonly macs: ReadonlySet<MacAddress>;
  readonly ips: ReadonlySet<IpAddress>;
  /** The value of a setting by its path below /proc/sys; undefined if the run did not record it. */
  setting(path: string): number | undefined;
}

/** From the plan of the run, and from what the interface sent. */
export function receiverAt(timeline: Timeline, node: string, iface: string): Receiver {
  const record = timeline.select('run')[0] ?? timeline.select('trial')[0] ?? timeline.select('lesson')[0];
  const macs = new Set<MacAddress>();
  const ips = new Set<IpAddress>();
  for (const station of recordedStations(record)) {
    if (station.node !== node || station.iface !== iface) continue;
    macs.add(station.mac);
    ips.add(station.address.address);
  }
  for (const event of timeline.select('frame', node)) {
    if (!event.own || event.iface !== iface) continue;
    const {source, arp, discovery} = readingOf(event);
    if (source !== undefined) macs.add(source);
    for (const ip of [arp?.senderIp, discovery?.source]) if (ip !== undefined) ips.add(ip);
  }
  const settings = record !== undefined && 'sysctls' in record ? record.sysctls?.[node] : undefined;
  return {
    macs,
    ips,
    setting(path) {
      const text = settings?.[path];
      return text === undefined ? undefined : Number(text);
    },
  };
}

/**
 * The effective IPv4 setting of an interface: the greater of its own (or its initial one) and that of `all`
 * (`IN_DEV_ORCONF()` and `IN_DEV_MAXCONF()`, include/linux/inetdevice.h).
 */
export function ipv4Setting({setting}: Receiver, iface: string, name: string): number | undefined {
  const path = (which: string) => `net/ipv4/conf/${which}/${name}`;
  const own = setting(path(iface)) ?? setting(path('default'));
  const all = setting(path('all'));
  return own === undefined || all === undefined ? undefined : Math.max(own, all);
}

/** The effective IPv6 setting of an interface. */
export function ipv6Setting({setting}: Receiver, iface: string, name: string): number | undefined {
  return setting(`net/ipv6/conf/${iface}/${name}`) ?? setting(`net/ipv6/conf/default/${name}`);
}

/** The stations of all families of a run. */
function recordedStations(record: RunEvent | TrialEvent | LessonEvent | undefined): Station[] {
  if (record === undefined) return [];
  const all = record.kind === 'trial' ? movingAddresses(record) : [record.settings];
  return all
    .flatMap(settings => Object.values(settings).flat())
    .filter((value): value is Station => typeof value === 'object' && 'mac' in value);
}
