/**
 * The state of one watched address, for metrics: values.
 *
 * @module
 */

import type {IpAddress, MacAddress} from '@vip/arp';
import type {VerdictName} from '../explain/verdict.js';
import type {ServiceFigures} from './service-watches.js';

export interface AddressFigures {
  readonly ip: IpAddress;
  readonly iface: string;
  readonly vlans: string;
  /** Whether it is watched because the user named it. */
  readonly isNamed: boolean;
  /** Undefined until known. */
  readonly owner: MacAddress | undefined;
  /** The number of machines that have it; 0 while unknown. */
  readonly owners: number;
  /** Undefined if it was dark when last asked and is no longer asked: nothing shows whether it answers again. */
  readonly isDark: boolean | undefined;
  readonly announcements: ReadonlyMap<string, number>;
  /** Nanoseconds. */
  readonly lastAnnouncedAt: bigint | undefined;
  /** The total time in which it was asked at least once a minute, and the time of the last question. Nanoseconds. */
  readonly askedNs: bigint;
  readonly lastAskedAt: bigint | undefined;
  /** Faults in progress. */
  readonly faults: readonly VerdictName[];
  readonly services: readonly ServiceFigures[];
  /** Number of services not watched for lack of room. */
  readonly servicesBeyond: number;
}
