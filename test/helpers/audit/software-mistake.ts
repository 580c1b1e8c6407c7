/**
 * @module
 */

export interface SoftwareMistake {
  readonly code: string;
  readonly how?: string;
  /** The nodes' files, lb1's first. */
  readonly texts: readonly string[];
  /** The codes of further findings that follow from it. */
  readonly besides?: readonly string[];
}
