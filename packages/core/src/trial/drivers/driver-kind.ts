/**
 * What a driver is before it is told its options: one object in a file of its own, which the registry names.
 *
 * @module
 */

import type {Driver} from '../driver.js';

export interface DriverKind<Options> {
  /** As the user writes it. */
  readonly name: string;
  /** What moves the VIP. */
  readonly means: string;
  /** @throws VipError `BAD_ARGUMENT` for options that make no driver */
  make(options: Options): Driver;
}
