/**
 * The real servers of a virtual server, and its sorry server.
 *
 * Follows `check_parser.c` and `check_data.c` of keepalived 2.2.7.
 *
 * @module
 */

import {readNumber} from '../numbers.js';
import {type Statement, valueIn, withKeyword} from '../statement.js';
import {familyOf, hostOf} from './address.js';
import type {Report} from './report.js';
import {checkChecks, type Named} from './server-checks.js';

type Family = 4 | 6;

const LAST_PORT = 65_535;

/** 0 if there is none. With an invalid one the server is skipped. */
export function checkPort({words, place}: Statement, report: Report): boolean {
  const [keyword = '', , port = '0'] = words;
  if (readNumber(port, 0, LAST_PORT, false).problem === undefined) return true;
  report('value', place, port, [keyword, `expected port 1 to ${LAST_PORT}, got ${port}`]);
  return false;
}

export function checkRealServer(
  server: Statement,
  virtual: Statement,
  family: Family | undefined,
  named: Named,
  report: Report,
): void {
  const [, address = '', port] = server.words;
  const ip = hostOf(address);
  if (ip === undefined) {
    report('value', server.place, address, ['real_server', `expected an address, got ${address}`]);
    return;
  }
  if (!checkPort(server, report)) return;
  const method = valueIn(server.inside, 'lvs_method') ?? valueIn(virtual.inside, 'lb_kind', 'lvs_method');
  if (family !== undefined && family !== familyOf(ip) && method !== 'TUN')
    report('value', server.place, address, ['real_server', `expected IPv${family}, got ${address}`]);
  const wanted = virtual.words[2];
  if (method === 'DR' && hostOf(virtual.words[1] ?? '') !== undefined && port !== wanted)
    report('value', server.place, port ?? address, [
      'real_server',
      `expected port ${wanted} with DR, got ${port}`,
    ]);
  checkChecks(server, familyOf(ip), named, report);
}

export function checkSorryServer(server: Statement, family: Family | undefined, report: Report): void {
  const isTunnel =
    (valueIn(server.inside, 'sorry_server_lvs_method') ?? valueIn(server.inside, 'lb_kind', 'lvs_method')) ===
    'TUN';
  for (const {words, place} of withKeyword(server.inside, 'sorry_server')) {
    const ip = hostOf(words[1] ?? '');
    if (ip !== undefined && family !== undefined && familyOf(ip) !== family && !isTunnel)
      report('value', place, ip, ['sorry_server', `expected IPv${family}, got ${ip}`]);
  }
}

export function checkDuplicates(real: readonly Statement[], report: Report): void {
  const seen = new Set<string>();
  for (const {words, place} of real) {
    const key = words.slice(1, 3).join(' ');
    if (seen.has(key)) report('rejected', place, key, ['real_server', `${key} is there already`]);
    seen.add(key);
  }
}

/** Quorum and hysteresis are limited by the total weight of the real servers. */
export function checkQuorum(server: Statement, real: readonly Statement[], report: Report): void {
  const common = Number(valueIn(server.inside, 'weight') ?? 1);
  const total = real.reduce((sum, each) => sum + Number(valueIn(each.inside, 'weight') ?? common), 0);
  const quorum = withKeyword(server.inside, 'quorum').at(-1);
  const given = readNumber(quorum?.words[1] ?? '1', 1, Number.MAX_SAFE_INTEGER, true).value ?? 1;
  if (given > total && real.length > 0)
    report('value', quorum?.place ?? server.place, `${given}`, [
      'quorum',
      `expected at most the ${total} of the real servers' weights, got ${given}`,
    ]);
  const hysteresis = withKeyword(server.inside, 'hysteresis').at(-1);
  const slack = Number(hysteresis?.words[1] ?? 0);
  if (hysteresis !== undefined && slack >= Math.min(given, total))
    report('value', hysteresis.place, `${slack}`, ['hysteresis', `expected less than quorum, got ${slack}`]);
}
