/**
 * Whether the machine's clock was set during a measurement. Frames are dated by the real-time clock, which
 * an operator or an NTP client may set; every difference between two dates is then wrong.
 *
 * @module
 */

import {formatDuration} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';

/** Two clocks at one moment, in nanoseconds: the one that dates frames, and one that cannot be set. */
export interface ClockReading {
  readonly dated: bigint;
  readonly steady: bigint;
  /** By how much the two readings may be apart. */
  readonly errorNs: bigint;
}

/** The two clocks; nanoseconds. */
export interface HostClocks {
  dated(): bigint;
  steady(): bigint;
}

/** CLOCK_REALTIME and CLOCK_MONOTONIC. adjtimex(2) slews both alike, so they diverge only if the first is set. */
const CLOCKS: HostClocks = {dated: kernelTime, steady: () => process.hrtime.bigint()};

/** A reading takes a microsecond; of this many, at least one is not interrupted. */
const READINGS = 50;

/** A smaller step affects no figure. Nanoseconds. */
const NOTHING_NS = 1_000_000n;

/** The tightest of several readings, each of which reads the dating clock between two readings of the other. */
export function readClocks({dated, steady}: HostClocks = CLOCKS): ClockReading {
  let tightest: ClockReading | undefined;
  for (let count = 0; count < READINGS; count++) {
    const before = steady();
    const date = dated();
    const errorNs = steady() - before;
    if (tightest === undefined || errorNs < tightest.errorNs) {
      tightest = {dated: date, steady: before + errorNs / 2n, errorNs};
    }
  }
  return tightest as ClockReading;
}

/** By how much the dating clock was set between two readings, in nanoseconds; undefined if the step is too small to detect. */
export function clockStep(from: ClockReading, to: ClockReading): bigint | undefined {
  const step = to.dated - from.dated - (to.steady - from.steady);
  const size = step < 0n ? -step : step;
  return size > NOTHING_NS + from.errorNs + to.errorNs ? step : undefined;
}

/**
 * Does work whose timestamps must be comparable.
 *
 * @throws VipError `NOT_POSSIBLE` when the clock was set in the meantime
 */
export async function onSteadyClock(work: () => Promise<void>, read = () => readClocks()): Promise<void> {
  const from = read();
  let failure: {readonly cause: unknown} | undefined;
  try {
    await work();
  } catch (cause) {
    failure = {cause}; // possibly because the clock was set
  }
  const step = clockStep(from, read());
  if (step === undefined && failure === undefined) return;
  if (step === undefined) throw failure?.cause;
  const how = `${formatDuration(step < 0n ? -step : step)} ${step < 0n ? 'back' : 'forward'}`;
  throw new VipError(
    'NOT_POSSIBLE',
    `measure: the machine's clock was set ${how} during the run, so its timestamps cannot be compared: run it again`,
    failure,
  );
}
