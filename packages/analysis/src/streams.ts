/** The two probe streams: the dense one measures, the one with a probe per second is shown. */
export const STREAM = {measure: 'probe', read: 'ping'} as const;
