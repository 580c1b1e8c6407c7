/**
 * The machines of a cluster as the user names them: `ns0=ssh://root@lb1/eth0`. Pure but for the transports' own state.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {reachOf} from './transports/registry.js';
import type {Reach, ReachOptions} from './transports/transport.js';

/** A machine, and its interface in the network of the virtual IP. */
export interface Target {
  readonly name: string;
  /** `ssh://root@lb1`. */
  readonly where: string;
  readonly iface: string;
}

/** Names become parts of a run's file names, in which `lab` stands for ourselves. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/;
const TAKEN: ReadonlySet<string> = new Set(['lab', 'lan', 'host', 'tcp']);

/**
 * `NAME=TARGET/IFACE`; the interface follows the last slash.
 *
 * @param parseInterface a name that Linux allows
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseTarget(text: string, parseInterface: (text: string) => string): Target {
  const [, name = '', where = '', iface = ''] = /^([^=]*)=(.*)\/([^/]*)$/.exec(text) ?? [];
  if (!NAME.test(name) || TAKEN.has(name) || !where.includes('://'))
    throw new VipError(
      'BAD_ARGUMENT',
      `target: expected NAME=TARGET/INTERFACE such as lb1=ssh://root@lb1/eth0, got ${JSON.stringify(text)}`,
    );
  const target = {name, where, iface: parseInterface(iface)};
  reachOf(where, {}).close();
  return target;
}

/** Where frames are captured: at an interface of a machine that is reached, or of this one. */
export type Vantage = Target | (Omit<Target, 'where'> & {readonly where: undefined});

/**
 * `NAME=TARGET/IFACE`, or `NAME=IFACE` for an interface of this machine.
 *
 * @param parseInterface a name that Linux allows
 * @throws VipError `BAD_ARGUMENT`
 */
export function parseVantage(text: string, parseInterface: (text: string) => string): Vantage {
  if (text.includes('://')) return parseTarget(text, parseInterface);
  const [, name = '', iface = ''] = /^([^=]*)=([^/]*)$/.exec(text) ?? [];
  if (NAME.test(name)) return {name, where: undefined, iface: parseInterface(iface)};
  throw new VipError(
    'BAD_ARGUMENT',
    `expected NAME=TARGET/INTERFACE such as lb1=ssh://root@lb1/eth0, or NAME=INTERFACE, got ${JSON.stringify(text)}`,
  );
}

/** How it is reached. @throws VipError `BAD_ARGUMENT` */
export function reachTarget({where}: Target, options: ReachOptions): Reach {
  return reachOf(where, options);
}
