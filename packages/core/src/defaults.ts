/**
 * What holds where nobody says otherwise. The command line takes it from here, so that a program of one's own and
 * `vip` do the same; as an entry point of its own (`@vip/core/defaults`), since help and usage need no lab.
 *
 * @module
 */

/** All but the numbers of times in milliseconds. */
export const DEFAULTS = {
  /** Countdown before the failover, and again before the announcement. */
  delayMs: 10_000,
  /** Between two probes of an observer. */
  probeIntervalMs: 5,
  /** Between two pings of an observer in a lab that is explored. */
  pingIntervalMs: 100,
  /**
   * How long the recovery is waited for. The kernel may take 53 s to heal a cache by itself (reachable for 45 s at
   * most, then 5 s DELAY and 3 probes a second apart); and some slack.
   */
  timeoutMs: 75_000,
  /** How long a trial goes on looking after the recovery. */
  settleMs: 300,
  /** How long a program that moves the address by itself may take to act. */
  patienceMs: 10_000,
  /** How often it is asked who holds an address, and how long each time for answers. */
  askRounds: 3,
  askWaitMs: 300,
} as const;
