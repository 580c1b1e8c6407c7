/**
 * What the doctor checks.
 *
 * @module
 */

import {notAmong} from '@vip/analysis/internal';
import {ROLES, type Role} from '@vip/analysis/internal/doctor';
import {VipError} from '@vip/arp';
import {parseInterface} from '../values/interface-name.js';
import {parseAnnouncedIp} from '../values/station-address.js';
import {flag, valued} from './option.js';

export const VIRTUAL_IP = valued(
  '--ip <address>',
  'the virtual IP, IPv4 or IPv6 (default: those found here)',
  parseAnnouncedIp,
);

export const ON_IFACE = valued(
  '-I, --iface <name>',
  'the interface that has or would get it (default: found by address and route)',
  parseInterface,
  'interface',
);

export const ROLE = valued(
  '--role <role>',
  `role of this host: ${ROLES.join(', ')} (default: depends on where the address is)`,
  parseRole,
  ROLES,
);

export const SERVED_CLIENT = valued('--client <address>', 'a client that must reach it', parseAnnouncedIp);

export const IS_GATEWAY = flag('--is-gateway', 'clients use the address as their gateway');

export const PROBE_WIRE = flag('--probe', 'also ask for it on the wire, and listen for advertisements');

export const KEEP_CHECKING = flag('--watch', 'check again every two seconds and print changes, until ^C');

function parseRole(text: string): Role {
  const role = ROLES.find(each => each === text);
  if (role !== undefined) return role;
  throw new VipError('BAD_ARGUMENT', notAmong('role', ROLES, text));
}
