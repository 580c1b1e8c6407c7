/**
 * The time of day of a frame, as tcpdump prints it.
 *
 * @module
 */

const SECOND_NS = 1_000_000_000n;

let cachedSecond: bigint | undefined;
let cachedText = '';

/** `14:02:11.123456`, local time, as tcpdump prints it. */
export function formatTimeOfDay(at: bigint): string {
  // Towards the past, so that times before 1970, which a file can hold, have a positive fraction as well.
  const nanoseconds = ((at % SECOND_NS) + SECOND_NS) % SECOND_NS;
  const second = (at - nanoseconds) / SECOND_NS;
  if (second !== cachedSecond) {
    cachedSecond = second;
    cachedText = timeOfDay(second);
  }
  return `${cachedText}.${String(nanoseconds / 1000n).padStart(6, '0')}`;
}

/** A second beyond the range of dates stays a number. */
function timeOfDay(second: bigint): string {
  const date = new Date(Number(second) * 1000);
  if (Number.isNaN(date.getTime())) return `${second}`;
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(n => String(n).padStart(2, '0'))
    .join(':');
}
