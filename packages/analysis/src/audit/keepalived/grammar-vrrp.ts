/**
 * The keywords of keepalived's VRRP part.
 *
 * @module
 */

import {block, deprecated, type Grammar, grammar, type Keyword} from './grammar.js';

const NOTIFY = 'notify_backup notify_master notify_fault notify_stop notify';
const TRACKS = 'track_interface track_script track_file track_process track_bfd';

export const INSTANCE: Grammar = grammar({
  'state interface vrf mcast_src_ip unicast_src_ip mcast_dst_ip': 'word',
  'virtual_router_id priority': 'octet',
  unicast_ttl: 'octet0',
  version: 'version',
  advert_int: 'advert',
  preempt_delay: 'delay',
  'garp_master_delay garp_lower_prio_delay': 'whole',
  garp_master_refresh: 'count',
  'garp_master_repeat garp_master_refresh_repeat': 'count1',
  garp_lower_prio_repeat: 'times0',
  down_timer_adverts: 'adverts',
  debug: 'detail',
  'skip_check_adv_addr strict_mode lower_prio_no_advert higher_prio_send_advert smtp_alert': 'switch',
  notify_priority_changes: 'switch',
  'nopreempt preempt accept no_accept promote_secondaries dont_track_primary track_src_ip': 'any',
  'use_vmac use_vmac_addr vmac_xmit_base use_ipvlan': 'any',
  garp_extra_if: 'extra interfaces',
  vmac_garp_intvl: deprecated('garp_extra_if'),
  'unicast_fault_no_peer check_unicast_src old_unicast_checksum native_ipv6': 'any',
  linkbeat_use_polling: deprecated('linkbeat_interfaces'),
  lvs_sync_daemon_interface: deprecated('lvs_sync_daemon'),
  kernel_rx_buf_size: 'count',
  [`${NOTIFY} notify_master_rx_lower_pri`]: 'word',
  notify_deleted: 'any',
  [`virtual_ipaddress virtual_ipaddress_excluded unicast_peer virtual_routes virtual_rules ${TRACKS}`]:
    'values',
  authentication: block(grammar({'auth_type auth_pass': 'word'})),
});

export const SYNC_GROUP: Grammar = grammar({
  group: 'values once',
  [TRACKS]: 'values',
  [NOTIFY]: 'word',
  'smtp_alert notify_priority_changes': 'switch',
  global_tracking: deprecated('track_script and its like in the group'),
  sync_group_tracking_weight: 'any',
});

export const SCRIPT: Grammar = grammar({
  'script user': 'word',
  'interval timeout': 'whole',
  weight: 'weight',
  'rise fall': 'times',
  init_fail: 'any',
});

export const TRACK_FILE: Grammar = grammar({file: 'word', weight: 'weight254', init_file: 'any'});

export const TRACK_PROCESS: Grammar = grammar({
  process: 'word',
  full_command: 'any',
  param_match: 'parameter match',
  quorum: 'port',
  quorum_max: 'port0',
  weight: 'weight254',
  'delay terminate_delay fork_delay': 'process',
});

/** At the root of a file. */
export const VRRP_WORDS: Readonly<Record<string, string | Keyword>> = {
  track_group: block(grammar({group: 'values'}), 'unique'),
  'static_ipaddress static_routes static_rules linkbeat_interfaces interface_up_down_delays': 'values',
  vrrp_sync_group: block(SYNC_GROUP, 'unique'),
  garp_group: block(
    grammar({'garp_interval gna_interval': 'pause', interface: 'word', interfaces: 'values'}),
  ),
  vrrp_instance: block(INSTANCE, 'unique'),
  vrrp_script: block(SCRIPT, 'needed'),
  'track_file vrrp_track_file': block(TRACK_FILE, 'needed'),
  vrrp_track_process: block(TRACK_PROCESS, 'needed'),
};
