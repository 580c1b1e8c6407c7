/**
 * Every transport by its scheme.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {EXEC} from './exec.js';
import {NETNS} from './netns.js';
import {SSH} from './ssh.js';
import type {Reach, ReachOptions, Transport} from './transport.js';

export const TRANSPORTS: readonly Transport[] = [SSH, NETNS, EXEC];

/** @throws VipError `BAD_ARGUMENT` */
export function reachOf(target: string, options: ReachOptions): Reach {
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(target) ?? [];
  const transport = TRANSPORTS.find(each => each.scheme === scheme);
  if (transport !== undefined) return transport.reach(rest, options);
  const forms = TRANSPORTS.map(each => `${each.scheme}://${each.form}`);
  throw new VipError('BAD_ARGUMENT', notAmong('target', forms, target));
}
