/**
 * `global_defs`, and other keywords at the root.
 *
 * @module
 */

import {block, deprecated, type Grammar, grammar, type Keyword} from './grammar.js';

export const GLOBAL: Grammar = grammar({
  process_names: 'any',
  'process_name vrrp_process_name checker_process_name lvs_process_name bfd_process_name': 'process name',
  'router_id notification_email_from default_interface script_user': 'word',
  smtp_helo_name: 'any',
  smtp_server: 'server',
  smtp_connect_timeout: 'timeout',
  notification_email: 'values',
  'smtp_alert smtp_alert_vrrp smtp_alert_checker checker_log_all_failures': 'switch',
  'startup_script shutdown_script snmp_socket reload_time_file': 'one word',
  'startup_script_timeout shutdown_script_timeout': 'whole1',
  min_auto_priority_delay: 'microseconds',
  lvs_timeouts: 'server timeouts',
  lvs_sync_daemon: 'sync daemon',
  vrrp_garp_extra_if: 'extra interfaces 1',
  vrrp_vmac_garp_intvl: deprecated('vrrp_garp_extra_if'),
  dynamic_interfaces: 'interface changes',
  'max_auto_priority no_email_faults disable_local_igmp lvs_flush': 'any',
  'lvs_flush_on_stop lvs_flush_onstop': 'flush',
  'vrrp_mcast_group4 vrrp_mcast_group6': 'word',
  'vrrp_garp_master_delay vrrp_garp_lower_prio_delay': 'whole',
  vrrp_garp_master_refresh: 'count',
  'vrrp_garp_master_repeat vrrp_garp_master_refresh_repeat': 'count1',
  vrrp_garp_lower_prio_repeat: 'times0',
  vrrp_down_timer_adverts: 'adverts',
  'vrrp_garp_interval vrrp_gna_interval': 'some',
  'vrrp_min_garp vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert': 'switch',
  'vrrp_strict vrrp_check_unicast_src vrrp_skip_check_adv_addr': 'any',
  vrrp_version: 'version',
  'nftables_priority nftables_ipvs_priority': 'integer',
  nftables_ipvs_start_fwmark: 'positive',
  'vrrp_iptables vrrp_ipsets': 'iptables',
  'nftables nftables_ifindex nftables_counters nftables_ipvs': 'any',
  'vrrp_priority checker_priority bfd_priority': 'nice',
  'vrrp_rt_priority checker_rt_priority bfd_rt_priority': 'realtime',
  'vrrp_cpu_affinity checker_cpu_affinity bfd_cpu_affinity': 'processors',
  'vrrp_rlimit_rttime vrrp_rlimit_rtime checker_rlimit_rttime checker_rlimit_rtime': 'times',
  'bfd_rlimit_rttime bfd_rlimit_rtime': 'times',
  'vrrp_no_swap checker_no_swap bfd_no_swap': 'any',
  'notify_fifo vrrp_notify_fifo lvs_notify_fifo': 'word',
  'notify_fifo_script vrrp_notify_fifo_script lvs_notify_fifo_script': 'word',
  'vrrp_notify_priority_changes vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs_force':
    'switch',
  'lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs_force rs_init_notifies': 'switch',
  'process_monitor_rcv_bufs_force no_checker_emails data_use_instance': 'switch',
  'dbus_service_name vmac_prefix vmac_addr_prefix config_save_dir tmp_config_directory': 'word',
  'enable_traps enable_snmp_vrrp enable_snmp_keepalived enable_snmp_rfc enable_snmp_rfcv2': 'any',
  'enable_snmp_rfcv3 enable_snmp_checker enable_dbus enable_script_security': 'any',
  'vrrp_netlink_cmd_rcv_bufs vrrp_netlink_monitor_rcv_bufs process_monitor_rcv_bufs': 'count',
  'lvs_netlink_cmd_rcv_bufs lvs_netlink_monitor_rcv_bufs random_seed': 'count',
  vrrp_rx_bufs_policy: 'buffer policy',
  vrrp_rx_bufs_multiplier: 'multiplier',
  umask: 'file mode',
  vrrp_startup_delay: 'startup',
  'log_unknown_vrids reload_check_config reload_repeat reload_file': 'any',
  include_check: 'include check',
  fifo_write_vrrp_states_on_reload: 'any',
});

/** At the root of a file. */
export const GLOBAL_WORDS: Readonly<Record<string, string | Keyword>> = {
  'linkbeat_use_polling net_namespace_ipvs namespace_with_ipsets use_pid_dir': 'any',
  'net_namespace instance': 'word',
  child_wait_time: 'count',
  global_defs: block(GLOBAL),
};
