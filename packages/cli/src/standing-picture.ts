/**
 * The picture below all other output on a terminal.
 *
 * @module
 */

/** A picture at the bottom of the terminal: everything printed meanwhile goes above it. */
interface LowerPicture {
  above(text: string): void;
}

export let picture: LowerPicture | undefined;

/** Sets the picture below other output; undefined for none. */
export function standBelow(lower: LowerPicture | undefined): void {
  picture = lower;
}
