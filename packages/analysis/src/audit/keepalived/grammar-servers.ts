/**
 * Virtual servers, their checks, and BFD: known and balanced, their values are not looked at.
 *
 * @module
 */

import {block, type Grammar, grammar, type Keyword} from './grammar.js';

const CONNECTION = 'connect_ip connect_port bindto bind_port bind_if connect_timeout fwmark';
const COMMON = 'retry delay_before_retry warmup delay_loop alpha log_all_failures';

const URL: Grammar = grammar({
  'path digest status_code virtualhost regex regex_no_match regex_options regex_min_offset': 'any',
  'regex_max_offset regex_stack': 'any',
});

const HTTP: Grammar = grammar({
  [`nb_get_retry virtualhost http_protocol enable_sni fast_recovery ${CONNECTION} ${COMMON}`]: 'any',
  url: block(URL, 'any'),
});

const check = (words: string): Keyword => block(grammar({[words]: 'any'}), 'any');

const REAL_SERVER: Grammar = grammar({
  'weight lvs_method uthreshold lthreshold notify_up notify_down retry virtualhost snmp_name': 'word',
  'delay_before_retry warmup connect_timeout delay_loop': 'word',
  'inhibit_on_failure alpha smtp_alert': 'any',
  'HTTP_GET SSL_GET': block(HTTP, 'any'),
  SMTP_CHECK: block(grammar({[`helo_name ${CONNECTION} ${COMMON}`]: 'any', host: check(CONNECTION)}), 'any'),
  DNS_CHECK: check(`type name ${CONNECTION} ${COMMON}`),
  BFD_CHECK: check('name alpha'),
  FILE_CHECK: check(`track_file weight ${COMMON}`),
  MISC_CHECK: check(`misc_path misc_timeout misc_dynamic user ${COMMON}`),
  'PING_CHECK TCP_CHECK': check(`${CONNECTION} ${COMMON}`),
  UDP_CHECK: check(`payload require_reply min_reply_length max_reply_length ${CONNECTION} ${COMMON}`),
});

const VIRTUAL_SERVER: Grammar = grammar({
  'ip_family retry delay_before_retry warmup connect_timeout delay_loop lb_algo lvs_sched lb_kind lvs_method':
    'word',
  'persistence_engine persistence_granularity protocol virtualhost snmp_name quorum_up quorum_down quorum':
    'word',
  'hysteresis weight sorry_server sorry_server_lvs_method': 'word',
  'hashed ops flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback': 'any',
  'persistence_timeout ha_suspend inhibit_on_failure smtp_alert alpha omega sorry_server_inhibit': 'any',
  real_server: block(REAL_SERVER, 'any'),
});

/** At the root of a file. */
export const SERVER_WORDS: Readonly<Record<string, string | Keyword>> = {
  SSL: check('password ca certificate key'),
  virtual_server_group: 'named values',
  virtual_server: block(VIRTUAL_SERVER, 'any'),
  bfd_instance: check(
    'source_ip neighbor_ip neighbour_ip min_rx min_tx idle_tx multiplier passive ttl hoplimit max_hops weight vrrp checker',
  ),
};
