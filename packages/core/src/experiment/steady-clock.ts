/**
 * Whether the machine's clock was set while we measured. Frames are dated by the clock that shows the time of day, which
 * an operator or an NTP client may set; every difference between two dates is then wrong.
 *
 * @module
 */

import {formatDuration} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';

/** Two clocks at one moment, in nanoseconds: the one that dates frames, and one that cannot be set. */
export interface ClockReading {
  readonly dated: bigint;
  readonly steady: bigint;
}

/** What reading the two, one after the other on a busy machine, can make them differ. Nanoseconds. */
const READING_NS = 20_000_000n;

/** adjtimex(2) lets a clock be slewed by a two-thousandth of the time that passes. */
const SLEW_PART = 2000n;

/** By how much the dating clock was set between two readings, in nanoseconds; undefined when it was only slewed. */
export function clockStep(from: ClockReading, to: ClockReading): bigint | undefined {
  const passed = to.steady - from.steady;
  const step = to.dated - from.dated - passed;
  const size = step < 0n ? -step : step;
  return size > READING_NS + passed / SLEW_PART ? step : undefined;
}

/**
 * Does work whose dates have to be comparable.
 *
 * @throws VipError `NOT_POSSIBLE` when the clock was set meanwhile
 */
export async function onSteadyClock(work: () => Promise<void>, read = readClocks): Promise<void> {
  const from = read();
  await work();
  const step = clockStep(from, read());
  if (step === undefined) return;
  const how = `${formatDuration(step < 0n ? -step : step)} ${step < 0n ? 'back' : 'forward'}`;
  throw new VipError(
    'NOT_POSSIBLE',
    `measure: the machine's clock was set ${how} meanwhile, so no two dates compare: run it again`,
  );
}

function readClocks(): ClockReading {
  return {dated: kernelTime(), steady: process.hrtime.bigint()};
}
