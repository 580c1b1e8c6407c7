/**
 * A lab of two nodes that can hold the VIP and any number of clients. Each client is a node with its own settings
 * and neighbour cache, for which the kernel draws a separate time.
 *
 * @module
 */

import {freeAddresses, freeMacs, SWITCH} from '@vip/analysis/internal';
import {formatIpInterface, type MacAddress} from '@vip/arp';
import {cabledPlan} from '../lab/cabled-plan.js';
import type {LabPlan} from '../lab/plan.js';
import type {LessonSettings, LessonStation} from './lesson.js';

/** The external node, and more like it. */
export function clientStations(settings: LessonSettings, count: number): LessonStation[] {
  const {ext} = settings;
  const addresses = freeAddresses(settings, count - 1);
  const macs = freeMacs(settings, ext.mac, count - 1);
  const others = addresses.map((address, index) => ({
    node: `${ext.node}${index + 2}`,
    iface: ext.iface,
    mac: macs[index] as MacAddress,
    address: {...ext.address, address},
  }));
  return [ext, ...others];
}

/** All on one switch. The first holder has the VIP in addition to its own address. */
export function clientsPlan(
  lesson: string,
  {vip, active, passive}: LessonSettings,
  clients: readonly LessonStation[],
): LabPlan {
  return cabledPlan(lesson, {
    cables: [active, passive, ...clients].map(
      (station, index) => [station, {node: SWITCH, iface: `port${index + 1}`}] as const,
    ),
    switches: [SWITCH],
    commands: {[active.node]: [['addr', 'add', formatIpInterface(vip), 'dev', active.iface]]},
  });
}
