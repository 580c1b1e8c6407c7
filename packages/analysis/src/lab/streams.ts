/**
 * The probe streams: a dense one for measuring, a second dense one where two addresses are probed, and one of
 * a probe per second for display.
 */
export const STREAM = {measure: 'probe', second: 'probe-2', read: 'ping'} as const;

/** The measuring stream of the VIP with this index, from 0. Each probed address has its own. */
export function measureStream(index: number): string {
  return index === 0 ? STREAM.measure : `${STREAM.measure}-${index + 1}`;
}
