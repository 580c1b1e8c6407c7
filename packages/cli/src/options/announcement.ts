/**
 * The form of an announcement, and how it is sent.
 *
 * @module
 */

import {durationWord} from '@vip/analysis/internal';
import {ANNOUNCEMENT_FORMS, DEFAULT_ROUND_INTERVAL_MS} from '@vip/arp';
import {parseForm, parseTargetMac, parseVlans} from '../values/announcement.js';
import {parseDuration} from '../values/duration.js';
import {flag, valued, valuedFrom} from './option.js';

const GROUP = 'Announcement:';

export const ANNOUNCEMENT_FORM = valuedFrom(
  '--form <form>',
  'request, reply or both',
  parseForm,
  'both',
  ANNOUNCEMENT_FORMS,
).helpGroup(GROUP);

export const TARGET_MAC = valued(
  '--target-mac <mac>',
  'target MAC of the request (of the reply with --form reply): broadcast, zero, self or an address',
  parseTargetMac,
  ['broadcast', 'zero', 'self'],
).helpGroup(GROUP);

export const NO_OVERRIDE = flag(
  '--no-override',
  'IPv6: announce without the Override flag, so that clients keep the MAC they have',
).helpGroup(GROUP);

export const NO_GARP = flag(
  '--no-garp',
  'announce nothing: clients must find out for themselves, which takes up to a minute',
).helpGroup(GROUP);

export const VLAN = valued(
  '--vlan <id>',
  '802.1Q tag; 100.10 stacks two, 10:5 sets a priority',
  parseVlans,
).helpGroup(GROUP);

export const INTERVAL = valuedFrom(
  '-i, --interval <duration>',
  'time between two rounds',
  parseDuration,
  durationWord(DEFAULT_ROUND_INTERVAL_MS),
);

export const PACE = valued(
  '--pace <duration>',
  'average time between two frames of a round (default: none)',
  parseDuration,
);

export const DETECT = flag(
  '-D, --detect',
  'probe first (RFC 5227); exit 1 and announce nothing if another host has the address',
);

export const ESCALATE = flag('--escalate', 'with --verify: try other forms on neighbours that ignored it');

export const DRY_RUN = flag('-n, --dry-run', 'print each frame with its fields explained; send nothing');
