/**
 * Text that keepalived's parser treats in a special way, put where it does not belong: braces in quotes and
 * next to words, sequences, conditions, definitions of several lines, malformed patterns, control characters,
 * octets that are not text, lines too long for it.
 *
 * @module
 */

import type {Random} from '../random.js';

type Snippets = readonly [string, ...string[]];

const QUOTES: Snippets = [
  '""',
  '"{"',
  '"}"',
  'auth_pass "{"',
  'auth_pass "}"',
  'auth_pass "a b',
  'script "/bin/true -x',
  'notify "/bin/true" "x"',
  '"priority" 9',
  'priority "9" "}"',
  '"a"{"b"}',
];

const SEQUENCES: Snippets = [
  '~SEQ(i,3) 10.3.2.$i',
  '~SEQ(i,1,2,5) 10.3.2.$i/24',
  '~SEQ(i,5,-2,1) 10.3.3.$i',
  '~SEQ(i,5,2,1) 10.3.3.$i',
  '~SEQ(i,1,0,5) x',
  `~SEQx(i,9,17) fd00::\${i}`,
  '~SEQ (i, 1, 3) 10.3.4.$i',
  '~SEQ(i,1,',
  '~SEQ(,1,2) x',
  '~SEQ(i,a) x',
  '~SEQ(priority,1,2) priority $priority',
  '~LST(i,7,8) 10.3.5.$i',
  '~LST({i,j},{1,2},{3,4}) 10.3.$i.$j',
  '~LST({i,j},{1},{3,4}) 10.3.$i.$j',
  '~LST(i) x',
  '~LST(i,a,b) # $i',
  '~LST(i,{,}) foo $i',
  '~XYZ(1)',
  '~SEQ(i,1,2) ~SEQ(j,1,2) 10.3.$i.$j',
];

const CONDITIONS: Snippets = [
  '@lb1',
  '@^',
  '@lb1\tpriority 9',
  '@lb1 @lb1 priority 9',
  '@lb1 @lb2 priority 9',
  '@lb1 }',
  '@lb2 }',
  '@lb1 {',
  '@^lb1 {',
  '@lb1 vrrp_instance VI_7 {',
  '@lb2 vrrp_instance VI_7 {',
  '@lb1 $A=priority',
  '@lb2 $A=priority',
  '@ lb1 priority 9',
];

const DEFINITIONS: Snippets = [
  '$M= \\\npriority 9 \\\nnopreempt\n\n$M',
  '$M= \\\n10.3.6.1/24 \\\n10.3.6.2/24\n$M',
  '$M= \\\n',
  '$M=\\',
  '$M=priority \\\n # as agreed\n9',
  '$M=priority 9 \\\n}\n$M',
  '$O={\n$O',
  '$O=}\n$O',
  '$O=vrrp_script {\n$O\n}',
  '$A=priority\n$A 9',
  `$A=prio\n\${A}rity 9`,
  '$A=$B\n$B=priority 9\n$A',
  '$A=x # y\n$A',
  '$A="a b"\nauth_pass $A',
  '$A=@lb1\n$A priority 9',
  '$A = 5',
  '$1=5',
  '$A-B=5',
  '$',
  '$A=',
  `\${_INSTANCE}`,
  `priority \${_RANDOM 1 9}`,
  '$_BANG x',
];

const INCLUDES: Snippets = [
  'include *.{conf',
  'include [',
  'include x[a-',
  'include {a,b',
  'include {,}',
  'include nowhere/*',
  'include ""',
  'include .',
  'include ..',
  'include /',
  'include\tnowhere',
  'includes x',
  'include{ x',
  'include }',
  '@lb1 include part*.conf',
  '@lb2 include part*.conf',
  'include part*.conf',
  'include part*.conf }',
  'include part{000,001,002}.conf',
  '$I=part\ninclude $I*.conf',
  '$I=include part*.conf\n$I',
];

const BRACES: Snippets = [
  '} x',
  'x }',
  '{ x',
  '{{',
  '}}',
  '}{',
  '{ }',
  'priority 9 }',
  '} priority 9',
  'foo {\nbar {\nbaz 1\n}\n}',
  'foo { bar { baz } }',
  'foo { bar { baz }',
  'vrrp_instance VI_8 { vrrp_instance VI_9 {',
  'virtual_ipaddress',
  'virtual_ipaddress { }',
  'track_script { nobody weight }',
  'authentication { auth_type PASS }',
];

const OCTETS: Snippets = [
  'priority\v9',
  'priority \f 9',
  'priority\r9',
  '\r',
  '\t \t',
  'priority 9\0 nopreempt',
  '\0',
  'nopreempt\0',
  'router_id caf\xe9',
  '\xff\xfe',
  '\xc3\x28 {',
  '10.3.7.1\xa0',
  '\u001b[31m',
  '\\#priority 9',
  'priority 9 \\',
  'auth_pass a\\',
  'auth_pass a\\"b',
];

const KINDS: readonly [Snippets, ...Snippets[]] = [
  QUOTES,
  SEQUENCES,
  CONDITIONS,
  DEFINITIONS,
  INCLUDES,
  BRACES,
  OCTETS,
  longLines(),
];

/** Lines longer than 1,023 octets, after which they are cut. */
function longLines(): Snippets {
  const fill = (length: number, sign: string) => sign.repeat(length);
  return [
    `#${fill(1021, 'x')} priority 9`,
    `# ${fill(1021, 'x')}priority 9`,
    `${fill(1022, ' ')}priority 9`,
    `priority 9${fill(1100, ' ')}`,
    `auth_pass ${fill(1500, 'p')}`,
    `priority 9 ${fill(1012, 'x')}}`,
    `"${fill(1020, 'x')} " {`,
    `$L=${fill(900, 'l')}\n$L $L`,
    `${fill(3000, 'y')}`,
    `${fill(1023, '{')}}`,
  ];
}

/** One or several damaging lines. */
export function damageOf(random: Random): string {
  return random.pick(random.pick(KINDS) as [string, ...string[]]);
}

/** Some of the lines, from this one on. */
export function linesFrom(lines: readonly string[], at: number, random: Random): string[] {
  return lines.slice(at, at + 1 + random.below(12));
}
