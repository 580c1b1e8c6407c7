/** Values in virtual servers and BFD: accepted and refused as by `keepalived -t` of 2.2.7, with which each was tried. */

import {readConfig, textSource} from '@vip/analysis/audit';
import test from 'ava';

function server(line: string, realServer = 'TCP_CHECK {\nconnect_timeout 3\n}'): string {
  return `virtual_server 10.0.0.9 80 {
delay_loop 5
lb_algo rr
lb_kind NAT
protocol TCP
${line}
real_server 10.0.0.2 80 {
weight 1
${realServer}
}
}
`;
}

const inCheck = (line: string) => server('', `TCP_CHECK {\n${line}\n}`);
const inUdpCheck = (line: string) => server('', `UDP_CHECK {\n${line}\n}`);
const inHttpCheck = (line: string) => server('', `HTTP_GET {\nurl {\npath /\nstatus_code 200\n}\n${line}\n}`);
const inBfd = (line: string) => `bfd_instance b {\nneighbor_ip 10.0.0.2\n${line}\n}\n`;

const VALUES: readonly [
  where: (line: string) => string,
  accepted: readonly string[],
  refused: readonly string[],
][] = [
  [
    server,
    ['delay_loop 0.5', 'lb_algo mh', 'lvs_sched twos', 'persistence_timeout', 'persistence_timeout 2678400'],
    ['delay_loop 0', 'lb_algo best', 'lvs_sched', 'persistence_timeout 2678401', 'persistence_timeout 0'],
  ],
  [
    server,
    [
      'protocol SCTP',
      'lb_kind TUN',
      'ip_family inet',
      'sorry_server 10.0.0.7 80',
      'connect_timeout 4294.967295',
    ],
    ['protocol tcp', 'lb_kind nat', 'ip_family 4', 'sorry_server there', 'connect_timeout 4295', 'retry 0'],
  ],
  [
    inCheck,
    ['connect_ip fd00::1', 'connect_port 65535', 'fwmark 4294967295', 'retry 0', 'warmup 0', 'alpha off'],
    ['connect_ip there', 'connect_port 0', 'fwmark -1', 'delay_loop 0', 'alpha maybe', 'bind_if'],
  ],
  [
    inUdpCheck,
    ['min_reply_length 255', 'max_reply_length 65535'],
    ['min_reply_length 256', 'max_reply_length 65536'],
  ],
  [inHttpCheck, ['http_protocol 1.0C', 'enable_sni'], ['http_protocol 2', 'nb_get_retry 3', 'enable_sni 5']],
  [
    inBfd,
    ['min_rx 1.5', 'min_tx 4294967', 'idle_tx 1000', 'multiplier 255', 'max_hops -1', 'weight -253'],
    ['min_rx 0', 'min_tx 4294968', 'idle_tx 999', 'multiplier 0', 'max_hops 256', 'weight 254', 'ttl 0'],
  ],
];

const faultsOf = (text: string) => readConfig('k', textSource('k', text)).faults.map(({text: told}) => told);

for (const [where, accepted, refused] of VALUES)
  for (const line of [...accepted, ...refused])
    test(`${where.name}: ${line}${refused.includes(line) ? ' is refused' : ''}`, t => {
      const faults = faultsOf(where(line));
      t.is(faults.length, refused.includes(line) ? 1 : 0, faults.join('; '));
    });
