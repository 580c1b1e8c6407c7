/**
 * Every rule for FRR's vrrpd, in documentation order. Its reasons for rejecting an advertisement are from `vrrp_recv_advertisement()` and
 * `vrrp_pkt_parse_datagram()`.
 *
 * @module
 */

import {abridged, agreeing} from '../../text/count-text.js';
import {formatSeconds} from '../calculations/timing.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import {type FrrPair, type FrrRouter, frrPairs} from './router.js';

type FrrRule = RuleOf<readonly FrrRouter[]>;

const SOURCE = 'https://github.com/FRRouting/frr/blob/master/vrrpd/';

function eachFrrPair(
  setting: string,
  find: (
    pair: FrrPair,
  ) => Omit<FindingDraft, 'subject'> | Omit<FindingDraft, 'subject' | 'where'> | undefined,
): FrrRule['find'] {
  return routers =>
    frrPairs(routers).flatMap(pair => {
      const found = find(pair);
      const [one, other] = pair;
      if (found === undefined) return [];
      const subject = `${[...new Set(pair.map(({vrid}) => `VRID ${vrid}`))].join('/')} (${one.node}, ${other.node})`;
      return [{subject, where: pair.map(router => router.placeOf(setting)), ...found}];
    });
}

function bothMasters([one, other]: FrrPair): string {
  const wait = formatSeconds(3 * Math.max(one.intervalMs, other.intervalMs) + 1000);
  return `${one.node} and ${other.node} are both masters from ${wait} after their start at the latest, and both hold ${abridged(one.addresses, 3)}, for as long as both run; nothing is logged without debugging`;
}

export const FRR_RULES: readonly FrrRule[] = [
  {
    code: 'FRR_LINE_REFUSED',
    severity: 'warning',
    title: 'FRR: a line that vrrpd rejects',
    thread: `${SOURCE}vrrp_vty.c`,
    find: routers =>
      routers.flatMap(({node, vrid, iface, refused}) =>
        refused.map(({problem, place}) => ({
          subject: `VRID ${vrid} on ${iface} (${node})`,
          where: [place],
          evidence: problem,
          consequence: 'vrrpd logs "No such command", and runs with the default or without the address',
          remedy: 'use a value that it accepts (releases after 8.4 may accept more)',
        })),
      ),
  },
  {
    code: 'FRR_EQUAL_PRIORITY',
    severity: 'warning',
    title: 'FRR: the nodes have the same priority',
    thread: 'https://www.rfc-editor.org/rfc/rfc5798#section-6.4.3',
    find: eachFrrPair('priority', ([one, other]) =>
      one.vrid !== other.vrid || one.priority !== other.priority
        ? undefined
        : {
            evidence: `${one.node} and ${other.node} both have priority ${one.priority}`,
            consequence:
              'the higher address wins when they start together; otherwise the node that has the address keeps it',
            remedy: 'use different priorities',
          },
    ),
  },
  {
    code: 'FRR_VRID_DIFFERS',
    severity: 'error',
    title: 'FRR: the nodes have different VRIDs for the same address',
    thread: `${SOURCE}vrrp.c`,
    find: eachFrrPair('ip', pair => {
      const [one, other] = pair;
      if (one.vrid === other.vrid) return undefined;
      return {
        evidence: `${one.node} has VRID ${one.vrid}, ${other.node} ${other.vrid}`,
        consequence: bothMasters(pair),
        remedy: 'use the same VRID on every node',
      };
    }),
  },
  {
    code: 'FRR_VERSION_DIFFERS',
    severity: 'error',
    title: 'FRR: the nodes speak different versions of VRRP',
    thread: `${SOURCE}vrrp_packet.c`,
    find: eachFrrPair('version', pair => {
      const [one, other] = pair;
      if (one.version === other.version || one.vrid !== other.vrid) return undefined;
      return {
        evidence: `${one.node} has version ${one.version}, ${other.node} ${other.version}`,
        consequence: bothMasters(pair),
        remedy: 'use the same version on every node',
      };
    }),
  },
  {
    code: 'FRR_INTERVAL_DIFFERS',
    severity: 'error',
    title: 'FRR: version 2 drops advertisements with a different interval',
    thread: `${SOURCE}vrrp.c`,
    find: eachFrrPair('advertisement-interval', pair => {
      const [one, other] = pair;
      const isV2 = one.version === 2 && other.version === 2 && one.vrid === other.vrid;
      if (!isV2 || wholeSeconds(one) === wholeSeconds(other)) return undefined;
      return {
        evidence: `${one.node} advertises every ${formatSeconds(one.intervalMs)}, ${other.node} every ${formatSeconds(other.intervalMs)}`,
        consequence: bothMasters(pair),
        remedy: 'use the same advertisement-interval on every node, or version 3',
      };
    }),
  },
  {
    code: 'FRR_ADDRESSES_DIFFER',
    severity: 'error',
    title: 'FRR: an address is on one node only',
    thread: `${SOURCE}vrrp.c`,
    find: eachFrrPair('ip', pair => {
      const [one, other] = pair;
      const only = (mine: FrrRouter, theirs: FrrRouter) =>
        mine.addresses.filter(ip => !theirs.addresses.includes(ip));
      const [first, second] = [only(one, other), only(other, one)];
      if (one.vrid !== other.vrid || first.length + second.length === 0) return undefined;
      const parts = [
        ...(first.length === 0 ? [] : [`only ${one.node} has ${abridged(first)}`]),
        ...(second.length === 0 ? [] : [`only ${other.node} has ${abridged(second)}`]),
      ];
      return {
        where: [one.placeOf(first[0] ?? 'ip'), other.placeOf(second[0] ?? 'ip')],
        evidence: parts.join('; '),
        consequence: `the advertisements are accepted nevertheless, but after a failover ${agreeing([...first, ...second], 'is', 'are')} on no node`,
        remedy: 'use the same addresses on every node',
      };
    }),
  },
];

/** The interval as compared: in seconds, at least one. */
function wholeSeconds({intervalMs}: FrrRouter): number {
  return Math.max(Math.floor(intervalMs / 1000), 1);
}

/** The parsed routers, one line each. */
export function formatFrr({node, iface, vrid, version, priority, intervalMs, addresses}: FrrRouter): string {
  return `${node}: VRID ${vrid} on ${iface}, version ${version}, priority ${priority}, every ${formatSeconds(intervalMs)}: ${abridged(addresses)}`;
}
