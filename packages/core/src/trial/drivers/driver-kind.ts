/**
 * What a driver is before it is told its options: one object in a file of its own, which the registry names.
 *
 * @module
 */

import type {Driver} from '../driver.js';
import type {ExecOptions} from './exec.js';
import type {KeepalivedOptions} from './keepalived.js';
import type {VipDriverOptions} from './vip.js';

/** What drivers are told, all together: each reads its own, which no other has. */
export interface DriverOptions extends VipDriverOptions, KeepalivedOptions, ExecOptions {}

export interface DriverKind {
  /** As the user writes it. */
  readonly name: string;
  /** What moves the VIP. */
  readonly means: string;
  /** @throws VipError `BAD_ARGUMENT` for options that make no driver */
  make(options: DriverOptions): Driver;
}
