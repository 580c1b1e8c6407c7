/**
 * Operations that are begun on a clock and not waited for: the more are under way, the more rarely a new one is begun. Pure.
 *
 * Each connection that hangs repeats its SYN once a second (tcp_syn_linear_timeouts), and every node on its path captures that: begun at
 * the same rate for as long as an address is gone, they fill the record of the run.
 *
 * @module
 */

/** How many begin at full rate: as many as in an outage of 1.6 s with the default interval. */
const AT_FULL_RATE = 32;
/** After this many more, the interval doubles. */
const TO_HALF = 8;

/**
 * Whether an operation is begun at a tick of the clock.
 *
 * @param tick counted from 0
 * @param underWay how many have been begun, and neither succeeded nor failed
 */
export function isBegun(tick: number, underWay: number): boolean {
  const halvings = Math.max(0, Math.ceil((underWay + 1 - AT_FULL_RATE) / TO_HALF));
  return tick % 2 ** halvings === 0;
}
