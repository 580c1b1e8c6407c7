/**
 * What `vip watch` watches, and what it does with the events.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {parseAnnouncedIp, parseAnnouncedIps} from '../values/station-address.js';
import {type Endpoint, parseListening} from './endpoint.js';
import {readText, valued} from './option.js';

const GROUP = 'Watching:';

/** How many addresses a page of metrics can hold. */
const MOST_WATCHED = 4096;

export const WATCHED_IP = valued(
  '--ip <address>',
  'watch this address, IPv4 or IPv6; repeatable; @FILE reads one address per line, again on SIGHUP',
  readWatched,
);

export const SERVE_METRICS = valued(
  '--listen <port>',
  'serve metrics for Prometheus on this port of the loopback interface; ADDRESS:PORT for another address',
  readListening,
).helpGroup(GROUP);

export const ON_EVENT = valued(
  '--on-event <command>',
  'run this shell command for each event, with the event as JSON on its standard input and in its environment',
  readText,
).helpGroup(GROUP);

export const STATE = valued(
  '--state <file>',
  'keep the current owners in this file, so that a takeover during a restart is reported',
  readText,
  'file',
).helpGroup(GROUP);

/** Addresses as typed, because a file may be read again. */
function readWatched(text: string, former: readonly string[] = []): string[] {
  const all = [...former, text];
  if (!text.startsWith('@')) parseAnnouncedIp(text);
  watchedAddresses(all);
  return all;
}

/** @throws VipError for a file that cannot be read, or that contains anything other than addresses */
export function watchedAddresses(typed: readonly string[]) {
  const ips = [...new Set(typed.flatMap(text => parseAnnouncedIps(text)))];
  if (ips.length <= MOST_WATCHED) return ips;
  throw new VipError('BAD_ARGUMENT', `expected ${MOST_WATCHED} addresses or fewer, got ${ips.length}`);
}

function readListening(text: string): Endpoint {
  const {host = '127.0.0.1', port} = parseListening(text);
  return {host, port};
}
