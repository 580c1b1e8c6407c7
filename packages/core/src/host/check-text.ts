/**
 * Distinguishing text from other formats, so that an error names the format instead of quoting octets.
 *
 * @module
 */

import {sniffCapture} from '@vip/arp/capture-file';

const BINARY = {
  pcap: 'a capture (vip explain reads it)',
  pcapng: 'a capture (vip explain reads it)',
  gzip: 'gzip (vip explain reads a compressed capture)',
} as const;

/** @param octets the first ones, or all @throws Error `expected text, got a capture (vip explain reads it)` */
export function checkText(octets: Uint8Array): void {
  const format = sniffCapture(octets);
  if (format !== undefined) throw new Error(`expected text, got ${BINARY[format]}`);
  if (octets.includes(0)) throw new Error('expected text, got binary data');
}
