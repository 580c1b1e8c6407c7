/**
 * A check of the doctor: one thing that breaks a virtual IP, how the host shows it, and what corrects it. Every consequence was measured
 * in network namespaces (Linux 6.18, some on 6.1); where it was not, the text says so.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import type {Severity} from '../findings/finding.js';
import type {Host} from './host/host.js';

/** The role of the machine for the address. */
export type Role = 'active' | 'passive' | 'client' | 'switch';

/** The subject of a check: an address on an interface of this host, or a bridge. */
export interface Subject {
  readonly role: Role;
  /** Absent for a switch that is examined without an address. */
  readonly vip?: IpAddress | undefined;
  /** The interface that has the address or would have it; for a switch, its bridge. */
  readonly iface: string;
  /** An address that must be able to reach the virtual one, if one was named. */
  readonly client?: IpAddress | undefined;
  /** Nothing here has the address or is configured to have it: this node is assumed to be able to take it over. */
  readonly isAssumed?: boolean;
  /** Whether clients use the address as their gateway. */
  readonly isGateway?: boolean;
}

/** A problem that a check found. */
export interface Symptom {
  readonly severity: Severity;
  /** The state of the host that shows it. */
  readonly evidence: string;
  /** Its effect on the address. */
  readonly consequence: string;
  /** Commands that fix it until the next boot, for root to run as they stand; empty if none are known. */
  readonly mend: readonly string[];
  /** How to make the fix persistent, or what else to do. */
  readonly lasting: string;
}

/** Something that could not be examined, and why. */
export interface Unseen {
  readonly code: string;
  /** In the form findings use. */
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
   * @throws Blind if the state it needs could not be read
   */
  readonly look: (subject: Subject, host: Host) => Promise<readonly Symptom[]>;
}

/** A subject with an address. */
export type AddressSubject = Subject & {readonly vip: IpAddress};

/** For checks of an address; they find nothing for a subject without one. */
export function aboutAddress(
  look: (subject: AddressSubject, host: Host) => Promise<readonly Symptom[]>,
): Check['look'] {
  return async (subject, host) =>
    subject.vip === undefined ? [] : look({...subject, vip: subject.vip}, host);
}

/** The command that writes settings. Keys have slashes because interface names may contain dots. */
export function setSysctl(settings: readonly string[]): string {
  return `sysctl -w ${settings.join(' ')}`;
}

/** How to make settings persistent. */
export function keepSysctl(settings: readonly string[]): string {
  return `put ${settings.join(', ')} into /etc/sysctl.d/60-vip.conf`;
}
