/**
 * Every keyword that the grammar knows, with values of every kind, each in a configuration that is otherwise accepted.
 *
 * @module
 */

import {type GrammarWord, grammarWords} from '@vip/analysis/audit';
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

/** Virtual servers and their like are not looked at. */
const UNREAD: ReadonlySet<string> = new Set([
  'virtual_server',
  'virtual_server_group',
  'bfd_instance',
  'SSL',
]);

/** In each block `BODY` is what is tried. */
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
