/**
 * A sane configuration of keepalived, with keepalived's own defaults for everything about announcements. Pure.
 *
 * @module
 */

import type {LabSettings, Station} from '@vip/analysis';
import {heartbeatOf, settingsFamily} from '@vip/analysis/internal';
import {formatIpInterface, type IpFamily} from '@vip/arp';
import {candidates, type Requirement} from '../driver.js';
import {requiredLines} from './keepalived-requirements.js';

export const PRIORITY = {active: 150, passive: 100} as const;

/** What is configured. */
export interface ConfigPlan {
  /** Each family has an instance of its own: VRRP carries the addresses of one (RFC 5798 §1.6, "virtual router"). */
  readonly families: readonly LabSettings[];
  /** 0 for the active node, 1 for the passive one. */
  readonly index: number;
  /** Seconds between two advertisements. */
  readonly advertInterval: number;
  /** Lines for each instance. */
  readonly extra: readonly string[];
  readonly requirement: Requirement | undefined;
}

/** What the instance of each family is called. */
const INSTANCE: Readonly<Record<IpFamily, string>> = {IPv4: 'VIP', IPv6: 'VIP6'};

/** The text for one node. With two families the two instances move together. */
export function keepalivedConfig(plan: ConfigPlan): string {
  const {families, index, advertInterval, requirement} = plan;
  const nodes = families.flatMap(settings => candidates(settings)[index] ?? []);
  const names = families.map(settings => INSTANCE[settingsFamily(settings)]);
  return [
    `global_defs {`,
    `  router_id ${nodes[0]?.node}`,
    // Version 2 has whole seconds only; with IPv6 keepalived speaks version 3 in any case.
    `  vrrp_version ${Number.isInteger(advertInterval) ? 2 : 3}`,
    `}`,
    ...requiredLines(requirement, String(nodes[0]?.node)).blocks,
    ...(names.length > 1 ? [`vrrp_sync_group VIPS {`, `  group {`, ...names.map(indented), `  }`, `}`] : []),
    ...families.flatMap((settings, family) => instanceLines(settings, nodes[family] as Station, plan)),
    ``,
  ].join('\n');
}

function indented(name: string): string {
  return `    ${name}`;
}

function instanceLines(settings: LabSettings, station: Station, plan: ConfigPlan): string[] {
  const {node, iface} = station;
  const {index, advertInterval, extra, requirement} = plan;
  const {lines, device} = requiredLines(requirement, node);
  return [
    `vrrp_instance ${INSTANCE[settingsFamily(settings)]} {`,
    `  state ${index === 0 ? 'MASTER' : 'BACKUP'}`,
    `  interface ${heartbeatOf(settings, station).iface}`,
    `  virtual_router_id 51`,
    `  priority ${index === 0 ? PRIORITY.active : PRIORITY.passive}`,
    `  advert_int ${advertInterval}`,
    ...extra.map(line => `  ${line.replaceAll('$IFACE', iface)}`),
    ...lines,
    `  virtual_ipaddress {`,
    `    ${formatIpInterface(settings.vip)}${device ? ` dev ${iface}` : ''}`,
    `  }`,
    `}`,
  ];
}
