/**
 * The address that a trial of a configuration probes.
 *
 * @module
 */

import {addressesOf, type Member, type VipEntry} from '@vip/analysis/internal/audit';
import {type IpFamily, VipError} from '@vip/arp';
import type {BenchPair} from './bench-pair.js';

/** An address that the other node has as well, or lacks. Addresses on lines that a daemon did not understand were meant for clients, too. */
export function vipOf(
  [first, second]: BenchPair,
  family: IpFamily,
  isAboutAll: boolean,
): {ip: string; prefixLength: number} {
  const {name} = first.instance;
  const own = probedAddresses(first, family);
  const usual = USUAL_PREFIX[family];
  const theirs = new Set(addressesOf(second.instance));
  const chosen =
    own.find(({ip}) => isAboutAll !== theirs.has(ip)) ?? own[0] ?? probedAddresses(second, family)[0];
  if (chosen !== undefined)
    return {ip: chosen.ip, prefixLength: chosen.prefixLength < LONGEST[family] ? chosen.prefixLength : usual};
  const stray = first.node.config.faults.flatMap(
    ({word}) => /^(\d+(?:\.\d+){3})(?:\/(\d+))?$/.exec(word) ?? [],
  );
  const [, ip, prefixLength = String(usual)] = stray;
  if (ip === undefined || family !== 'IPv4')
    throw new VipError(
      'NOT_POSSIBLE',
      `prove: ${name} has no ${family} address, and the lab probes no other`,
    );
  return {ip, prefixLength: Number(prefixLength)};
}

/** The addresses of an instance that clients can use; an IPv6 virtual router lists a link-local one before them (RFC 9568 §5.2.9). */
export function probedAddresses({instance}: Member, family: IpFamily): readonly VipEntry[] {
  const {vips, excluded, wrongFamily} = instance;
  const number = family === 'IPv4' ? 4 : 6;
  return [...vips, ...excluded, ...wrongFamily].filter(
    ({ip, ...each}) => each.family === number && !/^fe[89ab]/i.test(ip),
  );
}

/** The prefix length assumed for an address without one. */
const USUAL_PREFIX = {IPv4: 24, IPv6: 64} as const;

/** A network with this prefix, or a longer one, has no room for the other stations. */
const LONGEST = {IPv4: 31, IPv6: 127} as const;
