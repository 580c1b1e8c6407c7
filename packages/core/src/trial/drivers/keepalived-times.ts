/**
 * How long keepalived waits for an advertisement, and when it announces for the last time. Pure.
 *
 * @module
 */

import {largest} from '@vip/analysis/internal';
import type {AuditNode} from '@vip/analysis/internal/audit';
import {PRIORITY} from './keepalived-config.js';

/** How long after becoming the master keepalived announces again, by default. Seconds. */
const GARP_MASTER_DELAY = 5;

/** How long the backup of our own configuration waits for an advertisement. Milliseconds. */
export function ownMasterDownMs(advertMs: number): number {
  return masterDownMs(advertMs, PRIORITY.passive);
}

/** Three intervals plus the skew of its priority (RFC 5798 §6.1). */
function masterDownMs(advertMs: number, priority: number): number {
  return 3 * advertMs + ((256 - priority) / 256) * advertMs;
}

/** The longest that any node waits for an advertisement, or after its own start. Milliseconds. */
export function longestWaitMs(nodes: readonly AuditNode[]): number {
  const waits = nodes.flatMap(({config: {instances, globals}}) =>
    instances.map(
      ({downTimerAdverts, advertMs}) => globals.startupDelayMs + (downTimerAdverts + 1) * advertMs + 1000,
    ),
  );
  return largest(waits.length === 0 ? [ownMasterDownMs(1000)] : waits);
}

/** How long after taking the address a node may still announce it of its own accord, with these configurations. Milliseconds. */
export function afterglowMs(texts: readonly string[]): number {
  const delays = texts.map(text => Number(/garp_master_delay\s+(\d+)/.exec(text)?.[1] ?? GARP_MASTER_DELAY));
  return largest(delays) * 1000 + 100;
}
