/** The two probe streams: the dense one measures, the one that is a second apart is for reading. */
export const STREAM = {measure: 'probe', read: 'ping'} as const;
