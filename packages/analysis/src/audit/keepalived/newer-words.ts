/**
 * Keywords added to keepalived after 2.2.7, up to 2.4.3.
 *
 * @module
 */

export const NEWER_WORDS: ReadonlySet<string> = new Set(
  (
    'active_key anti_replay auth_hmac dbus_no_interface_name iproute_etc_dir iproute_usr_dir json_dump_file ' +
    'json_version mode multihop no_virtual_ipaddress vrrp_owner_ignore_adverts owner_ignore_adverts ' +
    'snmp_rs_stats_update_interval snmp_vs_stats_update_interval state_dump_file stats_dump_file ' +
    'thread_timer_expired time_window timer_expired_backup tls_compliant use_symlink_paths v3_checksum_as_v2 ' +
    'vrrp_delay_after_boot'
  ).split(' '),
);

/**
 * Keywords that imply 2.4: they change what it sends or accepts, and 2.2.7 does not know them. `auth_hmac` is not among them: without an
 * active key it does nothing in 2.4 either.
 */
export const MEANT_FOR_2_4: ReadonlySet<string> = new Set(['active_key', 'v3_checksum_as_v2']);
