/**
 * What moves the VIP in a trial.
 *
 * @module
 */

import {durationWord, notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {DRIVERS} from '@vip/core';
import type {DriverName} from '@vip/core/internal';
import {DEFAULTS} from '@vip/core/internal/defaults';
import {parseDuration} from '../values/duration.js';
import {collect, flag, readText, valued} from './option.js';
import {oneOfSyntax, withSyntax} from './syntax.js';

const NAMES = Object.keys(DRIVERS) as DriverName[];

export const DRIVER = valued(
  '--driver <name>',
  `what moves the VIP: ${NAMES.join(', ')} (default: vip, or the one that other options imply)`,
  withSyntax(oneOfSyntax(NAMES), parseDriver),
  NAMES,
).helpGroup('Driver:');

export const DAD = flag(
  '--dad',
  'IPv6: the new node detects duplicates before it uses the address, as Linux does by default (nodad otherwise)',
).helpGroup('Driver:');

const KEEPALIVED = 'Driver keepalived:';
const VRRP_DRIVERS = 'Drivers keepalived and frr:';

export const CONFIG = valued(
  '--config <file>',
  'configuration of the active node; given twice, also that of the passive one',
  collect(readText),
).helpGroup(KEEPALIVED);

export const ADVERT_INT = valued(
  '--advert-int <duration>',
  'time between two advertisements (default: 1s); keepalived: VRRP version 3 below 1s',
  parseDuration,
).helpGroup(VRRP_DRIVERS);

export const VRRP = valued(
  '--vrrp <line>',
  'a line for the vrrp_instance ("garp_master_refresh 3"), or after vrrp 51 ("version 2"); repeatable',
  collect(readText),
).helpGroup(VRRP_DRIVERS);

export const KEEPALIVED_OPTIONS = [CONFIG, ADVERT_INT, VRRP] as const;

export const FRR_OPTIONS = [ADVERT_INT, VRRP] as const;

const EXEC = 'Driver exec:';

export const NODE_UP = valued(
  '--node-up <command>',
  'makes a node the holder; $VIP $PREFIX $IFACE $NODE $PEER are set, with IPv6 $VIP6 $PREFIX6',
  readText,
).helpGroup(EXEC);

export const NODE_DOWN = valued('--node-down <command>', 'makes a node release the VIP', readText).helpGroup(
  EXEC,
);

export const NODE_CMD = valued(
  '--node-cmd <command>',
  'a program that moves the VIP by itself; started in both nodes',
  readText,
).helpGroup(EXEC);

export const PATIENCE = valued(
  '--patience <duration>',
  `how long the program may take to act (default: ${durationWord(DEFAULTS.patienceMs)})`,
  parseDuration,
).helpGroup(EXEC);

export const EXEC_OPTIONS = [NODE_UP, NODE_DOWN, NODE_CMD, PATIENCE] as const;

function parseDriver(text: string): DriverName {
  const driver = NAMES.find(known => known === text);
  if (driver !== undefined) return driver;
  throw new VipError('BAD_ARGUMENT', notAmong('driver', NAMES, text));
}
