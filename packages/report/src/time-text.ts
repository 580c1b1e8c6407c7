/**
 * Moments on the axis and in the tables, counted from the run's origin.
 *
 * @module
 */

/** `+3201.213 ms`: to the microsecond, in one unit, so that a column of them is aligned. */
export function momentText(ns: number): string {
  const ms = ns / 1e6;
  return `${ms < 0 ? '−' : '+'}${Math.abs(ms).toFixed(3)} ms`;
}

/** A round-trip time: three significant digits, as ping(8) chooses them. */
export function roundTripText(ns: number): string {
  const ms = ns / 1e6;
  if (ms < 1) return `${ms.toFixed(3)} ms`;
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
}

/** A tick of the axis, in the unit that suits its distance from the next. */
export function tickText(ns: number, step: number): string {
  if (ns === 0) return '0';
  const sign = ns < 0 ? '−' : '+';
  const size = Math.abs(ns);
  if (step >= 1e9) return `${sign}${trim(size / 1e9)} s`;
  if (step >= 1e6)
    return size >= 1e10
      ? `${sign}${(size / 1e9).toFixed(decimals(step / 1e9))} s`
      : `${sign}${trim(size / 1e6)} ms`;
  if (step >= 1e3) return `${sign}${(size / 1e6).toFixed(decimals(step / 1e6))} ms`;
  return `${sign}${(size / 1e3).toFixed(decimals(step / 1e3))} µs`;
}

function decimals(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step)));
}

function trim(value: number): string {
  return String(Number(value.toFixed(3)));
}
