/**
 * The TCP sessions of a trial's observers, and their server.
 *
 * @module
 */

import {durationWord} from '@vip/analysis/internal';
import {VipError} from '@vip/arp';
import {DEFAULT_TCP_DEADLINE_MS, parseTcpGroups} from '@vip/core/internal';
import {durationFrom, parseDuration} from '../values/duration.js';
import {parsePort} from '../values/number.js';
import {readText, valued} from './option.js';

const GROUP = 'Sessions:';

/** The default: the sessions that show most with the given server. */
export const USUAL = 'usual';

export const TCP = valued(
  '--tcp [sessions]',
  'TCP sessions at each observer, such as idle=20,write=20@10ms,connect@50ms',
  text => (text === USUAL ? USUAL : parseTcpGroups(text, parseDuration)),
)
  .helpGroup(GROUP)
  .preset(USUAL);

export const TCP_DEADLINE = valued(
  '--tcp-deadline <duration>',
  `how long sessions may take to end once the VIP answers again (default: ${durationWord(DEFAULT_TCP_DEADLINE_MS)})`,
  durationFrom(1, '1ms'),
).helpGroup(GROUP);

export const TCP_PORT = valued(
  '--tcp-port <port>',
  "port of your own server on both nodes, instead of the lab's",
  parsePort,
).helpGroup(GROUP);

export const HTTP = valued(
  '--http <path>',
  'HTTP requests to that server as well, over persistent and over new connections',
  parsePath,
).helpGroup(GROUP);

export const SERVER = valued(
  '--server <command>',
  'command that starts that server on both nodes; $PORT $VIP $PREFIX $IFACE $NODE $PEER are set',
  readText,
).helpGroup(GROUP);

/** As it appears in the request line (RFC 9112 §3.2.1): no spaces, nothing that must be escaped. */
function parsePath(text: string): string {
  if (/^\/[!-~]*$/.test(text)) return text;
  throw new VipError('BAD_ARGUMENT', `expected a path such as /health, got ${JSON.stringify(text)}`);
}
