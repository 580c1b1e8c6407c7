/**
 * The options of a failover, and their defaults.
 *
 * @module
 */

import type {Announcing, LabSettings} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import type {IpAddress} from '@vip/arp';
import {DEFAULTS} from '../defaults.js';
import type {Lab} from '../lab/lab.js';

/** What a failover consists of, and where it takes place. */
export interface FailoverOptions {
  /** The addresses of the lab; `DEFAULT_SETTINGS` by default. */
  readonly settings?: LabSettings | undefined;
  /** Countdown before the failover, and again before the announcement. Milliseconds; 10 s by default. */
  readonly delayMs?: number | undefined;
  /** Time between two probes of each observer. Milliseconds, 1 or more; 5 by default. */
  readonly probeIntervalMs?: number | undefined;
  /** What is announced after the failover; undefined for nothing, so that the observers must find out by themselves. */
  readonly announce?: Announcing | undefined;
  /** Builds the macvlans on an interface of the machine. */
  readonly parent?: {readonly iface: string; readonly gateway?: IpAddress | undefined} | undefined;
  /** The words of the command line, for the record. */
  readonly command?: readonly string[] | undefined;
  /** Asks the reader for a prediction before a step, and resolves once it is made; absent if none is asked for. */
  readonly predict?: ((question: string) => Promise<void>) | undefined;
  /** Called when all has been observed and the lab still exists; it is closed when that settles. */
  readonly hold?: ((lab: Lab) => Promise<void>) | undefined;
  /** Ends the run at the next opportunity, and a hold in an orderly way. The lab is closed in any case. */
  readonly signal?: AbortSignal | undefined;
}

/** The same with all defaults filled in. */
export type FailoverPlan = FailoverOptions & {
  readonly settings: LabSettings;
  readonly delayMs: number;
  readonly probeIntervalMs: number;
  readonly signal: AbortSignal;
};

export function planFailover({
  settings = DEFAULT_SETTINGS,
  delayMs = DEFAULTS.delayMs,
  probeIntervalMs = DEFAULTS.probeIntervalMs,
  signal = new AbortController().signal,
  ...options
}: FailoverOptions): FailoverPlan {
  return {...options, settings, delayMs, probeIntervalMs, signal};
}
