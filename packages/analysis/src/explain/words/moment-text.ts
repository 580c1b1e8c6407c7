/**
 * Times as an explanation prints them. Pure.
 *
 * @module
 */

import {utcTime} from '@vip/arp/describe';

/** `   12.345678`: seconds since the first frame; negative when a file is out of order. */
export function formatOffset(ns: bigint): string {
  const sign = ns < 0n ? '-' : '';
  const positive = ns < 0n ? -ns : ns;
  const fraction = String((positive % 1_000_000_000n) / 1000n).padStart(6, '0');
  return `${sign}${positive / 1_000_000_000n}.${fraction}`.padStart(10);
}

/** In UTC, so that a ticket is the same everywhere. */
export function formatDate(at: bigint): string {
  return utcTime(at)
    .replace('T', ' ')
    .replace(/(\.\d{3})\d*Z$/, '$1 UTC');
}

/** The same without the date where that has just been said, with another moment. */
export function formatDateAfter(at: bigint, said: bigint | undefined): string {
  const text = formatDate(at);
  const [date] = text.split(' ', 1);
  return said !== undefined && formatDate(said).startsWith(`${date} `) ? text.slice(`${date} `.length) : text;
}
