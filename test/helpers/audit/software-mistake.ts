/**
 * @module
 */

export interface SoftwareMistake {
  readonly code: string;
  readonly how?: string;
  /** A file for each node: lb1, lb2. */
  readonly texts: readonly string[];
  /** What follows from it as well. */
  readonly besides?: readonly string[];
}
