/**
 * Arguments and options of `vip who`.
 *
 * @module
 */

import {DEFAULTS} from '@vip/core/internal/defaults';
import {IFACE} from '../options/address.js';
import {count, WAIT} from '../options/amount.js';
import {JSON_LINES} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {define, type ValuesOf} from './define.js';

export const WHO = define({
  name: 'who',
  summary: 'ask which machines hold an address, and wait for all the answers',
  description: 'Asks for an address several times and counts every answer: one owner, several, or none.',
  options: [IFACE, count('how often to ask', DEFAULTS.askRounds), WAIT, ...PLACE_OPTIONS, JSON_LINES],
  modes: placeModes('vip who'),
  notes: [
    ['Exit 0 if exactly one machine holds it, 1 if several do, or none.'],
    [
      'Several MACs may belong to one machine. For IPv4 (ARP flux), each is sent echo',
      'requests, whose replies one machine numbers from a single counter. For IPv6, a',
      'request for an address that only one of them answers for is sent to another:',
      'one machine replies, a router reports "time exceeded". Where that is',
      'inconclusive, they count as several, and both readings are printed: IPv6 packets',
      'have no number, there may be no such address, and silence proves nothing,',
      'because firewalls and some systems drop such requests.',
    ],
  ],
  examples: [
    ['vip who 10.3.2.200 --iface eth0'],
    ['vip who fd00:3:2::200 --iface eth0'],
    ['vip who 10.3.2.200 --iface eth0 --count 10 --wait 100ms'],
  ],
});

export type WhoCommandOptions = ValuesOf<typeof WHO>;
