/** Values in virtual servers and BFD: accepted and refused as by `keepalived -t` of 2.2.7, with which each was tried. */

import {readConfig, textSource} from '@vip/analysis/internal/audit';
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
const inDnsCheck = (line: string) => server('', `DNS_CHECK {\n${line}\n}`);
const inUrl = (line: string) => server('', `HTTP_GET {\nurl {\npath /\n${line}\n}\n}`);
const inMiscCheck = (line: string) => server('', `MISC_CHECK {\nmisc_path /bin/true\n${line}\n}`);
const inFileCheck = (line: string) =>
  `track_file f {\nfile /etc/hostname\n}\n${server('', `FILE_CHECK {\ntrack_file f\n${line}\n}`)}`;
const inBfdCheck = (line: string) => `${inBfd('')}${server('', `BFD_CHECK {\nname b\n${line}\n}`)}`;
/** The rest of the line, and of the lines after it. */
function atPort(text: string): string {
  const [port = '', more = ''] = text.split('\n');
  return server(more).replace('10.0.0.9 80', `10.0.0.9 ${port}`);
}
const realAtPort = (port: string) => server('').replace('10.0.0.2 80', `10.0.0.2 ${port}`);
const syncingBy = (words: string) => `global_defs {\nlvs_sync_daemon ${words}\n}\n`;
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
      'lb_kind TUN type gue port 6080 remcsum',
      'lb_kind NAT type ipip',
      'connect_timeout 4294.967295',
    ],
    [
      'protocol tcp',
      'lb_kind nat',
      'lb_kind TUN type gue',
      'lb_kind DR x',
      'sorry_server fd00::7 80',
      'ip_family 4',
      'sorry_server there',
      'connect_timeout 4295',
      'retry 0',
    ],
  ],
  [
    inCheck,
    [
      'connect_ip fd00::1',
      'connect_ip 10.0.0.1/24',
      'bindto 10.0.0.1',
      'connect_port 65535',
      'fwmark 4294967295',
      'retry 0',
      'warmup 0',
      'alpha off',
    ],
    [
      'connect_ip there',
      'connect_ip fe80::1',
      'bindto fd00::1',
      'connect_port 0',
      'fwmark -1',
      'delay_loop 0',
      'alpha maybe',
      'bind_if',
    ],
  ],
  [
    inUdpCheck,
    ['min_reply_length 255', 'max_reply_length 65535', 'payload cafe 0', 'require_reply xx0a'],
    ['min_reply_length 256', 'max_reply_length 65536', 'payload 0x1', 'payload', 'require_reply go'],
  ],
  [inHttpCheck, ['http_protocol 1.0C', 'enable_sni'], ['http_protocol 2', 'nb_get_retry 3', 'enable_sni 5']],
  [
    server,
    ['quorum 1', 'hysteresis 0', 'persistence_granularity 0x20', 'persistence_engine sip'],
    ['quorum 0', 'quorum 2', 'hysteresis 1', 'persistence_granularity 08', 'ip_family inet6'],
  ],
  [
    server,
    ['lb_algo sh\nsh-port', 'lb_algo mh\nhashed', 'protocol UDP\nops', 'flag-1'],
    ['sh-port\nlb_algo sh', 'hashed', 'ops', 'sorry_server_inhibit', 'log_all_failures'],
  ],
  [
    inDnsCheck,
    ['type dnskey', 'type aaaa', 'name ab.c', 'name .'],
    ['type PTR', 'name a.bc', 'name ab..c', 'name'],
  ],
  [
    inUrl,
    ['status_code', 'status_code 200-299 404', 'status_code 599'],
    ['status_code 99', 'status_code 404-403', 'status_code 200,201', 'status_code 600'],
  ],
  [
    inMiscCheck,
    ['misc_timeout 0', 'misc_timeout 4294'],
    ['misc_timeout 4295', 'misc_timeout 1.5', 'misc_timeout -1', 'misc_timeout x'],
  ],
  [
    atPort,
    ['443', '443 and more', '0\npersistence_timeout', '\npersistence_timeout 5'],
    ['0', '', '65536', '65536\npersistence_timeout 5', '-1', '443x', 'https'],
  ],
  [realAtPort, ['81', '0', ''], ['65536', '-1', '81x', 'https']],
  [
    syncingBy,
    ['eth0', 'eth0 V', 'a23456789012345 V id 255', 'eth0 inst V id 5', 'eth0 V group 224.0.0.5'],
    [
      '',
      'a234567890123456 V',
      'eth0 V id 256',
      'eth0 inst',
      'eth0 V inst W',
      'eth0 V x',
      'eth0 V group 10.0.0.5',
    ],
  ],
  [
    inFileCheck,
    ['weight 5 reverse', 'weight 5 noreverse', 'weight -2147483647'],
    ['weight 5 back', 'track_file g', 'delay_loop 5'],
  ],
  [inBfdCheck, ['alpha'], ['name c', 'name b c']],
  [
    inBfd,
    [
      'weight 5 reverse',
      'source_ip 10.0.0.1/24',
      'min_rx 1.5',
      'min_tx 4294967',
      'idle_tx 1000',
      'multiplier 255',
      'max_hops -1',
      'weight -253',
    ],
    [
      'weight 5 noreverse',
      'source_ip fd00::1',
      'min_rx 0',
      'min_tx 4294968',
      'idle_tx 999',
      'multiplier 0',
      'max_hops 256',
      'weight 254',
      'ttl 0',
    ],
  ],
];

