/**
 * Configurations generated from keepalived's grammar: blocks, values and layouts of every kind, in one file
 * or in several, included by name and by pattern. keepalived accepts them if their interfaces exist: eth0,
 * eth1, mcv0, mcv1.
 *
 * @module
 */

import type {Random} from '../random.js';
import {laidOut} from './layout.js';

/** A daemon's files: the main one, and the others by path. */
export interface ConfigFiles {
  readonly 'keepalived.conf': string;
  readonly [path: string]: string;
}

/** A line, or a block with its contents. */
export type Node = string | {readonly head: string; readonly inside: readonly Node[]};

type Choices = readonly [string, ...string[]];

const GLOBALS: Choices = [
  'router_id lb1',
  'notification_email_from "keepalived@example.org"',
  'smtp_server 127.0.0.1',
  'smtp_connect_timeout 30',
  'vrrp_garp_master_refresh 30',
  'vrrp_garp_master_repeat 3',
  'vrrp_garp_interval 0.001',
  'vrrp_gna_interval 0.000001',
  'vrrp_higher_prio_send_advert true',
  'vrrp_lower_prio_no_advert off',
  'vrrp_mcast_group4 224.0.0.18',
  'vrrp_startup_delay 1.5',
  'vrrp_down_timer_adverts 3',
  'vrrp_check_unicast_src',
  'vrrp_skip_check_adv_addr',
  'vrrp_priority -5',
  'vrrp_no_swap',
  'max_auto_priority 50',
  'process_names',
  'log_unknown_vrids',
  'vrrp_notify_priority_changes yes',
  'startup_script_timeout 10',
];

const SCRIPT_LINES: Choices = [
  'interval 2',
  'timeout 1',
  'fall 2',
  'rise 3',
  'weight -20',
  'weight 5 reverse',
  'init_fail',
  'user root',
];

const INSTANCE_LINES: Choices = [
  'advert_int 1',
  'nopreempt',
  'preempt_delay 5.5',
  'garp_master_delay 2',
  'garp_master_refresh 10',
  'garp_master_refresh_repeat 2',
  'garp_lower_prio_repeat 1',
  'higher_prio_send_advert',
  'skip_check_adv_addr on',
  'lower_prio_no_advert false',
  'down_timer_adverts 4',
  'debug 2',
  'dont_track_primary',
  'promote_secondaries',
  'accept',
  'smtp_alert no',
  'notify_priority_changes',
  'kernel_rx_buf_size 65536',
];

const VIP_OPTIONS: Choices = [
  '',
  '',
  ' dev mcv0',
  ' dev eth1 scope link',
  ' label mcv0:1',
  ' brd 10.9.8.255',
  ' brd +',
  ' dev mcv0 brd - no_track',
  ' scope global noprefixroute',
  ' home',
];

/** A configuration with a little of nearly everything, different for every state of `random`. */
export function grownConfig(random: Random): ConfigFiles {
  const scripts = names('chk', random, 3);
  const instances = ['VI_1', ...names('VI_x', random, 3)];
  const nodes: Node[] = [
    {
      head: 'global_defs',
      inside: ['script_user root', 'enable_script_security', ...some(GLOBALS, random), ...mail(random)],
    },
    ...scripts.map(name => ({
      head: `vrrp_script ${name}`,
      inside: [
        `script "${random.pick(['/bin/true', '/bin/true -x y', '/usr/bin/test -e /'])}"`,
        ...some(SCRIPT_LINES, random),
      ],
    })),
    ...(random.oneIn(3) ? [trackFile(random)] : []),
    ...group(instances, random),
    ...instances.map((name, index) => instance(name, index, scripts, random)),
    ...(random.oneIn(4) ? [statics(random)] : []),
  ];
  return laidOut(nodes, random);
}

function mail(random: Random): Node[] {
  return random.oneIn(3)
    ? [{head: 'notification_email', inside: ['ops@example.org', 'oncall@example.org']}]
    : [];
}

