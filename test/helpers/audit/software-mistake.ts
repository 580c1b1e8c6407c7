/**
 * @module
 */

export interface SoftwareMistake {
  readonly code: string;
  readonly how?: string;
  /** A file for each node: lb1, lb2. */
  readonly texts: readonly string[];
  /** What also follows from it. */
  readonly besides?: readonly string[];
}
