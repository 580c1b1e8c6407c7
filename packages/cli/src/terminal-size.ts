/**
 * How large a terminal is.
 *
 * @module
 */

/** Of the terminal, in characters. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One that does not say how large it is (0 by 0) has the usual size. */
export function sizeOf({columns, rows}: {readonly columns?: number; readonly rows?: number}): Size {
  return {width: columns || 80, height: rows || 24};
}
