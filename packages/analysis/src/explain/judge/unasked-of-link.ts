/**
 * The first address of an IPv6 virtual router is link-local (RFC 9568 §5.2.9): users do not know it, and do not look for it. Pure.
 *
 * @module
 */

import {keyOf} from '@vip/arp';
import {isLinkLocalKey} from '@vip/arp/internal';
import type {RouterFacts} from '../../claims/router-facts.js';
import type {Explanation} from '../explanation.js';
import type {AddressFacts} from '../facts.js';
import {routersOf} from '../handovers/router-index.js';

/** Whether an address is link-local and nobody asked for it in the capture. */
export function isUnaskedOfLink({ip, senders, questions}: AddressFacts): boolean {
  return senders.length === 0 && questions.length === 0 && isLinkLocalKey(keyOf(ip));
}

/** Without those that add nothing to the other addresses of their router. */
export function withoutUnaskedOfLink(
  explanations: readonly Explanation[],
  routers: readonly RouterFacts[],
): Explanation[] {
  const others = new Set(explanations.map(({address}) => address).filter(one => !isUnaskedOfLink(one)));
  const toldWith = new Set([...others].flatMap(address => routersOf(address, routers)));
  return explanations.filter(
    ({address, finding: {code}}) =>
      others.has(address) ||
      address.interests.includes('asked-for') ||
      (code !== 'HEALTHY' && code !== 'CANNOT_TELL') ||
      !routersOf(address, routers).some(router => toldWith.has(router)),
  );
}
