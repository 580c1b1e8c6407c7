/**
 * Arguments and options of `vip garp`.
 *
 * @module
 */

import {DEFAULT_ROUNDS, type IpAddress, isOfIpv6} from '@vip/arp';
import {ANNOUNCED, ANNOUNCED_MAC, IFACE, VERIFY} from '../options/address.js';
import {count} from '../options/amount.js';
import {
  ANNOUNCEMENT_FORM,
  DETECT,
  DRY_RUN,
  ESCALATE,
  INTERVAL,
  PACE,
  TARGET_MAC,
  VLAN,
} from '../options/announcement.js';
import {forceOption, JSON_LINES} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {TICKLE_LIST} from '../options/tickle.js';
import {define, type ValuesOf} from './define.js';

const ROUNDS = count('rounds to send', DEFAULT_ROUNDS);

const ANYWAY = forceOption('with --detect: announce anyway');

const CALL = 'vip garp';

/** Options that do more than send. */
export const BEYOND_SENDING = [...PLACE_OPTIONS, DRY_RUN, DETECT, VERIFY, TICKLE_LIST] as const;

export const GARP = define({
  name: 'garp',
  summary: 'announce an address: tell every neighbour where it is now',
  description:
    'Announces addresses with gratuitous ARP or unsolicited neighbour advertisements (IPv6), and prints what was sent.',
  options: [
    IFACE,
    ANNOUNCED,
    ROUNDS,
    INTERVAL,
    PACE,
    DETECT,
    ANYWAY,
    VERIFY,
    ESCALATE,
    TICKLE_LIST,
    DRY_RUN,
    ANNOUNCED_MAC,
    ANNOUNCEMENT_FORM,
    TARGET_MAC,
    VLAN,
    ...PLACE_OPTIONS,
    JSON_LINES,
  ],
  modes: [
    ...placeModes(CALL),
    {
      call: `${CALL} without --detect`,
      when: ({given}) => !given(DETECT),
      except: [ANYWAY],
      remedy: 'add --detect, or leave it out',
    },
    {
      call: `${CALL} without --verify`,
      when: ({given}) => !given(VERIFY),
      except: [ESCALATE],
      remedy: 'add --verify',
    },
    {
      call: `${CALL} --dry-run`,
      when: ({given}) => given(DRY_RUN),
      except: [DETECT, ANYWAY, VERIFY, ESCALATE, TICKLE_LIST],
      remedy: 'nothing is sent',
    },
    {
      call: `${CALL} --tickle`,
      when: ({given}) => given(TICKLE_LIST),
      except: [VERIFY, ESCALATE, ANNOUNCED_MAC, VLAN],
      remedy: 'run vip garp, then vip tickle',
    },
    {
      call: `${CALL} with an IPv6 address`,
      when: ({value}) => (value(ANNOUNCED) as IpAddress[] | undefined)?.some(isOfIpv6) === true,
      except: [ANNOUNCEMENT_FORM, TARGET_MAC, DETECT, ANYWAY],
      remedy: 'it applies to ARP only',
    },
  ],
  notes: [
    ['Each of several addresses is announced once before any is repeated.'],
    [
      'With --verify, exit 0 if every neighbour asked follows, 1 if one was seen',
      'sending to another MAC, 3 if no frame shows the MAC that a neighbour holds,',
      'although it was named or answers other addresses.',
    ],
  ],
  examples: [
    ['vip garp --iface mcv1 --ip 10.3.2.200', 'both forms, twice'],
    ['vip garp --iface eth0 --ip 10.3.2.200 --form reply', 'what arping -A sends'],
    ['vip garp --iface eth0 --ip 10.3.2.200 --dry-run', 'show it, send nothing'],
    ['vip garp --iface eth0 --ip fd00:3:2::200', 'a neighbour advertisement'],
    ['vip garp --iface eth0 --ip 10.3.2.200 --verify 10.3.2.50,10.1.1.1 --escalate'],
    ['vip garp --iface eth0 --ip @vips.txt --pace 1ms', 'many, gently'],
    ['vip garp --iface eth0 --ip 10.3.2.200 --tickle sessions'],
  ],
});

export type GarpCommandOptions = ValuesOf<typeof GARP>;
