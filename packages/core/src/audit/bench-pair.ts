/**
 * The two nodes of a trial of their configurations.
 *
 * @module
 */

import type {Member} from '@vip/analysis/internal/audit';

/** Two members of a router: its owner in normal operation, and the next one. */
export type BenchPair = readonly [first: Member, second: Member];

/** The interface of its addresses, where its clients are. */
export function clientSide({instance}: Member): string {
  return instance.vips[0]?.dev ?? instance.iface ?? 'eth0';
}
