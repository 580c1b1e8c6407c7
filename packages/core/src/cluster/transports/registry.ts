/**
 * Every transport by its scheme.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {EXEC_TRANSPORT} from './exec.js';
import {NETNS_TRANSPORT} from './netns.js';
import {SSH_TRANSPORT} from './ssh.js';
import type {Reach, ReachOptions, Transport} from './transport.js';

export const TRANSPORTS: readonly Transport[] = [SSH_TRANSPORT, NETNS_TRANSPORT, EXEC_TRANSPORT];

/** @throws VipError `BAD_ARGUMENT` */
export function reachOf(target: string, options: ReachOptions): Reach {
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(target) ?? [];
  const transport = TRANSPORTS.find(each => each.scheme === scheme);
  if (transport !== undefined) return transport.reach(rest, options);
  const forms = TRANSPORTS.map(each => `${each.scheme}://${each.form}`);
  throw new VipError('BAD_ARGUMENT', notAmong('target', forms, target));
}
