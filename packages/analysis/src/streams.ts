/**
 * The probe streams: the dense one measures, a second dense one if two addresses are probed, and the one with a probe per second is
 * shown.
 */
export const STREAM = {measure: 'probe', second: 'probe-2', read: 'ping'} as const;
