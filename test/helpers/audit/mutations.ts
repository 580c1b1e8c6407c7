/**
 * A configuration with the mistakes that people make: a line too many or too few, a changed word, sign or
 * brace, a duplicate block.
 *
 * @module
 */

import type {Random} from '../random.js';
import {damageOf, linesFrom} from './damage.js';
import type {ConfigFiles} from './grown-config.js';

const WORDS = [
  ...['{', '}', '"', '!x', '#y', ';', '//', 'priority', '150', 'vrrp_instance VI_9 {', 'virtual_ipaddress {'],
  ...[
    'track_script {',
    '$A=5',
    '$A',
    `\${A}`,
    '@lb1 priority 7',
    '@^lb1 priority 8',
    'state',
    'master',
    'abc',
  ],
  ...[
    '~SEQ(i,1,3) 10.3.2.$i',
    '-1',
    '300',
    '1.5',
    'weight',
    'reverse',
    '10.0.0.1/24',
    'fe80::1',
    'nopreempt',
  ],
  ...[
    'use_vmac',
    'vmac_xmit_base',
    'mcast_dst_ip 224.0.0.20',
    'strict_mode',
    'track_bfd {',
    'auth_type PASS',
    'auth_pass x',
  ],
  ...[
    'via 10.0.0.1',
    'dev',
    'metric 7',
    'table 5',
    'priority 4',
    'from all',
    'default',
    'blackhole',
    'label',
    'brd +',
  ],
  ...[
    'state MASTER',
    'version 3',
    'weight 300',
    'notify_master "/bin/true"',
    'smtp_alert maybe',
    'interval 0',
    '@',
  ],
  ...[
    'native_ipv6',
    'preempt_delay 2000',
    'advert_int 0.3',
    'unicast_peer {',
    'authentication {',
    'virtual_router_id 0',
  ],
  ...['include /nowhere', 'include', '\\', 'global_defs {', 'x'.repeat(20), 'virtual_ipaddresses {'],
] as [string, ...string[]];

const SIGNS = ['x', ';', '{', '}', '"', '!', '#', ' ', '\t', '9', '-'] as [string, ...string[]];

type Change = (lines: string[], at: number, random: Random) => void;

const CHANGES: [Change, ...Change[]] = [
  (lines, at) => void lines.splice(at, 1),
  (lines, at, random) => void lines.splice(at, 0, lines[random.below(lines.length)] ?? ''),
  (lines, at, random) => void lines.splice(at, 0, random.pick(WORDS)),
  (lines, at, random) =>
    inWords(lines, at, words => words.splice(random.below(words.length + 1), 0, random.pick(WORDS))),
  (lines, at, random) => inWords(lines, at, words => words.splice(random.below(words.length), 1)),
  (lines, at, random) => inSigns(lines, at, random, random.pick(SIGNS), 0),
  (lines, at, random) => inSigns(lines, at, random, '', 1),
  (lines, at, random) => {
    const other = random.below(lines.length);
    [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
  },
  (lines, at) => void lines.splice(at, 2, `${lines[at] ?? ''}${lines[at + 1] ?? ''}`),
  (lines, at, random) => void lines.splice(random.below(lines.length), 0, ...linesFrom(lines, at, random)),
  (lines, at, random) => void lines.splice(at, linesFrom(lines, at, random).length),
  damage,
  damage,
  damage,
  damage,
];

/** Adds damage as separate lines, or at the end or the beginning of an existing one. */
function damage(lines: string[], at: number, random: Random): void {
  const text = damageOf(random);
  const line = lines[at] ?? '';
  const where = random.below(6);
  if (where === 0) lines[at] = `${line}${text}`;
  else if (where === 1) lines[at] = `${text}${line}`;
  else if (where === 2) lines[at] = `${line} ${text}`;
  else lines.splice(at, 0, ...text.split('\n'));
}

function inWords(lines: string[], at: number, change: (words: string[]) => void): void {
  const words = (lines[at] ?? '').split(' ');
  change(words);
  lines[at] = words.join(' ');
}

function inSigns(lines: string[], at: number, random: Random, sign: string, without: number): void {
  const line = lines[at] ?? '';
  const place = random.below(line.length + 1);
  lines[at] = line.slice(0, place) + sign + line.slice(place + without);
}

/** The text with one to three changes. */
export function mutate(text: string, random: Random): string {
  const lines = text.split('\n');
  for (let left = random.oneIn(2) ? 1 : 1 + random.below(3); left > 0; left--)
    random.pick(CHANGES)(lines, random.below(lines.length), random);
  return lines.join('\n');
}

/** The files with one of them changed: the main one as often as all the others together. */
export function mutateFiles(files: ConfigFiles, random: Random): ConfigFiles {
  const [main = '', ...others] = Object.keys(files);
  const [first, ...rest] = others;
  const name = first === undefined || random.oneIn(2) ? main : random.pick([first, ...rest]);
  return {...files, [name]: mutate(files[name] ?? '', random)};
}
