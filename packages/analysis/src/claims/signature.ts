/**
 * The `auth_hmac` signature of an advertisement by keepalived: its time, and whether it was made with one of the known keys.
 *
 * @module
 */

import {type AdvertisementPacket, isVrrpTagCorrect, vrrpTrailerTime} from '@vip/arp';

export interface Signature {
  /** The sender's clock, nanoseconds since the epoch. */
  readonly signedAt: bigint;
  /** Whether it was made with one of the known keys; absent if no key is known. */
  readonly isGenuine?: boolean;
}

/** Undefined for an advertisement without a trailer. */
export function signatureOf(
  {authentication, payload, source}: AdvertisementPacket,
  keys: readonly Uint8Array[],
): Signature | undefined {
  if (authentication?.type !== 'hmac') return undefined;
  return {
    signedAt: vrrpTrailerTime(authentication.trailer),
    ...(keys.length === 0 ? {} : {isGenuine: keys.some(key => isVrrpTagCorrect(payload, source, key))}),
  };
}
