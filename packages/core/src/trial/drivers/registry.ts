/**
 * All drivers, in the order in which they are listed.
 *
 * @module
 */

import type {DriverKind} from './driver-kind.js';
import {type ExecOptions, exec} from './exec.js';
import {type FrrOptions, frr} from './frr.js';
import {type KeepalivedOptions, keepalived} from './keepalived.js';
import {ucarp} from './ucarp.js';
import {type VipDriverOptions, vip} from './vip.js';

const ALL = [vip, keepalived, ucarp, frr, exec] as const;

export type DriverName = (typeof ALL)[number]['name'];

/** The options of all drivers: each reads its own, which no other has. */
export interface DriverOptions extends VipDriverOptions, KeepalivedOptions, FrrOptions, ExecOptions {}

/** Every driver by its name. */
export const DRIVERS = Object.fromEntries(ALL.map(kind => [kind.name, kind])) as Readonly<
  Record<DriverName, DriverKind<DriverOptions>>
>;
