/**
 * The effect of a keyword without its value: keepalived exits, or rejects the line. With 2.2.7 each keyword was tried alone: `-t` exits
 * with 2, and the parent exits because of the child's "permanent error" (`null_strvec()`).
 *
 * @module
 */

/** By block, for keywords rejected only there. */
const REFUSED: ReadonlySet<string> = new Set(
  (
    'net_namespace instance router_id notification_email_from default_interface script_user startup_script shutdown_script ' +
    'snmp_socket reload_time_file startup_script_timeout shutdown_script_timeout min_auto_priority_delay lvs_timeouts ' +
    'lvs_sync_daemon vrrp_garp_extra_if vrrp_priority checker_priority bfd_priority vrrp_rt_priority checker_rt_priority ' +
    'bfd_rt_priority notify_fifo vrrp_notify_fifo lvs_notify_fifo notify_fifo_script vrrp_notify_fifo_script ' +
    'lvs_notify_fifo_script dbus_service_name tmp_config_directory vrrp_netlink_cmd_rcv_bufs vrrp_netlink_monitor_rcv_bufs ' +
    'process_monitor_rcv_bufs lvs_netlink_cmd_rcv_bufs lvs_netlink_monitor_rcv_bufs vrrp_rx_bufs_policy ' +
    'vrrp_rx_bufs_multiplier garp_extra_if kernel_rx_buf_size script file password ca certificate key virtualhost snmp_name ' +
    'sorry_server_lvs_method http_protocol helo_name misc_path payload ' +
    'include_check vrrp_cpu_affinity checker_cpu_affinity bfd_cpu_affinity neighbor_ip neighbour_ip'
  ).split(' '),
);

const REFUSED_IN: Readonly<Record<string, readonly string[]>> = {
  track_file: ['weight'],
  vrrp_track_file: ['weight'],
  vrrp_track_process: ['weight'],
  BFD_CHECK: ['name'],
  MISC_CHECK: ['user'],
  FILE_CHECK: ['weight', 'retry', 'delay_before_retry', 'warmup', 'delay_loop', 'alpha', 'log_all_failures'],
};

/** @param block the keyword of the enclosing block; empty at root */
export function endsWithoutValue(keyword: string, block: string): boolean {
  return !REFUSED.has(keyword) && !REFUSED_IN[block]?.includes(keyword);
}
