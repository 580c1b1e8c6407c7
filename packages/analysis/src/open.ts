/** What is still growing, before it is given away as read-only. */
export type Open<T> = {-readonly [K in keyof T]: T[K]};
