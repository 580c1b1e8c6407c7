/**
 * Which network an address is in, for both families.
 *
 * @module
 */

import {isIpv4, isIpv6} from '@vip/arp';

/** An address as a number; undefined for what is none. */
export function addressNumber(text: string): bigint | undefined {
  if (isIpv4(text)) return text.split('.').reduce((number, octet) => (number << 8n) | BigInt(octet), 0n);
  return isIpv6(text) ? ipv6Number(text) : undefined;
}

function ipv6Number(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => part.split(':').filter(group => group !== '');
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const zeros = tail === undefined ? [] : Array.from({length: 8 - front.length - back.length}, () => '0');
  return [...front, ...zeros, ...back].reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}

/** Whether an address is in the network of another, of that prefix length. Never of another family. */
export function isWithin(address: string, base: string, prefixLength: number): boolean {
  const [number, network] = [addressNumber(address), addressNumber(base)];
  if (number === undefined || network === undefined || isIpv6(address) !== isIpv6(base)) return false;
  const hostBits = BigInt((isIpv6(base) ? 128 : 32) - prefixLength);
  return number >> hostBits === network >> hostBits;
}

/** Whether an address is in a network as routes name it: `10.0.0.0/8`, `10.0.0.1`, `default`. */
export function isInDestination(address: string, destination: string): boolean {
  if (destination === 'default') return true;
  const [base = '', length] = destination.split('/');
  return isWithin(address, base, length === undefined ? (isIpv6(base) ? 128 : 32) : Number(length));
}
