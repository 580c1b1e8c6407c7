/**
 * Routers in front of an address: its answers come through one, and routers report what they cannot deliver. Pure.
 *
 * @module
 */

import type {MacAddress} from '@vip/arp';
import {sum} from '../../collections/sum.js';
import type {DarkStretch, Sender} from '../../conversations/facts.js';
import {counted, listed, times} from '../../text/count-text.js';
import type {AddressFacts, Refusal} from '../facts.js';
import {isBefore} from '../scope.js';

export const BEHIND_ROUTER =
  "Capture at the router, on the address's own network: vip explain then shows which owner the router sent to, and when it followed.";

/**
 * The routers through which everything from the address comes, if no machine claims the address on this side of them: one, or several that
 * share the load or take turns.
 */
export function routersBefore({
  answers,
  announcements,
  claimRuns,
}: Pick<AddressFacts, 'answers' | 'announcements' | 'claimRuns'>): MacAddress[] {
  const isBehind = answers.every(({isForwarded}) => isForwarded === true);
  if (!isBehind || announcements.length > 0 || claimRuns.length > 0) return [];
  return [...new Set(answers.map(({mac}) => mac))];
}

/** `the router 02:00:00:00:00:01`, `the routers 02:00:00:00:00:01 and 02:00:00:00:00:02` */
export function routersText(macs: readonly MacAddress[]): string {
  return `the ${macs.length === 1 ? 'router' : 'routers'} ${listed(macs)}`;
}

/** What each report means (RFC 792, RFC 1812 §5.2.7.1, RFC 4443 §3.1). */
const MEANINGS: Readonly<Record<string, string>> = {
  'host unreachable': 'nobody answers its requests for the MAC of the address',
  'network unreachable': 'it has no route to it',
  'administratively prohibited': 'it filters this',
};

/**
 * `; 10.0.0.1 reports ICMP host unreachable to 10.0.0.5, 9 times since frame 553: nobody answers its ...`; empty if no router reports that.
 *
 * @param askers to which the reports were sent; all if undefined
 */
export function reported(
  {ip, refusals}: AddressFacts,
  dark: DarkStretch,
  askers?: readonly Sender[],
): string {
  const {firstUnanswered, firstAnswer} = dark;
  const own = refusals.filter(
    ({by, to, reason, last, ...first}) =>
      by !== ip &&
      reason in MEANINGS &&
      (askers === undefined || askers.some(asker => asker.ip === to)) &&
      isBefore(firstUnanswered, last) &&
      (firstAnswer === undefined || isBefore(first, firstAnswer)),
  );
  const [first] = own;
  if (first === undefined) return '';
  const alike = own.filter(({by, reason}) => by === first.by && reason === first.reason);
  const {by, reason} = first;
  return `; ${by} reports ICMP ${reason} to ${askersText(alike)}, ${sinceText(alike, dark)}: ${MEANINGS[reason]}`;
}

function askersText(all: readonly Refusal[]): string {
  const askers = [...new Set(all.map(({to}) => to))];
  return askers.length === 1 ? `${askers[0]}` : counted(askers.length, 'client');
}

/** If some came before the outage, it is not known when they began. */
function sinceText(all: readonly Refusal[], {firstUnanswered}: DarkStretch): string {
  const count = times(sum(all, one => one.count));
  const first = all.reduce((earliest, one) => (isBefore(one, earliest) ? one : earliest));
  if (isBefore(firstUnanswered, first)) return `${count} since frame ${first.frame}`;
  const last = all.reduce((latest, one) => (isBefore(latest.last, one.last) ? one : latest));
  return `${count} until frame ${last.last.frame}`;
}
