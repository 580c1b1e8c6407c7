/**
 * What `vip watch` saves of its state, field by field: the next watch reads it.
 *
 * @module
 */

import {type KnownAddress, type KnownRouter, STATE_VERSION, type WatchState} from '../watch/state.js';
import {
  BOOLEAN,
  type Described,
  field,
  IP,
  listOf,
  MAC,
  MOMENT,
  object,
  optional,
  TEXT,
  wholeNumber,
  wordsOf,
} from './shape.js';
import {VIRTUAL_ROUTER_ID} from './watch-event-fields.js';

const KNOWN_ADDRESS: Described<KnownAddress> = {
  ip: field(IP, 'the address'),
  iface: field(TEXT, 'interface'),
  vlans: field(TEXT, 'VLANs, outermost first; empty if untagged'),
  owner: field(MAC, 'the MAC that has it'),
  heardAt: field(MOMENT, 'when it was last heard of'),
  former: field(
    listOf(
      object<KnownAddress['former'][number]>('former-owner', {
        mac: field(MAC, 'the MAC that had it'),
        at: field(MOMENT, 'until when'),
      }),
    ),
    'the earlier owners, the latest last',
  ),
  announcedAt: optional(MOMENT, 'its last announcement'),
  place: optional(TEXT, 'the place of `--from` that saw it'),
};

const KNOWN_ROUTER: Described<KnownRouter> = {
  network: field(TEXT, 'interface and VLANs'),
  protocol: field(TEXT, 'protocol and version'),
  vrid: field(VIRTUAL_ROUTER_ID, 'number of the virtual router'),
  isIpv6: field(BOOLEAN, 'whether it is for IPv6'),
  router: field(IP, 'its master'),
  lastAt: field(MOMENT, 'when its master was last heard'),
  place: optional(TEXT, 'the place of `--from` that heard it'),
};

export const WATCH_STATE = object<WatchState>('watch-state', {
  kind: field(wordsOf('watch-state'), 'what it is'),
  version: field(wholeNumber(STATE_VERSION, STATE_VERSION), 'version of this format'),
  at: field(MOMENT, 'when it was written'),
  addresses: field(listOf(object<KnownAddress>('known-address', KNOWN_ADDRESS)), 'the watched addresses'),
  routers: field(listOf(object<KnownRouter>('known-router', KNOWN_ROUTER)), 'their virtual routers'),
});
