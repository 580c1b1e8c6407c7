/**
 * The failover's lab with a second address family.
 *
 * @module
 */

import {access} from 'node:fs/promises';
import type {Station} from '@vip/analysis';
import {ipFromNumber, ipToNumber, networkSize, VipError} from '@vip/arp';
import {giveAddress, releaseAddress} from '../../lab/building-blocks.js';
import {PATIENT_REACHABLE_MS} from '../../lab/lab-topology.js';
import {macvlanTopology} from '../../lab/macvlan-topology.js';
import type {LabPlan, NodeWork} from '../../lab/plan.js';
import {ipv6Sysctls, neighbourPath, usualDetection} from '../../lab/sysctls.js';
import type {Vips} from './vips.js';

/** Echo requests of both families among them, for the frames of a report. */
const CAPTURE_FILTER = 'arp or icmp or icmp6';

/** Builds the lab, watches it, and gives both addresses to the active node. */
export async function buildVips(vips: Vips): Promise<void> {
  const {workshop, settings, clients} = vips;
  const {active, passive} = settings;
  await requireIpv6();
  await workshop.build(plan(vips));
  await workshop.watch([active, passive, ...clients], CAPTURE_FILTER);
  await vips.take(active, 'IPv4');
  await vips.take(active, 'IPv6', {detects: false});
}

/** In the failover, the active node holds the VIP from the start; here it gets both while the reader watches. */
function plan({settings, ipv6}: Vips): LabPlan {
  const {active, passive, client, ext} = ipv6;
  const base = macvlanTopology({settings, baseReachableMs: PATIENT_REACHABLE_MS});
  const release = releaseAddress(settings.active.iface, settings.vip);
  const stage = {
    name: 'ipv6',
    steps: [[active, passive, client, ext].map(inIpv6), [{node: active.node, commands: [release]}]],
  };
  return {...base, stages: [...base.stages, stage]};
}

/** Each also gets a link-local address with the same host part. */
function inIpv6(station: Station): NodeWork {
  const {node, iface, address} = station;
  const host = ipToNumber(address.address) % networkSize('IPv6', address.prefixLength);
  const linkLocal = {address: ipFromNumber(LINK_LOCAL + host, 'IPv6'), prefixLength: 64};
  return {
    node,
    sysctls: {
      ...ipv6Sysctls(station),
      ...usualDetection(station),
      [neighbourPath(station, 'base_reachable_time_ms')]: PATIENT_REACHABLE_MS,
    },
    commands: [address, linkLocal].map(held => giveAddress('add', iface, held, {detects: false})),
  };
}

/** fe80:: (RFC 4291 §2.5.6). */
const LINK_LOCAL = 0xfe80n << 112n;

/** @throws VipError `NOT_POSSIBLE` */
async function requireIpv6(): Promise<void> {
  try {
    await access('/proc/sys/net/ipv6');
  } catch (cause) {
    throw new VipError(
      'NOT_POSSIBLE',
      'lab: this kernel runs without IPv6 (is ipv6.disable=1 among its boot parameters?)',
      {cause},
    );
  }
}
