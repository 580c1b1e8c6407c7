/**
 * The size of a terminal.
 *
 * @module
 */

/** The size of a terminal, in characters. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The usual size for a terminal that does not report its own (0 by 0). */
export function sizeOf({columns, rows}: {readonly columns?: number; readonly rows?: number}): Size {
  return {width: columns || 80, height: rows || 24};
}
