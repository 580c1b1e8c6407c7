/**
 * Arguments and options of `vip explain`.
 *
 * @module
 */

import {ifaces, ONLY_IP} from '../options/address.js';
import {STOP_AFTER} from '../options/amount.js';
import {FROM, SSH_CONFIG} from '../options/cluster.js';
import {JUDGING} from '../options/judging.js';
import {filter} from '../options/listening.js';
import {BRIEF, JSON_LINES, KEEP, REPORT_FILE} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {define, type ValuesOf} from './define.js';

const IFACES = ifaces('captures here instead of reading a file; default with --ip: where the address is');
const OF_FILE = [ONLY_IP, ...JUDGING, BRIEF, REPORT_FILE, JSON_LINES] as const;

export const EXPLAIN = define({
  name: 'explain',
  summary: 'why a failover did or did not take effect, from a capture file or live',
  description:
    'Tells the story of every virtual IP in a capture, or in several captures of one event: which machines held it, which heard of it, which followed, and what went wrong.',
  options: [
    IFACES,
    ONLY_IP,
    filter('the default'),
    STOP_AFTER,
    ...JUDGING,
    FROM,
    SSH_CONFIG,
    ...PLACE_OPTIONS,
    BRIEF,
    KEEP,
    REPORT_FILE,
    JSON_LINES,
  ],
  modes: [
    ...placeModes('vip explain'),
    {
      call: 'vip explain FILE',
      when: ({args: [files]}) => Array.isArray(files) && files.length > 0,
      reads: OF_FILE,
      remedy: 'it does not apply to a file',
    },
    {
      call: 'vip explain --from',
      when: ({given}) => given(FROM),
      except: [IFACES, ...PLACE_OPTIONS],
      remedy: 'NAME=IFACE captures here, and netns://NAME in a network namespace',
    },
    {
      call: 'vip explain without --from',
      when: ({given}) => !given(FROM),
      except: [SSH_CONFIG, KEEP],
      remedy: 'add --from NAME=ssh://HOST/IFACE',
    },
    {
      call: 'vip explain --json',
      when: ({given}) => given(JSON_LINES),
      except: [BRIEF],
      remedy: 'leave one of them out',
    },
  ],
  notes: [['Exit 0 if healthy, 1 if a fault was found, 3 if the capture cannot tell.']],
  examples: [
    ['vip explain failover.pcapng'],
    ['vip explain failover.pcapng --ip 10.3.2.200 --brief'],
    ['vip explain failover.pcapng --report failover.html'],
    ['vip explain lb1.pcapng lb2.pcapng client=laptop.pcapng'],
    ['vip explain failover.pcapng --key /etc/keepalived/keys/vrrp51 --min-outage 3s'],
    ['vip explain --iface eth0 --duration 60s --ip 10.3.2.200'],
    ['vip explain --from lb1=ssh://root@lb1/eth0 --from here=eth0'],
    ['vip explain --from lb1=ssh://root@lb1/eth0 --from here=eth0 --out failover'],
    ['tcpdump -i any -w - | vip explain -'],
  ],
  completion: 'file',
});

export type ExplainCommandOptions = ValuesOf<typeof EXPLAIN>;
