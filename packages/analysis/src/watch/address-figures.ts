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
  /** Whether it is watched because it was named. */
  readonly isNamed: boolean;
  /** Undefined until it is known. */
  readonly owner: MacAddress | undefined;
  /** How many machines have it; 0 while that is unknown. */
  readonly owners: number;
  /** Undefined if it was dark when last asked and nobody asks any more: nothing shows whether it is answered again. */
  readonly isDark: boolean | undefined;
  readonly announcements: ReadonlyMap<string, number>;
  /** Nanoseconds. */
  readonly lastAnnouncedAt: bigint | undefined;
  /** For how long it was asked at least once a minute, and when it was asked last. Nanoseconds. */
  readonly askedNs: bigint;
  readonly lastAskedAt: bigint | undefined;
  /** Faults that are going on. */
  readonly faults: readonly VerdictName[];
  readonly services: readonly ServiceFigures[];
  /** Services for which there was no room. */
  readonly servicesBeyond: number;
}
