/**
 * A trial on machines that exist: which, what is done to them, and with whose consent.
 *
 * @module
 */

import {parseTarget, parseVantage, TRANSPORTS} from '@vip/core/cluster';
import {parseInterface} from '../option-parsers.js';
import {collect, flag, readText, valued} from './option.js';

const GROUP = 'Cluster that exists:';

const SCHEMES = TRANSPORTS.map(({scheme, form}) => `${scheme}://${form}`).join(', ');

const readTarget = (text: string) => parseTarget(text, parseInterface);

export const ON = valued(
  '--on <name=target/iface>',
  `a machine between which the address moves, and its interface: ${SCHEMES}; repeatable`,
  collect(readTarget),
).helpGroup(GROUP);

export const OBSERVER = valued(
  '--observer <name=target/iface>',
  'a machine that pings the address; repeatable',
  collect(readTarget),
).helpGroup(GROUP);

export const FROM = valued(
  '--from <source>',
  `capture at NAME=TARGET/IFACE, or at NAME=IFACE of this machine: ${SCHEMES}; repeatable`,
  collect(text => parseVantage(text, parseInterface)),
).helpGroup('Where:');

export const DO = valued('--do <command>', 'the fault: run here, by sh', readText).helpGroup(GROUP);

export const UNDO = valued(
  '--undo <command>',
  'undoes it after each run, by sh; needed for several runs',
  readText,
).helpGroup(GROUP);

export const YES = flag('--yes', 'go ahead without asking, as without a terminal').helpGroup(GROUP);

export const SSH_CONFIG = valued(
  '--ssh-config <file>',
  "configuration for ssh, in place of the user's own",
  readText,
  'file',
).helpGroup(GROUP);

export const CLUSTER_OPTIONS = [ON, OBSERVER, DO, UNDO, YES, SSH_CONFIG] as const;
