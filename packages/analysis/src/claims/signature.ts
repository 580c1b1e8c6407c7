/**
 * What keepalived's `auth_hmac` says of an advertisement: when it was signed, and whether by one of the keys that are known here.
 *
 * @module
 */

import {type AdvertisementPacket, isVrrpTagCorrect, vrrpTrailerTime} from '@vip/arp';

export interface Signature {
  /** The sender's clock, nanoseconds since the epoch. */
  readonly signedAt: bigint;
  /** Whether one of the keys made it; absent where no key is known. */
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
