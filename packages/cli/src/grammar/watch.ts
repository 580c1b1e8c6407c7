/**
 * Arguments and options of `vip watch`.
 *
 * @module
 */

import {ifaces} from '../options/address.js';
import {STOP_AFTER} from '../options/amount.js';
import {FROM, SSH_CONFIG} from '../options/cluster.js';
import {JUDGING} from '../options/judging.js';
import {filter} from '../options/listening.js';
import {JSON_LINES} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {ON_EVENT, SERVE_METRICS, STATE, WATCHED_IP} from '../options/watching.js';
import {define, type ValuesOf} from './define.js';

const IFACES = ifaces('watches here instead of reading a file; default with --ip: where the address is');
const OF_FILE = [WATCHED_IP, ...JUDGING, JSON_LINES, ON_EVENT] as const;

export const WATCH = define({
  name: 'watch',
  summary: 'report each move and outage of many addresses as it happens, with metrics',
  description:
    'vip explain live, for months: one line for each move, outage, announcement and lost master, and metrics for Prometheus.',
  options: [
    IFACES,
    WATCHED_IP,
    filter('the default'),
    STOP_AFTER,
    ...JUDGING,
    SERVE_METRICS,
    STATE,
    ON_EVENT,
    FROM,
    SSH_CONFIG,
    ...PLACE_OPTIONS,
    JSON_LINES,
  ],
  modes: [
    ...placeModes('vip watch'),
    {
      call: 'vip watch FILE',
      when: ({args}) => args[0] !== undefined,
      reads: OF_FILE,
      remedy: 'it does not apply to a file',
    },
    {
      call: 'vip watch --from',
      when: ({given}) => given(FROM),
      except: [IFACES, ...PLACE_OPTIONS],
      remedy: 'NAME=IFACE watches here, and netns://NAME in a network namespace',
    },
    {
      call: 'vip watch without --from',
      when: ({given}) => !given(FROM),
      except: [SSH_CONFIG],
      remedy: 'add --from NAME=ssh://HOST/IFACE',
    },
  ],
  notes: [
    [
      'Without --ip, the addresses of virtual routers and those that move are watched.',
      'SIGHUP rereads the list of --ip @FILE, SIGUSR2 prints the current owners, and',
      '^C or SIGTERM ends it.',
    ],
    ['Events, metrics, alerts, a dashboard, a systemd unit: docs/watch.md.'],
  ],
  examples: [
    ['vip watch --iface eth0'],
    ['vip watch --iface eth0 --ip @/etc/vip/addresses --listen 9798'],
    ['vip watch --iface eth0 --ip 10.3.2.200 --state /var/lib/vip/watch.json'],
    [`vip watch --iface eth0 --on-event 'logger -t vip "$VIP_TEXT"'`],
    ['vip watch --from lb1=ssh://root@lb1/eth0 --from here=eth0'],
    ['vip watch yesterday.pcapng --json > events.jsonl'],
  ],
  completion: 'file',
});

export type WatchCommandOptions = ValuesOf<typeof WATCH>;
