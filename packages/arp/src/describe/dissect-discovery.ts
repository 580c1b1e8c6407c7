/**
 * The fields of neighbour solicitations and advertisements of any kind. dissect-announcement.ts says more about those
 * that announce an address.
 *
 * @module
 */

import {IPV6_LENGTH} from '../wire/address/ipv6-address.js';
import type {DiscoveryOption} from '../wire/icmp/discovery-option.js';
import type {NeighbourMessage} from '../wire/icmp/neighbour-discovery.js';
import type {FieldTaker} from './field-taker.js';

export function takeDiscovery(taker: FieldTaker, message: NeighbourMessage): void {
  const isAnswer = message.type === 'advertisement';
  taker.take(
    1,
    'type',
    isAnswer ? '136' : '135',
    isAnswer ? 'advertisement: "is at"' : 'solicitation: "who has"',
  );
  taker.take(1, 'code', '0');
  taker.take(2, 'checksum', 'correct', 'over the message and both addresses (RFC 4443 §2.3)');
  taker.take(4, 'flags', flagWords(message), isAnswer ? 'RFC 4861 §4.4' : 'none in a solicitation');
  taker.take(IPV6_LENGTH, 'target', message.target, isAnswer ? 'where it is' : 'the address asked for');
  for (const option of message.options) takeOption(taker, option);
}

function takeOption(taker: FieldTaker, option: DiscoveryOption): void {
  if (option.type === 'other') {
    taker.take(2 + option.data.length, `option ${option.number}`, `${option.data.length} octets`);
    return;
  }
  const whose = option.type === 'target-link-layer' ? 'target' : 'source';
  taker.take(2, 'option', `${whose} link-layer address`);
  taker.take(6, `${whose} MAC`, option.mac, 'goes into the caches');
}

/** `Solicited, Override`. */
export function flagWords(message: NeighbourMessage): string {
  if (message.type === 'solicitation') return 'none';
  const {router, solicited, override} = message;
  const words = [router && 'Router', solicited && 'Solicited', override && 'Override'].filter(Boolean);
  return words.length === 0 ? 'none' : words.join(', ');
}
