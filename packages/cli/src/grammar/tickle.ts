/**
 * What `vip tickle` takes.
 *
 * @module
 */

import {ifaces} from '../options/address.js';
import {WAIT} from '../options/amount.js';
import {PACE} from '../options/announcement.js';
import {JSON_LINES} from '../options/output.js';
import {PLACES, placeModes} from '../options/place.js';
import {
  EVERY,
  FROM,
  KILL,
  LEARN,
  LISTEN,
  SERVED_IP,
  SHARED_KEY,
  TO,
  VERIFY_CLIENTS,
} from '../options/tickle.js';
import {commandOf, define, type Finish, type ValuesOf} from './define.js';

const CALL = 'vip tickle';

const IFACES = ifaces('default: all that are up');

const EVERYWHERE = [SERVED_IP, ...PLACES, JSON_LINES] as const;

const TICKLE = define({
  name: 'tickle',
  summary: 'reset the clients of a node that is gone, so that they reconnect at once',
  description:
    'Tells the clients of the old node that their TCP sessions are over. Idle clients would otherwise never learn, and those that send only with their next retransmission.',
  options: [
    SERVED_IP,
    FROM,
    VERIFY_CLIENTS,
    IFACES,
    WAIT,
    PACE,
    KILL,
    LEARN,
    EVERY,
    TO,
    LISTEN,
    SHARED_KEY,
    ...PLACES,
    JSON_LINES,
  ],
  modes: [
    ...placeModes(CALL),
    {
      call: `${CALL} --from`,
      when: ({given}) => given(FROM),
      reads: [FROM, VERIFY_CLIENTS, IFACES, WAIT, PACE, ...EVERYWHERE],
    },
    {call: `${CALL} --kill`, when: ({given}) => given(KILL), reads: [KILL, ...EVERYWHERE]},
    {
      call: `${CALL} --learn`,
      when: ({given}) => given(LEARN),
      reads: [LEARN, EVERY, TO, LISTEN, SHARED_KEY, ...EVERYWHERE],
    },
    {
      call: `${CALL} --to`,
      when: ({given}) => given(TO) && !given(LEARN),
      reads: [TO, EVERY, SHARED_KEY, ...EVERYWHERE],
    },
  ],
  notes: [
    [
      'On the new owner, once it has the address and has announced it: an ACK that is out',
      'of place goes to each client, as CTDB sends it; to those that do not answer, a',
      'SYN+ACK 0.6 s later, which passes firewalls that track connections; and where an',
      'answer is not reset by this kernel, a reset. Live sessions are not harmed.',
    ],
    [
      'The list has a session a line, 10.3.2.200:7000 10.3.2.50:40112, or is what',
      'ss -Htn or ctdb gettickles print. It has to be kept while the old node lives: see',
      '--learn.',
    ],
    [
      'With --verify exit 0 when every client was reset or had no such session any more,',
      '1 otherwise. With --kill exit 3 when sessions are left.',
    ],
  ],
  examples: [
    ['vip tickle --ip 10.3.2.200 --from /run/vip/sessions', 'in the notify script'],
    ['vip garp --iface eth0 --ip 10.3.2.200 --tickle /run/vip/sessions', 'announce, then reset'],
    ['vip tickle --ip 10.3.2.200 --from /run/vip/sessions --verify'],
    ['vip tickle --ip 10.3.2.200 --learn /run/vip/sessions', 'on the active node, for csync2 or rsync'],
    ['vip tickle --ip 10.3.2.200 --to 10.3.2.12:7999 --key /etc/vip.key', 'or sent to the other node'],
    ['vip tickle --ip 10.3.2.200 --learn /run/vip/sessions --listen 7999 --key /etc/vip.key'],
    ['vip tickle --ip 10.3.2.200 --kill', 'before a planned move, on the old node'],
  ],
});

export type TickleOptions = ValuesOf<typeof TICKLE>;

export function tickleCommand(finish: Finish) {
  return commandOf(TICKLE).action(async options =>
    finish(await (await import('../commands/tickle.js')).tickleClients(options)),
  );
}
