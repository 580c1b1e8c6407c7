/**
 * Default values. The command line uses them as well, so that your own program and
 * `vip` behave alike. A separate entry point (`@vip/core/internal/defaults`), because help and usage need no lab.
 *
 * @module
 */

/** All in milliseconds, except for counts. */
export const DEFAULTS = {
  /** Countdown before the failover, and again before the announcement. */
  delayMs: 10_000,
  /** Between two probes of an observer. */
  probeIntervalMs: 5,
  /** Between two pings of an observer in a lab that is explored. */
  pingIntervalMs: 100,
  /**
   * How long to wait for the recovery. The kernel may take 53 s to correct a cache by itself (reachable for at most 45 s,
   * then 5 s DELAY and 3 probes a second apart), plus some slack.
   */
  timeoutMs: 75_000,
  /** How long a trial keeps observing after the recovery. */
  settleMs: 300,
  /** How long a program that moves the address by itself may take to act. */
  patienceMs: 10_000,
  /** How often to ask who holds an address, and how long to wait for answers each time. */
  askRounds: 3,
  askWaitMs: 300,
} as const;