function trackFile(random: Random): Node {
  return {
    head: `${random.pick(['track_file', 'vrrp_track_file'])} tf`,
    inside: ['file /etc/hostname', ...some(['weight 2', 'init_file 3 overwrite'], random)],
  };
}

function statics(random: Random): Node {
  return random.oneIn(2)
    ? {head: 'static_ipaddress', inside: ['10.77.1.1/24 dev eth0', '10.77.1.2/24 dev eth1 scope link']}
    : {
        head: 'static_routes',
        inside: ['10.78.0.0/16 dev eth0', '10.79.0.0/16 via 10.9.8.1 dev mcv0 metric 5'],
      };
}

function group(instances: readonly string[], random: Random): Node[] {
  if (instances.length < 3 || random.oneIn(2)) return [];
  const inner = [instances[1], instances[2]] as string[];
  return [
    {
      head: 'vrrp_sync_group G1',
      inside: [
        {head: 'group', inside: random.oneIn(2) ? inner : [inner.join(' ')]},
        ...some(['smtp_alert no', 'notify_priority_changes'], random),
      ],
    },
  ];
}

function instance(name: string, index: number, scripts: readonly string[], random: Random): Node {
  const v6 = index > 0 && random.oneIn(4);
  const iface = random.pick(['mcv0', 'eth0', 'eth1', 'mcv1']);
  const net = `10.9.${random.below(200)}`;
  const vips = Array.from({length: 1 + random.below(3)}, (_, at) =>
    v6
      ? `fd00:${index}::${at + 1}/64`
      : `${net}.${100 + at}${random.pick(['/24', '/24', '/16'])}${random.pick(VIP_OPTIONS)}`,
  );
  const unicast: Node[] = [
    `unicast_src_ip ${net}.1`,
    {head: 'unicast_peer', inside: [`${net}.2`, `${net}.3${random.pick(['', ' min_ttl 1 max_ttl 255'])}`]},
  ];
  const inGroup = index === 1 || index === 2;
  return {
    head: `vrrp_instance ${name}`,
    inside: [
      ...(random.oneIn(4) ? [] : ['state BACKUP']),
      `interface ${iface}`,
      `virtual_router_id ${51 + index}`,
      `priority ${1 + random.below(254)}`,
      ...(v6 || random.oneIn(3) ? ['version 3'] : ['version 2']),
      ...some(INSTANCE_LINES, random).filter(line => !line.startsWith('preempt_delay')),
      ...(!v6 && random.oneIn(4) ? unicast : []),
      ...(!v6 && random.oneIn(4) ? [`mcast_src_ip ${net}.1`] : []),
      {head: 'virtual_ipaddress', inside: vips},
      ...(random.oneIn(4)
        ? [{head: 'virtual_ipaddress_excluded', inside: [`${net}.200/24 dev ${iface}`, 'fd00:99::1/64']}]
        : []),
      ...(random.oneIn(4)
        ? [
            {
              head: 'track_interface',
              inside: [
                `${iface === 'eth1' ? 'eth0' : 'eth1'}${inGroup ? '' : random.pick(['', ' weight -10', ' weight 20 reverse'])}`,
              ],
            },
          ]
        : []),
      ...(random.oneIn(4) ? [{head: 'virtual_routes', inside: [`10.80.${index}.0/24 dev ${iface}`]}] : []),
      ...(scripts.length > 0 && !inGroup && random.oneIn(2)
        ? [
            {
              head: 'track_script',
              inside: scripts.map(
                script => `${script}${random.pick(['', '', ' weight -30', ' weight 10 noreverse'])}`,
              ),
            },
          ]
        : []),
    ],
  };
}

function names(stem: string, random: Random, most: number): string[] {
  return Array.from({length: random.below(most + 1)}, (_, index) => `${stem}${index}`);
}

function some(choices: readonly string[], random: Random): string[] {
  const chosen = choices.filter(() => random.oneIn(5));
  // Two weights for one script are allowed, and the last one counts.
  return random.oneIn(2) ? chosen : chosen.reverse();
}
