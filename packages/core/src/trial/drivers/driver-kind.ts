/**
 * A driver before it is given its options: one object in a file of its own, listed in the registry.
 *
 * @module
 */

import type {Driver} from '../driver.js';

/** A driver that can be chosen by its name. */
export interface DriverKind<Options> {
  /** As the user writes it. */
  readonly name: string;
  /** What moves the VIP. */
  readonly means: string;
  /** @throws VipError `BAD_ARGUMENT` for options that make no driver */
  make(options: Options): Driver;
}
