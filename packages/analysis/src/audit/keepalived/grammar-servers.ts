/**
 * Virtual servers, their checks, and BFD, each value tried with `keepalived -t` of 2.2.7. Values that also depend on other lines are in
 * `model/servers.ts`; commands and their users depend on the host.
 *
 * @module
 */

import {block, deprecated, type Grammar, grammar, type Keyword} from './grammar.js';

const CONNECTION = {
  'connect_ip bindto': 'address',
  'connect_port bind_port': 'port',
  bind_if: 'process name',
  connect_timeout: 'some',
  fwmark: 'count',
} as const;

const COMMON = {
  retry: 'count',
  'delay_before_retry warmup': 'wait',
  delay_loop: 'period',
  'alpha log_all_failures': 'switch',
} as const;

/** In a server, these apply to all of its checks. */
const FOR_CHECKS = {
  retry: 'positive',
  'delay_before_retry warmup': 'wait',
  delay_loop: 'period',
  alpha: 'switch',
  connect_timeout: 'some',
  virtualhost: 'word',
} as const;

/** Keywords of other checks: as unknown words they would be mistaken for an unclosed block. */
const NOT_IN_FILES = {
  'retry delay_before_retry warmup delay_loop alpha log_all_failures': 'elsewhere',
} as const;

const URL: Grammar = grammar({
  'path virtualhost': 'word',
  digest: 'digest',
  status_code: 'status codes',
  'regex regex_no_match regex_options regex_min_offset regex_max_offset regex_stack': 'any',
});

const HTTP: Grammar = grammar({
  ...CONNECTION,
  ...COMMON,
  nb_get_retry: deprecated('retry'),
  virtualhost: 'word',
  http_protocol: 'http protocol',
  'enable_sni fast_recovery': 'switch',
  url: block(URL, 'any'),
});

const check = (words: Readonly<Record<string, string | Keyword>>): Keyword => block(grammar(words), 'any');

const REAL_SERVER: Grammar = grammar({
  ...FOR_CHECKS,
  weight: 'times',
  lvs_method: 'forwarding',
  'uthreshold lthreshold': 'count',
  'notify_up notify_down': 'word',
  snmp_name: 'one word',
  'inhibit_on_failure smtp_alert': 'switch',
  'HTTP_GET SSL_GET': block(HTTP, 'any'),
  SMTP_CHECK: check({...CONNECTION, ...COMMON, helo_name: 'word', host: check(CONNECTION)}),
  DNS_CHECK: check({...CONNECTION, ...COMMON, type: 'dns type', name: 'dns name'}),
  BFD_CHECK: check({name: 'word', alpha: 'switch'}),
  FILE_CHECK: check({...NOT_IN_FILES, track_file: 'word', weight: 'file weight'}),
  MISC_CHECK: check({...COMMON, 'misc_path user': 'word', misc_timeout: 'patience', misc_dynamic: 'any'}),
  'PING_CHECK TCP_CHECK': check({...CONNECTION, ...COMMON}),
  UDP_CHECK: check({
    ...CONNECTION,
    ...COMMON,
    payload: 'payload',
    require_reply: 'reply',
    min_reply_length: 'octet0',
    max_reply_length: 'port0',
  }),
});

const VIRTUAL_SERVER: Grammar = grammar({
  ...FOR_CHECKS,
  ip_family: 'family',
  'lb_algo lvs_sched': 'scheduler',
  persistence_engine: 'engine',
  persistence_granularity: 'word',
  'lb_kind lvs_method': 'forwarding',
  protocol: 'transport',
  'quorum_up quorum_down': 'word',
  quorum: 'positive',
  hysteresis: 'count',
  snmp_name: 'one word',
  weight: 'times',
  sorry_server: 'address and port',
  sorry_server_lvs_method: 'forwarding',
  'hashed ops flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback': 'any',
  persistence_timeout: 'persistence',
  'ha_suspend inhibit_on_failure alpha omega sorry_server_inhibit': 'any',
  smtp_alert: 'switch',
  real_server: block(REAL_SERVER, 'needed'),
});

/** At the root of a file. */
export const SERVER_WORDS: Readonly<Record<string, string | Keyword>> = {
  SSL: check({'password ca certificate key': 'word'}),
  virtual_server_group: 'named values',
  virtual_server: block(VIRTUAL_SERVER, 'needed'),
  bfd_instance: check({
    'source_ip neighbor_ip neighbour_ip': 'address',
    'min_rx min_tx': 'milliseconds',
    idle_tx: 'idle milliseconds',
    'multiplier ttl hoplimit': 'octet',
    max_hops: 'hops',
    weight: 'session weight',
    'passive vrrp checker': 'any',
  }),
};
