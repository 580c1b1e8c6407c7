/**
 * Arguments and options of `vip tickle`.
 *
 * @module
 */

import {ifaces} from '../options/address.js';
import {WAIT} from '../options/amount.js';
import {PACE} from '../options/announcement.js';
import {JSON_LINES} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {
  EVERY,
  KILL,
  LEARN,
  LISTEN,
  SERVED_IP,
  SESSIONS_FROM,
  SHARED_KEY,
  TO,
  VERIFY_CLIENTS,
} from '../options/tickle.js';
import {define, type ValuesOf} from './define.js';

const CALL = 'vip tickle';

const IFACES = ifaces('default: those that hold the address');

const SENDING = [VERIFY_CLIENTS, IFACES, WAIT, PACE] as const;
const LEARNING = [LEARN, EVERY, TO, LISTEN, SHARED_KEY] as const;

export const TICKLE = define({
  name: 'tickle',
  summary: 'reset the clients of a node that is gone, so that they reconnect at once',
  description:
    'Tells the clients of the old node that their TCP sessions are over. Otherwise, idle clients would never find out, and those that write only at their next retransmission.',
  options: [SERVED_IP, SESSIONS_FROM, ...SENDING, KILL, ...LEARNING, ...PLACE_OPTIONS, JSON_LINES],
  modes: [
    ...placeModes(CALL),
    {
      call: `${CALL} --from`,
      when: ({given}) => given(SESSIONS_FROM),
      except: [KILL, ...LEARNING],
    },
    {call: `${CALL} --kill`, when: ({given}) => given(KILL), except: [...SENDING, ...LEARNING]},
    {call: `${CALL} --learn`, when: ({given}) => given(LEARN), except: SENDING},
    {
      call: `${CALL} --to`,
      when: ({given}) => given(TO) && !given(LEARN),
      except: [LISTEN, ...SENDING],
      remedy: 'add --learn FILE',
    },
  ],
  notes: [
    [
      'Run it on the new owner, once that has announced the address. Each client is',
      'sent an out-of-window ACK, as CTDB does; 0.6 s later, if it has not answered, a',
      'SYN+ACK, which passes firewalls that track connections; and a reset if it',
      'answered but this kernel did not reset it. Live sessions are not harmed.',
    ],
    [
      'The list has one session per line, 10.3.2.200:7000 10.3.2.50:40112, or is what',
      'ss -Htn or ctdb gettickles print. It must be kept while the old node is alive:',
      'see --learn.',
    ],
    [
      'With --verify, exit 0 if every client was reset or no longer had its session,',
      '1 otherwise. With --kill, exit 3 if sessions are left.',
    ],
  ],
  examples: [
    ['vip tickle --ip 10.3.2.200 --from sessions', 'in the notify script'],
    ['vip tickle --ip 10.3.2.200 --from sessions --verify'],
    ['vip tickle --ip 10.3.2.200 --kill', 'before a planned move'],
    ['vip tickle --ip 10.3.2.200 --learn sessions', 'on the active node'],
    ['vip tickle --ip 10.3.2.200 --to 10.3.2.12:7999 --key vip.key'],
    ['vip tickle --ip 10.3.2.200 --learn sessions --listen 7999 --key vip.key'],
    ['vip garp --iface eth0 --ip 10.3.2.200 --tickle sessions'],
  ],
});

export type TickleCommandOptions = ValuesOf<typeof TICKLE>;
