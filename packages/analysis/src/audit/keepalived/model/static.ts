/**
 * Settings of the daemon itself, outside any instance: `static_ipaddress`, `static_routes`, `static_rules`, and the `global_defs` that it
 * rejects.
 *
 * @module
 */

import {readNumber} from '../numbers.js';
import {keywordOf, type Statement, withKeyword} from '../statement.js';
import {addressOf, familyOf, isGroup, readVip, type VipEntry} from './address.js';
import type {Report} from './report.js';
import {checkRoute} from './route.js';
import {checkRule} from './rule.js';

/** Reads a block at the root of a file. @returns the addresses in it that keepalived adds */
export function checkStatic(statement: Statement, report: Report): VipEntry[] {
  const keyword = keywordOf(statement);
  const {inside} = statement;
  if (keyword === 'static_ipaddress') return inside.flatMap(line => readVip(line, report) ?? []);
  if (keyword === 'static_routes') for (const line of inside) checkRoute(line, keyword, report);
  else if (keyword === 'static_rules') for (const line of inside) checkRule(line, keyword, report);
  else if (keyword === 'global_defs') checkGlobals(inside, report);
  else if (keyword === 'linkbeat_interfaces') checkLinkbeat(inside, report);
  return [];
}

/** Methods of polling an interface for its link. */
const LINKBEATS: ReadonlySet<string> = new Set(['MII', 'ETHTOOL', 'IOCTL']);

function checkLinkbeat(inside: readonly Statement[], report: Report): void {
  for (const {words, place} of inside) {
    const extra = words.slice(LINKBEATS.has(words[1] ?? '') ? 2 : 1)[0];
    if (extra !== undefined)
      report('rejected', place, extra, [
        'linkbeat_interfaces',
        `expected ${[...LINKBEATS].join(', ')} or nothing, got ${extra}`,
      ]);
  }
}

function checkGlobals(inside: readonly Statement[], report: Report): void {
  for (const block of withKeyword(inside, 'notification_email'))
    if (block.inside.length === 0)
      report('rejected', block.place, 'notification_email', [
        'notification_email',
        'expected an address, got none',
      ]);
  for (const {words, place} of withKeyword(inside, 'max_auto_priority')) {
    const [keyword = '', text] = words;
    if (text !== undefined && readNumber(text, -1, 99, false).problem !== undefined)
      report('value', place, text, [keyword, `expected -1 to 99, got ${text}`]);
  }
  for (const {words, place} of withKeyword(inside, 'vrrp_mcast_group4', 'vrrp_mcast_group6')) {
    const [keyword = '', text] = words;
    if (text !== undefined && !isGroupOf(text, keyword.endsWith('6') ? 6 : 4))
      report('value', place, text, [keyword, `expected a multicast address, got ${text}`]);
  }
}

/** Whether this is a multicast address of that family. */
function isGroupOf(text: string, family: 4 | 6): boolean {
  const ip = addressOf(text);
  return ip !== undefined && familyOf(ip) === family && (family === 6 ? ip.startsWith('ff') : isGroup(ip));
}
