/**
 * A check of the doctor: one thing that breaks a virtual IP, how the host shows it, and what corrects it. Every consequence was measured
 * in network namespaces (Linux 6.18, some on 6.1); where it was not, the text says so.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Severity} from '../findings/finding.js';
import type {Host} from './host/host.js';

/** What the machine is to the address. */
export type Role = 'active' | 'passive' | 'client' | 'switch';

/** Whom it is about: an address on an interface of this host, or a bridge. */
export interface Subject {
  readonly role: Role;
  /** Absent of a switch that was not asked for an address. */
  readonly vip?: IpAddress | undefined;
  /** That has the address or would; the bridge of a switch. */
  readonly iface: string;
  /** An address that must reach the virtual one, when it was named. */
  readonly client?: IpAddress | undefined;
  /** Nothing here has the address, or is configured to: that this node would take it over was assumed. */
  readonly isAssumed?: boolean;
  /** Whether clients use the address as their gateway. */
  readonly isGateway?: boolean;
}

/** What was found. */
export interface Symptom {
  readonly severity: Severity;
  /** What was read. */
  readonly evidence: string;
  /** What follows. */
  readonly consequence: string;
  /** Commands for now, which root can run as they stand; empty where none is known. */
  readonly mend: readonly string[];
  /** How to make it persistent, or what else is to be done. */
  readonly lasting: string;
}

/** What could not be looked at, and why. */
export interface Unseen {
  readonly code: string;
  /** As a finding has it. */
  readonly subject: string;
  readonly why: string;
}

export interface Check {
  /** `DOCTOR_ARP_FLUX`. */
  readonly code: string;
  readonly roles: readonly Role[];
  /** One line for the list of checks. */
  readonly title: string;
  /** Public reports of the problem. */
  readonly threads?: readonly string[];
  /**
   * @returns the problems; none if all is well
   * @throws Blind when it could not be looked at
   */
  readonly look: (subject: Subject, host: Host) => Promise<readonly Symptom[]>;
}

/** A subject with an address. */
export type AddressSubject = Subject & {readonly vip: IpAddress};

/** For checks that are about an address: silent without one. */
export function aboutAddress(
  look: (subject: AddressSubject, host: Host) => Promise<readonly Symptom[]>,
): Check['look'] {
  return async (subject, host) =>
    subject.vip === undefined ? [] : look({...subject, vip: subject.vip}, host);
}

/** The command that writes a setting; slashes, because names of interfaces may have dots. */
export function setSysctl(settings: readonly string[]): string {
  return `sysctl -w ${settings.join(' ')}`;
}

/** How settings last. */
export function keepSysctl(settings: readonly string[]): string {
  return `put ${settings.join(', ')} into /etc/sysctl.d/60-vip.conf`;
}
