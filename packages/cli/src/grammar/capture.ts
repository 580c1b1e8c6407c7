/**
 * Arguments and options of `vip capture`.
 *
 * @module
 */

import {ifaces, ONLY_IP} from '../options/address.js';
import {MOST_FRAMES, STOP_AFTER} from '../options/amount.js';
import {filter, ONLY_GARP} from '../options/listening.js';
import {JSON_LINES, WRITE} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {define, type ValuesOf} from './define.js';

const OF_FILE = [ONLY_GARP, ONLY_IP, MOST_FRAMES, WRITE, JSON_LINES] as const;

export const CAPTURE = define({
  name: 'capture',
  summary: 'show ARP as it happens, or from a file, and explain each announcement',
  description:
    'Shows ARP frames and IPv6 neighbour advertisements, one per line, and reports every address that moves.',
  options: [
    ifaces('default: all that are up'),
    ONLY_GARP,
    ONLY_IP,
    filter('ARP and IPv6 advertisements'),
    MOST_FRAMES,
    STOP_AFTER,
    ...PLACE_OPTIONS,
    WRITE,
    JSON_LINES,
  ],
  modes: [
    ...placeModes('vip capture'),
    {
      call: 'vip capture FILE',
      when: ({args}) => args[0] !== undefined,
      reads: OF_FILE,
      remedy: 'it does not apply to a file',
    },
    {
      call: 'vip capture --write -',
      when: ({value}) => value(WRITE) === '-',
      except: [JSON_LINES],
      remedy: 'both would go to standard output',
    },
  ],
  notes: [
    [
      '--write stores everything vip explain needs: ARP, VRRP and all IP',
      'traffic, only that of --ip ADDRESS, or whatever --filter matches.',
    ],
    [
      'Until they are read, frames wait in the kernel, in 32 MiB per interface and',
      'at most 128 MiB in total. With many interfaces each gets less, with a warning.',
    ],
  ],
  examples: [
    ['vip capture', 'all interfaces, until ^C'],
    ['vip capture --iface eth0 --garp', 'announcements only'],
    ['vip capture --iface eth0 --garp --ip 10.3.2.200 --write failover.pcapng'],
    ['vip explain failover.pcapng', 'what happened during that time'],
    ['vip capture failover.pcapng --garp'],
  ],
  completion: 'file',
});

export type CaptureCommandOptions = ValuesOf<typeof CAPTURE>;
