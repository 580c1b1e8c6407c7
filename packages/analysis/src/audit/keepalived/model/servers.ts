/**
 * Virtual servers: conditions that involve several lines.
 *
 * Follows `check_parser.c` and `check_data.c` of keepalived 2.2.7.
 *
 * @module
 */

import {MOST_UNSIGNED, readNumber} from '../numbers.js';
import {keywordOf, type Statement, withKeyword} from '../statement.js';
import {familyOf, hostOf} from './address.js';
import {checkDuplicates, checkPort, checkQuorum, checkRealServer, checkSorryServer} from './real-servers.js';
import type {Report} from './report.js';
import type {Named} from './server-checks.js';

type Family = 4 | 6;

/** Settings that `keepalived -t` requires in a `virtual_server`, although each has a default. */
const EXPECTED: readonly (readonly [keywords: readonly string[], fallback: string])[] = [
  [['lb_algo', 'lvs_sched'], 'wlc'],
  [['lb_kind', 'lvs_method'], 'NAT'],
];

export function checkVirtualServer(server: Statement, named: Named, report: Report): void {
  const {words, place, inside} = server;
  const [, address = ''] = words;
  const isMark = address === 'fwmark';
  if (isMark) checkMark(server, report);
  // Missing ones are skipped silently.
  if (address === 'group' && !named.groups.has(words[2] ?? '')) return;
  const ip = hostOf(address);
  if (!isMark && address !== 'group' && ip === undefined) {
    report('value', place, address, ['virtual_server', `expected an address, got ${address}`]);
    return;
  }
  if (ip !== undefined && !checkPort(server, report)) return;
  if (ip !== undefined) checkAnyPort(server, report);
  for (const [keywords, fallback] of EXPECTED)
    if (!inside.some(line => keywords.includes(keywordOf(line))))
      report('missing-value', place, address, [
        'virtual_server',
        `expected ${keywords[0]}, got none: ${fallback}`,
      ]);
  const protocol = withKeyword(inside, 'protocol');
  if (!isMark && protocol.length === 0)
    report('missing-value', place, address, ['virtual_server', 'expected protocol, got none: UDP']);
  if (isMark && protocol[0] !== undefined)
    report('value', protocol[0].place, 'protocol', ['protocol', 'expected none with fwmark, got one']);
  checkOptions(server, report);
  const family = familyIn(server, ip === undefined ? undefined : familyOf(ip), report);
  checkGranularity(server, family, report);
  const real = withKeyword(inside, 'real_server');
  if (real.length === 0)
    report('missing-value', place, address, ['virtual_server', 'expected a real_server, got none']);
  for (const each of real) checkRealServer(each, server, family, named, report);
  checkSorryServer(server, family, report);
  checkDuplicates(real, report);
  checkQuorum(server, real, report);
}

function checkMark({words, place}: Statement, report: Report): void {
  const mark = words[2] ?? '';
  if (readNumber(mark, 0, MOST_UNSIGNED, false).problem !== undefined)
    report('value', place, mark, ['fwmark', `expected 0 to ${MOST_UNSIGNED}, got ${mark}`]);
}

/** A virtual server for all ports requires persistence. */
function checkAnyPort({words, place, inside}: Statement, report: Report): void {
  const [, address = '', port = '0'] = words;
  if (Number(port) !== 0 || withKeyword(inside, 'persistence_timeout').length > 0) return;
  report('value', place, address, [
    'virtual_server',
    `expected persistence_timeout without a port, got none`,
  ]);
}

/** The family of the address, otherwise the configured one. */
function familyIn(server: Statement, own: Family | undefined, report: Report): Family | undefined {
  const given = withKeyword(server.inside, 'ip_family').at(-1);
  if (given === undefined) return own;
  const family = given.words[1] === 'inet6' ? 6 : 4;
  if (own !== undefined && own !== family)
    report('value', given.place, given.words[1] ?? '', [
      'ip_family',
      `expected that of the address, IPv${own}`,
    ]);
  return own ?? family;
}

const HASHING: ReadonlySet<string> = new Set(['hashed', 'sh-port', 'sh-fallback', 'mh-port', 'mh-fallback']);

/** Keywords that require another one, before them or anywhere. */
function checkOptions({inside}: Statement, report: Report): void {
  let scheduler: string | undefined;
  let hasSorry = false;
  const protocol = withKeyword(inside, 'protocol').at(-1)?.words[1];
  for (const line of inside) {
    const {words, place} = line;
    const keyword = keywordOf(line);
    if (keyword === 'lb_algo' || keyword === 'lvs_sched') scheduler = words[1];
    if (keyword === 'sorry_server') hasSorry = true;
    const refuse = (wanted: string) =>
      report('value', place, keyword, [keyword, `expected ${wanted}, got none`]);
    if (HASHING.has(keyword) && scheduler !== 'sh' && scheduler !== 'mh')
      refuse('lb_algo sh or mh before it');
    if ((keyword === 'sorry_server_inhibit' || keyword === 'sorry_server_lvs_method') && !hasSorry)
      refuse('a sorry_server before it');
    if (keyword === 'ops' && protocol !== 'UDP') refuse('protocol UDP');
  }
}

const LONGEST_PREFIX = 128;

/** For IPv4 a mask in the notation of inet_aton(3), for IPv6 a prefix length. */
function checkGranularity({inside}: Statement, family: Family | undefined, report: Report): void {
  for (const {words, place} of withKeyword(inside, 'persistence_granularity')) {
    const text = words[1];
    if (text === undefined || family === undefined) continue;
    const isRight =
      family === 4 ? isMask(text) : readNumber(text, 1, LONGEST_PREFIX, false).problem === undefined;
    const wanted = family === 4 ? 'a mask' : `1 to ${LONGEST_PREFIX}`;
    if (!isRight)
      report('value', place, text, ['persistence_granularity', `expected ${wanted}, got ${text}`]);
  }
}

/** One to four numbers, decimal, octal or hexadecimal; the last one fills the remaining octets. */
function isMask(text: string): boolean {
  const parts = text.split('.');
  if (parts.length > 4) return false;
  return parts.every((part, index) => {
    if (!/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(part)) return false;
    const value = /^0[0-7]/.test(part) ? Number.parseInt(part, 8) : Number(part);
    return value < 256 ** (index === parts.length - 1 ? 5 - parts.length : 1);
  });
}
