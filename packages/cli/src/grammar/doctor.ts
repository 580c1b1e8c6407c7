/**
 * Arguments and options of `vip doctor`.
 *
 * @module
 */

import {ROLES} from '@vip/analysis/internal/doctor';
import {
  IS_GATEWAY,
  KEEP_CHECKING,
  ON_IFACE,
  PROBE_WIRE,
  ROLE,
  SERVED_CLIENT,
  VIRTUAL_IP,
} from '../options/doctor.js';
import {JSON_LINES} from '../options/output.js';
import {PLACE_OPTIONS, placeModes} from '../options/place.js';
import {define, type ValuesOf} from './define.js';
import type {Mode} from './mode.js';

/** Only checks of the owner depend on who its clients are. */
const OTHER_ROLES: Mode[] = ROLES.filter(role => role !== 'active').map(role => ({
  call: `vip doctor --role ${role}`,
  when: ({value}) => value(ROLE) === role,
  except: [SERVED_CLIENT, IS_GATEWAY],
  remedy: 'it concerns the owner of the address',
}));

/** Only an address can be probed. */
const BRIDGE_ALONE: Mode = {
  call: 'vip doctor --role switch without --ip',
  when: ({value, given}) => value(ROLE) === 'switch' && !given(VIRTUAL_IP),
  except: [PROBE_WIRE],
  remedy: 'add --ip ADDRESS',
};

export const DOCTOR = define({
  name: 'doctor',
  summary: 'check this host for anything that would break a virtual IP',
  description:
    'Checks this host as the owner of a virtual IP, the other node, a client or the switch: addresses, routes, kernel settings, firewall, daemons. Changes nothing and, without --probe, sends nothing.',
  options: [
    VIRTUAL_IP,
    ON_IFACE,
    ROLE,
    SERVED_CLIENT,
    IS_GATEWAY,
    PROBE_WIRE,
    KEEP_CHECKING,
    ...PLACE_OPTIONS,
    JSON_LINES,
  ],
  modes: [...placeModes('vip doctor'), ...OTHER_ROLES, BRIDGE_ALONE],
  notes: [
    [
      'Exit 0 if nothing is wrong, 1 for an error or a warning, 3 if a check could',
      'not be performed and nothing else was found. As root, it sees more.',
    ],
  ],
  examples: [
    ['vip doctor'],
    ['vip doctor --ip 10.3.2.200', 'on each node'],
    ['vip doctor --ip 10.3.2.200 --role client', 'on a client'],
    ['sudo vip doctor --ip 10.3.2.200 --probe'],
    ['vip doctor --ip 10.3.2.200 --node ns1', 'in a lab'],
  ],
});

export type DoctorCommandOptions = ValuesOf<typeof DOCTOR>;
