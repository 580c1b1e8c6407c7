/**
 * All drivers, in the order in which they are listed.
 *
 * @module
 */

import type {DriverKind} from './driver-kind.js';
import {exec} from './exec.js';
import {keepalived} from './keepalived.js';
import {ucarp} from './ucarp.js';
import {vip} from './vip.js';

const ALL = [vip, keepalived, ucarp, exec] as const;

export type DriverName = (typeof ALL)[number]['name'];

/** Every driver by its name. */
export const DRIVERS = Object.fromEntries(ALL.map(kind => [kind.name, kind])) as Readonly<
  Record<DriverName, DriverKind>
>;
