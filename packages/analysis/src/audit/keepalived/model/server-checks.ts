/**
 * The checks of a real server: conditions that involve several lines.
 *
 * Follows the `end` handlers of `check_*.c` of keepalived 2.2.7.
 *
 * @module
 */

import {keyOf} from '@vip/arp';
import {isLinkLocalKey} from '@vip/arp/internal';
import type {ConfigFaultKind} from '../fault.js';
import {keywordOf, type Statement, valueIn, withKeyword} from '../statement.js';
import {familyOf, hostOf} from './address.js';
import type {Report} from './report.js';
import {checkQuotes} from './script.js';

/** Names defined earlier. */
export interface Named {
  readonly groups: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, unknown>;
  readonly bfds: ReadonlyMap<string, unknown>;
}

/** @param family of the real server, which is contacted if there is no connect_ip */
export function checkChecks(
  server: Statement,
  family: 4 | 6 | undefined,
  named: Named,
  report: Report,
): void {
  for (const check of server.inside) {
    const keyword = keywordOf(check);
    CHECKS[keyword]?.(check, named, report);
    // For SMTP only hosts are compared with the server.
    if (keyword === 'SMTP_CHECK') checkConnection(check, undefined, report);
    else if (keyword.endsWith('_CHECK') || keyword.endsWith('_GET')) checkConnection(check, family, report);
    for (const host of withKeyword(check.inside, 'host')) checkConnection(host, family, report);
  }
}

const CHECKS: Readonly<Record<string, (check: Statement, named: Named, report: Report) => void>> = {
  HTTP_GET: checkUrls,
  SSL_GET: checkUrls,
  MISC_CHECK(check, _named, report) {
    need(check, 'misc_path', report);
    for (const line of withKeyword(check.inside, 'misc_path'))
      checkQuotes(line, 'open-quote-in-check', report);
  },
  FILE_CHECK(check, {files}, report) {
    need(check, 'track_file', report);
    checkName(check, 'track_file', files, report);
  },
  BFD_CHECK(check, {bfds}, report) {
    need(check, 'name', report);
    for (const {words, place} of withKeyword(check.inside, 'name'))
      if (words.length > 2)
        report('value', place, words[2] as string, ['name', `expected one name, got ${words.length - 1}`]);
    checkName(check, 'name', bfds, report);
  },
  UDP_CHECK(check, _named, report) {
    const [least, most] = ['min_reply_length', 'max_reply_length'].map(keyword =>
      valueIn(check.inside, keyword),
    );
    if (least !== undefined && most !== undefined && Number(least) > Number(most))
      report('value', check.place, least, ['min_reply_length', `expected at most ${most}, got ${least}`]);
  },
};

function need(
  {inside, words, place}: Statement,
  keyword: string,
  report: Report,
  kind: ConfigFaultKind = 'missing-value',
): void {
  if (withKeyword(inside, keyword).length > 0) return;
  const check = words[0] as string;
  report(kind, place, check, [check, `expected ${keyword}, got none`]);
}

function checkName(
  {inside}: Statement,
  keyword: string,
  known: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  for (const {words, place} of withKeyword(inside, keyword))
    if (words[1] !== undefined && !known.has(words[1]))
      report('reference', place, words[1], [keyword, `no ${words[1]} is defined before`]);
}

function checkUrls(check: Statement, _named: Named, report: Report): void {
  need(check, 'url', report, 'check-without-url');
  for (const url of withKeyword(check.inside, 'url')) {
    need(url, 'path', report, 'check-without-url');
    for (const line of withKeyword(url.inside, 'regex')) checkQuotes(line, 'open-quote-in-check', report);
  }
}

/** In line order: the second address must have the family of the first. */
function checkConnection({inside}: Statement, server: 4 | 6 | undefined, report: Report): void {
  let to = server;
  let from: 4 | 6 | undefined;
  for (const {words, place} of withKeyword(inside, 'connect_ip', 'bindto')) {
    const [keyword = '', text = ''] = words;
    const ip = hostOf(text);
    if (ip === undefined) continue;
    const family = familyOf(ip);
    const wanted = keyword === 'bindto' ? to : from;
    if (wanted !== undefined && wanted !== family)
      report('value', place, text, [keyword, `expected IPv${wanted} as the other end has, got ${text}`]);
    else if (keyword === 'bindto') from = family;
    else to = family;
    if (keyword === 'connect_ip' && isLinkLocalKey(keyOf(ip)) && withKeyword(inside, 'bind_if').length === 0)
      report('value', place, text, ['connect_ip', `expected a bind_if for the link-local ${text}, got none`]);
  }
}
