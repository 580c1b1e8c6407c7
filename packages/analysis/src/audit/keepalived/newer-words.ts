/**
 * Words that keepalived got after 2.2.7, up to 2.4.3.
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
