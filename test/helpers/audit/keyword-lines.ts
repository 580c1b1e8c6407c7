/**
 * Every keyword that the grammar knows, with values of every kind, each in a configuration that is otherwise accepted.
 *
 * @module
 */

import {type GrammarWord, grammarWords} from '@vip/analysis/internal/audit';
import type {ConfigFiles} from './grown-config.js';

const VALUES = [
  '',
  '0',
  '1',
  '5',
  '-5',
  '300',
  '1000',
  '70000',
  '99999999999',
  '1.5',
  'on',
  'maybe',
  'x',
  'a b',
  '2 3',
  'all 60',
  'mtu',
  'match',
  'eth0',
  'eth0 MII',
  '02:00:00:00:00:05',
  '10.0.0.1',
  '10.0.0.1/24 dev eth0',
  '239.1.2.3',
  'fe80::1',
  'ff02::99',
  '/tmp/x',
  '"/bin/true"',
];

/** Further values that the keywords of servers and their checks take. */
const SERVER_VALUES = [
  '2-5',
  '99',
  '100-599',
  '200 404',
  '200-299 404-403',
  'cafe0a',
  'cafe0',
  'AB 0',
  '"text"',
  'A',
  'AAAA',
  'TXT',
  'ANY',
  'a',
  'TYPE65',
  'rr',
  'DR',
  'TUN type gue port 6080',
  'TUN type gue',
  'TUN type gre csum',
  'NAT type ipip',
  'sh-port',
  '10.0.0.1 80',
  '10.0.0.1 70000',
  'fd00::1 443',
  '255.255.0.0',
  '64',
  'sip',
  'initial',
  '5 10',
  '0123456789abcdef0123456789abcdef',
  'icase multiline',
  'icase never',
  '0.000001',
  '4294967296',
  '65536',
  'inet6',
  'example.org',
];

/** Keywords whose values are read elsewhere, or that do not belong to a block. */
const UNREAD: ReadonlySet<string> = new Set(['virtual_server_group']);

/** The configuration around each block; `BODY` is replaced by what is tried. */
const CONTEXTS: Readonly<Record<string, string>> = {
  '': `BODY\n${instance('')}`,
  global_defs: `global_defs {\nBODY\n}\n${instance('')}`,
  vrrp_instance: instance('BODY\n'),
  vrrp_sync_group: `${instance('')}vrrp_sync_group G {\ngroup {\nV\n}\nBODY\n}\n`,
  vrrp_script: `global_defs {\nscript_user root\n}\nvrrp_script s {\nscript "/bin/true"\nBODY\n}\n${instance('track_script {\ns\n}\n')}`,
  track_file: `track_file f {\nfile /etc/hostname\nBODY\n}\n${instance('track_file {\nf\n}\n')}`,
  vrrp_track_process: `vrrp_track_process p {\nprocess foo\nBODY\n}\n${instance('track_process {\np\n}\n')}`,
  garp_group: `garp_group {\ngarp_interval 1\nBODY\n}\n${instance('')}`,
};

const REAL = 'real_server 10.0.0.2 80 {\nweight 1\nBODY\n}';

/** The configuration around the blocks of a virtual server. */
const SERVERS: Readonly<Record<string, string>> = {
  virtual_server: server('BODY\nreal_server 10.0.0.2 80 {\nweight 1\n}'),
  real_server: server(REAL),
  HTTP_GET: inServer('HTTP_GET {\nurl {\npath /\nstatus_code 200\n}\nBODY\n}'),
  SSL_GET: inServer('SSL_GET {\nurl {\npath /\nstatus_code 200\n}\nBODY\n}'),
  url: inServer('HTTP_GET {\nurl {\npath /\nBODY\n}\n}'),
  SMTP_CHECK: inServer('SMTP_CHECK {\nBODY\n}'),
  host: inServer('SMTP_CHECK {\nhost {\nBODY\n}\n}'),
  DNS_CHECK: inServer('DNS_CHECK {\nBODY\n}'),
  BFD_CHECK: `bfd_instance b {\nneighbor_ip 10.0.0.2\n}\n${inServer('BFD_CHECK {\nname b\nBODY\n}')}`,
  FILE_CHECK: `track_file f {\nfile /etc/hostname\n}\n${inServer('FILE_CHECK {\ntrack_file f\nBODY\n}')}`,
  MISC_CHECK: inServer('MISC_CHECK {\nmisc_path "/bin/true"\nBODY\n}'),
  PING_CHECK: inServer('PING_CHECK {\nBODY\n}'),
  TCP_CHECK: inServer('TCP_CHECK {\nBODY\n}'),
  UDP_CHECK: inServer('UDP_CHECK {\nBODY\n}'),
  bfd_instance: 'bfd_instance b {\nneighbor_ip 10.0.0.2\nBODY\n}\n',
  SSL: `SSL {\nBODY\n}\n${server('real_server 10.0.0.2 80 {\nweight 1\n}')}`,
};

function server(lines: string): string {
  return `global_defs {\nscript_user root\n}\nvirtual_server 10.0.0.9 80 {\ndelay_loop 5\nlb_algo rr\nlb_kind NAT\nprotocol TCP\n${lines}\n}\n`;
}

function inServer(check: string): string {
  return server(REAL.replace('BODY', () => check));
}

/** Every keyword of virtual servers, their checks, and BFD. */
export function serverLines(): ConfigFiles[] {
  return grammarWords().flatMap(({path, word, isBlock}) => {
    const context = path.length === 0 ? undefined : SERVERS[path.at(-1) as string];
    if (context === undefined || isBlock) return [];
    return [...VALUES, ...SERVER_VALUES].map(value => ({
      'keepalived.conf': context.replace('BODY', () => `${word} ${value}`),
    }));
  });
}

function instance(lines: string): string {
  return `vrrp_instance V {\ninterface eth0\nvirtual_router_id 5\npriority 100\nvirtual_ipaddress {\n10.0.0.9/24\n}\n${lines}}\n`;
}

export function keywordLines(): ConfigFiles[] {
  return grammarWords()
    .filter(({path, word}) => !UNREAD.has(path[0] ?? word))
    .flatMap(word => VALUES.flatMap(value => configWith(word, value)));
}

function configWith({path, word, isBlock}: GrammarWord, value: string): ConfigFiles[] {
  const [outer = '', ...inner] = path;
  const context = CONTEXTS[outer];
  if (context === undefined) return [];
  const line = isBlock ? `${word} {\n${value}\n}` : `${word} ${value}`;
  const body = inner.reduceRight((inside, block) => `${block} {\n${inside}\n}`, line);
  return [{'keepalived.conf': context.replace('BODY', () => body)}];
}
