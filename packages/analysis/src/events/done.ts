/**
 * What was done, or could not be done.
 *
 * @module
 */

import type {AnnouncementForm, IpAddress, MacAddress} from '@vip/arp';
import type {Happening} from './happening.js';

/** Something that was done, at its beginning or its end. */
export interface StepEvent extends Happening {
  readonly kind: 'step';
  readonly step: string;
  readonly phase: 'begun' | 'done';
}

/** Seconds left until a step. */
export interface CountdownEvent extends Happening {
  readonly kind: 'countdown';
  readonly to: string;
  /** Seconds left; 1 or more. */
  readonly seconds: number;
}

/** A process of the lab announced an address. */
export interface AnnouncedEvent extends Happening {
  readonly kind: 'announced';
  readonly iface: string;
  readonly ip: IpAddress;
  readonly mac: MacAddress;
  /** Form of the ARP announcement; absent for IPv6, whose neighbour advertisement has only one form. */
  readonly form?: AnnouncementForm;
}

/** A command that was run in a node to show its output; dated at its end. */
export interface CommandEvent extends Happening {
  readonly kind: 'command';
  readonly argv: readonly string[];
  /** Exit code, 0 to 255; null if a signal ended the command. */
  readonly exitCode: number | null;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** A run could not be made or completed. */
export interface FailedEvent extends Happening {
  readonly kind: 'failed';
  readonly message: string;
}
