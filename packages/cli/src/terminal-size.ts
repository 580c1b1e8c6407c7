/**
 * The size of a terminal.
 *
 * @module
 */

/** Of the terminal, in characters. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A terminal that does not report its size (0 by 0) has the usual one. */
export function sizeOf({columns, rows}: {readonly columns?: number; readonly rows?: number}): Size {
  return {width: columns || 80, height: rows || 24};
}
