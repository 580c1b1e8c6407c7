/**
 * Selection of traffic.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {blamed, flag, readText, valued} from './option.js';

export const ONLY_GARP = flag('--garp', 'show only announcements');

/** @param standard the default */
export const filter = (standard: string) =>
  valued(
    '-f, --filter <expression>',
    `a pcap filter instead of ${standard} (see: man pcap-filter)`,
    readText,
  );

/** Opens an interface, at which libpcap refuses an expression that it cannot compile: the error begins with the option. */
export function withFilter<Source>(open: () => Source): Source {
  try {
    return open();
  } catch (error) {
    throw error instanceof VipError && error.code === 'BAD_FILTER' ? blamed(filter(''), error) : error;
  }
}
