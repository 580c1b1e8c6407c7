/**
 * How much garbage a long reading may leave before it is collected.
 *
 * @module
 */

import {setFlagsFromString} from 'node:v8';

/**
 * Little is kept of a million frames (40 MB), but V8 lets garbage grow to a multiple of that before collecting it, and the space for new objects
 * to 32 MB, which a flood of addresses fills with objects that are kept.
 */
export function collectGarbageSoon(): void {
  setFlagsFromString('--heap-growing-percent=30');
  setFlagsFromString('--semi-space-growth-factor=1');
}
