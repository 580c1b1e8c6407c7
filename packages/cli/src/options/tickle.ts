/**
 * Sessions whose clients are to be reset: the source of their list, and its destination.
 *
 * @module
 */

import type {IpAddress} from '@vip/arp';
import {durationFrom} from '../values/duration.js';
import {parseKeyFile} from '../values/key-file.js';
import {parseAnnouncedIp} from '../values/station-address.js';
import {parseListening, parseReceiver} from './endpoint.js';
import {collect, flag, readText, valued, valuedFrom} from './option.js';

export const SERVED_IP = valued(
  '--ip <address>',
  'the virtual IP, IPv4 or IPv6; repeatable',
  collect(parseAnnouncedIp),
).makeOptionMandatory();

export const SESSIONS_FROM = valued(
  '--from <source>',
  'reset the clients of the sessions in this list; - for standard input, ss for the sessions of this machine',
  readText,
  'file',
);

export const TICKLE_LIST = valued(
  '--tickle <file>',
  'after the first announcement, reset the clients of the sessions in this list (see: vip help tickle)',
  readText,
  'file',
);

export const VERIFY_CLIENTS = valued(
  '--verify [addresses]',
  'print which clients were reset, and exit 1 if one was not; with addresses, of these clients only',
  parseClients,
).preset('all');

export const KILL = flag(
  '--kill',
  'on the node that is about to lose the address: end its sessions, which resets the clients',
);

const LEARNING = 'Learning:';

export const LEARN = valued(
  '--learn <file>',
  'keep the list of sessions in this file, replaced at each change, until ^C',
  readText,
).helpGroup(LEARNING);

export const EVERY = valuedFrom(
  '--every <duration>',
  'how often to look',
  durationFrom(50, '50ms'),
  '1s',
).helpGroup(LEARNING);

export const TO = valued(
  '--to <host:port>',
  'send the list to vip tickle --listen on the other node',
  parseReceiver,
).helpGroup(LEARNING);

export const LISTEN = valued(
  '--listen <port>',
  "with --learn: keep the other node's list instead; ADDRESS:PORT for one address of this machine",
  parseListening,
).helpGroup(LEARNING);

export const SHARED_KEY = valued(
  '--key <file>',
  'with --to and --listen: the key that both nodes have, 32 to 64 octets, as hex:DIGITS or as is',
  text => parseKeyFile(text)[0] as Uint8Array,
).helpGroup(LEARNING);

/** Empty for all of them. */
function parseClients(text: string, former: readonly IpAddress[] = []): IpAddress[] {
  return text === 'all' ? [...former] : [...former, ...text.split(',').map(parseAnnouncedIp)];
}
