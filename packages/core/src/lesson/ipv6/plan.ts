/**
 * The failover's lab, and in it a second address family.
 *
 * @module
 */

import {access} from 'node:fs/promises';
import type {LabSettings, Station} from '@vip/analysis';
import {VipError} from '@vip/arp';
import type {LabPlan, NodeWork} from '../../lab/plan.js';
import {hermeticTopology, PATIENT_REACHABLE_MS} from '../../lab/topology.js';
import {hostPart, PREFIX_LENGTH, type Vips} from './vips.js';

/** Echo requests of both families among them, for the frames of a report. */
const CAPTURE_FILTER = 'arp or icmp or icmp6';

/** Builds the lab, watches it, and gives both addresses to the active node. */
export async function buildVips(vips: Vips): Promise<void> {
  const {workshop, settings, clients} = vips;
  const {active, passive} = settings;
  await requireIpv6();
  await workshop.build(plan(settings, clients));
  await workshop.watch([active, passive, ...clients], CAPTURE_FILTER);
  await vips.take(active, 'IPv4');
  await vips.take(active, 'IPv6', ['nodad']);
}

/** The active node holds the VIP from the start; here it is given both where that can be seen. */
function plan(settings: LabSettings, clients: readonly Station[]): LabPlan {
  const {active, passive, vip} = settings;
  const base = hermeticTopology({settings, baseReachableMs: PATIENT_REACHABLE_MS});
  const release = ['addr', 'del', `${vip.address}/${vip.prefixLength}`, 'dev', active.iface];
  const stage = {
    name: 'ipv6',
    steps: [[active, passive, ...clients].map(inBothFamilies), [{node: active.node, commands: [release]}]],
  };
  return {...base, stages: [...base.stages, stage]};
}

function inBothFamilies({node, iface, address}: Station): NodeWork {
  const settings = {
    disable_ipv6: 0,
    accept_dad: 1,
    dad_transmits: 1,
    ndisc_notify: 0,
    forwarding: 0,
    drop_unsolicited_na: 0,
  };
  return {
    node,
    sysctls: {
      ...Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [`net/ipv6/conf/${iface}/${name}`, value]),
      ),
      [`net/ipv6/neigh/${iface}/base_reachable_time_ms`]: PATIENT_REACHABLE_MS,
    },
    commands: ['fd00:3:2', 'fe80'].map(prefix => [
      ...['addr', 'add', `${prefix}::${hostPart(address.address)}/${PREFIX_LENGTH}`, 'dev', iface, 'nodad'],
    ]),
  };
}

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
