/**
 * The first address of an IPv6 router is one of the link (RFC 9568 §5.2.9), which users do not know: it is not what they look for. Pure.
 *
 * @module
 */

import {keyOf} from '@vip/arp';
import type {RouterFacts} from '../../claims/router-facts.js';
import {isLinkLocal} from '../collect/link-local.js';
import type {Explanation} from '../explanation.js';
import type {AddressFacts} from '../facts.js';
import {routersOf} from '../handovers/router-index.js';

/** Whether it is one of the link, for which nobody asked in the capture. */
export function isUnaskedOfLink({ip, senders, questions}: AddressFacts): boolean {
  return senders.length === 0 && questions.length === 0 && isLinkLocal(keyOf(ip));
}

/** Without those of which there is nothing to tell beside the other addresses of their router. */
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
