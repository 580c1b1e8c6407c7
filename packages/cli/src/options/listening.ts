/**
 * Selection of traffic.
 *
 * @module
 */

import {flag, readText, valued} from './option.js';

export const ONLY_GARP = flag('--garp', 'show only announcements');

/** @param standard the default */
export const filter = (standard: string) =>
  valued(
    '-f, --filter <expression>',
    `a pcap filter instead of ${standard} (see: man pcap-filter)`,
    readText,
  );