/** Blocks that lack something or conflict. */
const BLOCKS: readonly [how: string, text: string, isRefused: boolean][] = [
  ['HTTP_GET without a url', server('', 'HTTP_GET {\n}'), true],
  ['a url without a path', server('', 'HTTP_GET {\nurl {\nstatus_code 200\n}\n}'), true],
  ['MISC_CHECK without a command', server('', 'MISC_CHECK {\n}'), true],
  ['UDP_CHECK: less at most than at least', inUdpCheck('min_reply_length 50\nmax_reply_length 20'), true],
  ['a link-local address with its interface', inCheck('bind_if eth0\nconnect_ip fe80::1'), false],
  ['fe8::1, which is not link-local', inCheck('connect_ip fe8::1'), false],
  ['a link-local address of the end of its network', inCheck('connect_ip febf::1'), true],
  ['a real server twice', server('real_server 10.0.0.2 80 {\n}'), true],
  ['a real server of the other family', server('real_server fd00::2 80 {\n}'), true],
  ['the same by a tunnel', server('lb_kind TUN\nreal_server fd00::2 80 {\n}'), false],
  ['another port behind DR', server('lb_kind DR\nreal_server 10.0.0.3 81 {\n}'), true],
  [
    'the weights of two are enough for a quorum',
    server('quorum 3\nreal_server 10.0.0.3 80 {\nweight 2\n}'),
    false,
  ],
  ['a server without a protocol', server('').replace('protocol TCP\n', ''), true],
  ['a mark with a protocol', server('').replace('10.0.0.9 80', 'fwmark 5'), true],
  ['a mark without', server('').replace('10.0.0.9 80', 'fwmark 5').replace('protocol TCP\n', ''), false],
  ['a session without a neighbour', 'bfd_instance b {\nmin_rx 5\n}\n', true],
  ['a session without a name', 'bfd_instance {\nneighbor_ip 10.0.0.2\n}\n', true],
  ['two sessions with one neighbour', `${inBfd('')}${inBfd('').replace('b {', 'c {')}`, true],
];

for (const [how, text, isRefused] of BLOCKS)
  test(`${how}${isRefused ? ' is refused' : ''}`, t => {
    const faults = faultsOf(text);
    t.is(faults.length, isRefused ? 1 : 0, faults.join('; '));
  });

const faultsOf = (text: string) => readConfig('k', textSource('k', text)).faults.map(({text: told}) => told);

for (const [where, accepted, refused] of VALUES)
  for (const line of [...accepted, ...refused])
    test(`${where.name}: ${line}${refused.includes(line) ? ' is refused' : ''}`, t => {
      const faults = faultsOf(where(line));
      t.is(faults.length, refused.includes(line) ? 1 : 0, faults.join('; '));
    });
