/**
 * Addresses on the command line.
 *
 * @module
 */

import {parseSourceMac} from '../values/announcement.js';
import {parseInterface} from '../values/interface-name.js';
import {parseAnnouncedIp, parseAnnouncedIps, parseNeighbours} from '../values/station-address.js';
import {collect, valued} from './option.js';

/** The one interface of a command that sends. */
export const IFACE = valued(
  '-I, --iface <name>',
  'the interface',
  parseInterface,
  'interface',
).makeOptionMandatory();

/** The interfaces of a command that listens. @param standard the default */
export const ifaces = (standard: string) =>
  valued(
    '-I, --iface <name>',
    `the interface; repeatable (${standard})`,
    collect(parseInterface),
    'interface',
  );

/** The addresses to announce. */
export const ANNOUNCED = valued(
  '--ip <address>',
  'the address to announce, IPv4 or IPv6; repeatable; @FILE reads one address per line',
  parseAnnouncedIps,
).makeOptionMandatory();

/** For the output of a command that listens. */
export const ONLY_IP = valued(
  '--ip <address>',
  'only this address, IPv4 or IPv6; repeatable',
  collect(parseAnnouncedIp),
);

export const ANNOUNCED_MAC = valued(
  '--mac <address>',
  "the MAC to announce (default: the interface's own)",
  parseSourceMac,
);

export const VERIFY = valued(
  '--verify [addresses]',
  'then ask these neighbours which MAC they hold; without a value, those seen and the default gateway',
  parseNeighbours,
).preset('seen');
