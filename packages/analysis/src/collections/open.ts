/** A value under construction, before it is published as read-only. */
export type Open<T> = {-readonly [K in keyof T]: T[K]};
