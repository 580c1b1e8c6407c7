/**
 * A trial on real machines: which, what is done to them, and with whose consent.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {parseTarget, parseVantage, TRANSPORTS, type Vantage} from '@vip/core/internal/cluster';
import {parseInterface} from '../values/interface-name.js';
import {collect, flag, readText, valued} from './option.js';

const GROUP = 'Your cluster:';

const SCHEMES = TRANSPORTS.map(({scheme, form}) => `${scheme}://${form}`).join(', ');

const readTarget = (text: string) => parseTarget(text, parseInterface);

export const ON = valued(
  '--on <name=target/iface>',
  `a machine that may hold the address, and its interface: ${SCHEMES}; repeatable`,
  collect(readTarget),
).helpGroup(GROUP);

export const OBSERVER_MACHINE = valued(
  '--observer <name=target/iface>',
  'a machine that pings the address; repeatable',
  collect(readTarget),
).helpGroup(GROUP);

export const FROM = valued(
  '--from <source>',
  `capture at NAME=TARGET/IFACE, or at NAME=IFACE of this machine: ${SCHEMES}; repeatable`,
  collect(text => parseVantage(text, parseInterface)),
).helpGroup('Where:');

export const DO = valued(
  '--do <command>',
  'the fault: a command that sh runs on this machine',
  readText,
).helpGroup(GROUP);

export const UNDO = valued(
  '--undo <command>',
  'undoes the fault after each run; required with --runs',
  readText,
).helpGroup(GROUP);

export const YES = flag('--yes', 'go ahead without asking; required without a terminal').helpGroup(GROUP);

export const SSH_CONFIG = valued(
  '--ssh-config <file>',
  "configuration for ssh, instead of the user's own",
  readText,
  'file',
).helpGroup(GROUP);

export const CLUSTER_OPTIONS = [ON, OBSERVER_MACHINE, DO, UNDO, YES, SSH_CONFIG] as const;

/** @throws VipError `BAD_ARGUMENT` for two places of one name */
export function refuseTwice(vantages: readonly Vantage[]): void {
  const names = vantages.map(({name}) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new VipError('BAD_ARGUMENT', `--from: expected each name once, got ${twice} twice`);
}
