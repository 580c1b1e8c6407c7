/**
 * What is begun on a clock, and is not waited for: the more of it is under way, the rarer it is begun. Pure.
 *
 * Each connection that hangs repeats its SYN once a second (tcp_syn_linear_timeouts), and everybody on its way captures that: begun at
 * the same rate for as long as an address is gone, they fill the record of the run.
 *
 * @module
 */

/** As many begin at full rate: those of an outage of 1.6 s with the usual interval. */
const AT_FULL_RATE = 32;
/** As many more, and the interval is twice as long. */
const TO_HALF = 8;

/**
 * Whether it is begun at a tick of the clock.
 *
 * @param tick counted from 0
 * @param underWay how many have been begun, and neither succeeded nor failed
 */
export function isBegun(tick: number, underWay: number): boolean {
  const halvings = Math.max(0, Math.ceil((underWay + 1 - AT_FULL_RATE) / TO_HALF));
  return tick % 2 ** halvings === 0;
}
