/**
 * How much garbage a long reading may leave before it is collected.
 *
 * @module
 */

import {setFlagsFromString} from 'node:v8';

/** Little is kept of a million frames (40 MB), but V8 lets garbage grow to a multiple of that before collecting it. */
export function collectGarbageSoon(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

/**
 * Keeps V8's space for new objects from growing to 32 MB, which a flood of addresses fills with objects that are kept. Not for a watch: each of its
 * looks makes many objects that are not, and collecting them takes longer in a small space.
 */
export function limitNewObjects(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
