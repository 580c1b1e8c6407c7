/**
 * What asking on the wire adds to an examination.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {Finding} from '../findings/finding.js';
import type {Check, Subject} from './check.js';
import {formatSubject, referenceOf} from './examine.js';

/** A router that was heard to advertise, and is not this host. */
export interface HeardRouter {
  readonly protocol: string;
  readonly id: number;
  readonly priority: number;
  readonly intervalNs: bigint;
  readonly source: IpAddress;
  /** To whom it advertises: a group, or one peer. */
  readonly group: IpAddress;
  readonly mac?: MacAddress;
}

/** The check that only asking on the wire can make. */
export const DUPLICATE_CHECK: Pick<Check, 'code' | 'roles' | 'title'> = {
  code: 'DOCTOR_DUPLICATE',
  roles: ['active', 'passive'],
  title: 'with --probe: another machine answers for the address',
};

/**
 * Others that answer for the address: beside its owner, one is too many; seen from elsewhere, two are.
 *
 * @param macs of those that answered; this host does not hear itself
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
      remedy: `find out which machines they belong to (vip who ${vip} --iface ${subject.iface}), and take the address from all but one`,
      commands: [],
      reference: referenceOf(DUPLICATE_CHECK.code),
    },
  ];
}

/** `VRRPv2 router 51 from 10.0.0.2 to 224.0.0.18, priority 100, every 1 s`. */
export function formatHeardRouter({protocol, id, priority, intervalNs, source, group}: HeardRouter): string {
  return `${protocol} router ${id} from ${source} to ${group}, priority ${priority}, every ${Number(intervalNs) / 1e9} s`;
}
