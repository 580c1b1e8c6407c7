/**
 * What probing the wire adds to an examination.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import {audit} from '../audit/audit.js';
import type {AuditNode} from '../audit/cluster.js';
import {protocol112Dropped} from '../audit/rules/protocol-112-dropped.js';
import {vridShared} from '../audit/rules/vrid-shared.js';
import type {Capture} from '../audit/wire/hear.js';
import {type Finding, linesOf} from '../findings/finding.js';
import type {Check, Subject} from './check.js';
import {VRRP_BLOCKED} from './checks/vrrp-blocked.js';
import {instancesOf, managersOf} from './daemons.js';
import {checkReference, formatSubject} from './examine.js';
import {Host} from './host/host.js';
import type {HostReader} from './host/reader.js';

/** A router that was heard to advertise, and is not this host. */
export interface HeardRouter {
  readonly protocol: string;
  readonly id: number;
  readonly priority: number;
  readonly intervalNs: bigint;
  readonly source: IpAddress;
  /** The destination of its advertisements: a group, or one peer. */
  readonly group: IpAddress;
  readonly mac?: MacAddress;
}

/** The check that is only possible by probing the wire. */
export const DUPLICATE_CHECK: Pick<Check, 'code' | 'roles' | 'title'> = {
  code: 'DOCTOR_DUPLICATE',
  roles: ['active', 'passive'],
  title: 'with --probe: another machine answers for the address',
};

/**
 * Other machines that answer for the address: one is too many beside its owner, two if seen from elsewhere.
 *
 * @param macs MACs of the answers; this host does not hear itself
 */
export function duplicates(subject: Subject, macs: readonly MacAddress[]): Finding[] {
  const {vip, role} = subject;
  if (vip === undefined || macs.length <= (role === 'active' ? 0 : 1)) return [];
  return [
    {
      code: DUPLICATE_CHECK.code,
      severity: 'error',
      subject: formatSubject(subject),
      where: [],
      evidence: `${macs.join(' and ')} ${macs.length === 1 ? 'answers' : 'answer'} for ${vip}${role === 'active' ? ', which is on this host' : ''}`,
      consequence: 'a client reaches the one that answers it first',
      remedy: `find out which machines they belong to (vip who ${vip} --iface ${subject.iface}), and remove the address from all but one`,
      commands: [],
      reference: checkReference(DUPLICATE_CHECK.code),
    },
  ];
}

/** Rules that need the files of all nodes are left to `vip audit --capture`. */
const TOLD: ReadonlySet<string> = new Set([protocol112Dropped.code, vridShared.code]);

/** The configurations here that have the address, read before probing, for which privileges are dropped. @throws Blind */
export async function configurationsOf({vip}: Subject, reader: HostReader): Promise<AuditNode[]> {
  if (vip === undefined) return [];
  const managers = await managersOf(new Host(reader));
  return managers.flatMap(manager =>
    manager.node === undefined || instancesOf(manager, vip).length === 0 ? [] : [manager.node],
  );
}

/**
 * What the advertisements show about a configuration here: nodes that do not yield, and strangers with the same VRID.
 *
 * @param found on the host: a firewall that drops the protocol is not reported twice
 */
export function advertised(
  nodes: readonly AuditNode[],
  capture: Capture,
  found: readonly Finding[],
): Finding[] {
  const isBlocked = found.some(({code}) => code === VRRP_BLOCKED.code);
  return nodes
    .flatMap(node => audit([node], capture).findings)
    .filter(({code, severity}) => TOLD.has(code) && severity === 'error')
    .filter(({code}) => !(isBlocked && code === protocol112Dropped.code))
    .map(finding => ({...finding, where: linesOf(finding)}));
}

/** `VRRPv2 router 51 from 10.0.0.2 to 224.0.0.18, priority 100, every 1 s`. */
export function formatHeardRouter({protocol, id, priority, intervalNs, source, group}: HeardRouter): string {
  return `${protocol} router ${id} from ${source} to ${group}, priority ${priority}, every ${Number(intervalNs) / 1e9} s`;
}
