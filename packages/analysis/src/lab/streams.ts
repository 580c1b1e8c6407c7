/**
 * The probe streams: the dense one measures, a second dense one if two addresses are probed, and the one with a probe per second is
 * shown.
 */
export const STREAM = {measure: 'probe', second: 'probe-2', read: 'ping'} as const;

/** The measuring stream of the VIP with this number, from 0: each address that is probed has one. */
export function measureStream(index: number): string {
  return index === 0 ? STREAM.measure : `${STREAM.measure}-${index + 1}`;
}
