/**
 * The keywords that keepalived 2.4 adds to those of 2.2.7, by block.
 *
 * @module
 */

import {block, type Grammar, grammar} from './grammar.js';
import {GLOBAL, GLOBAL_WORDS} from './grammar-global.js';
import {SERVER_WORDS} from './grammar-servers.js';
import {INSTANCE, VRRP_WORDS} from './grammar-vrrp.js';

/** The trailer of draft-cassen-vrrp-auth-hmac. */
export const AUTH_HMAC: Grammar = grammar({
  'key mode anti_replay': 'word',
  active_key: 'octet',
  time_window: 'window',
});

const global24 = (): Grammar =>
  new Map([
    ...GLOBAL,
    ...grammar({
      'v3_checksum_as_v2 use_symlink_paths vrrp_owner_ignore_adverts json_version': 'any',
      'iproute_etc_dir iproute_usr_dir json_dump_file state_dump_file stats_dump_file': 'word',
      'snmp_rs_stats_update_interval snmp_vs_stats_update_interval vrrp_delay_after_boot': 'word',
      dbus_no_interface_name: 'any',
    }),
  ]);

const instance24 = (): Grammar =>
  new Map([
    ...INSTANCE,
    ...grammar({
      'v3_checksum_as_v2 owner_ignore_adverts': 'switch',
      'no_virtual_ipaddress thread_timer_expired timer_expired_backup': 'any',
      auth_hmac: block(AUTH_HMAC),
    }),
  ]);

let root: Grammar | undefined;

/** At the root of a file; built on first use, since most files do not need it. */
export function root24(): Grammar {
  root ??= grammar({
    ...GLOBAL_WORDS,
    ...SERVER_WORDS,
    ...VRRP_WORDS,
    global_defs: block(global24()),
    vrrp_instance: block(instance24(), 'unique'),
  });
  return root;
}
