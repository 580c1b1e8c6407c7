/**
 * Recognises files that are not captures, so that an error can say what to do with them.
 *
 * @module
 */

import {hexOctets} from '../wire/hex.js';

/** Octets that the formats below are recognised by. */
const HEAD_LENGTH = 4;

/** By their first four octets, in hexadecimal. */
const FORMATS: Readonly<Record<string, string>> = {
  '28b52ffd': 'zstd (decompress it: zstd -dc)', // RFC 8878 §3.1.1
  fd377a58: 'xz (decompress it: xz -dc)', // The .xz File Format §2.1.1.1
  '425a6838': 'bzip2 (decompress it: bzip2 -dc)',
  '425a6839': 'bzip2 (decompress it: bzip2 -dc)',
  '04224d18': 'LZ4 (decompress it: lz4 -dc)', // LZ4 Frame Format, magic number
  '504b0304': 'a ZIP archive (unpack it)', // APPNOTE.TXT §4.3.7
  '34cdb2a1': 'a variant of pcap by Alexey Kuznetzov (convert it: editcap -F pcap)', // wiretap/libpcap.h
  a1b2cd34: 'a variant of pcap by Alexey Kuznetzov (convert it: editcap -F pcap)',
  '736e6f6f': 'snoop (convert it: editcap)', // RFC 1761
};

const TEXT_REMEDY = 'tcpdump -w writes a capture';

/** `zstd (decompress it: zstd -dc)`, `text that begins with "root" (...)`, `octets 00 01 02 03`. @param head 4 octets or more */
export function describeForeignFile(head: Uint8Array): string {
  const first = head.subarray(0, HEAD_LENGTH);
  const format = FORMATS[hexOctets(first, '')];
  if (format !== undefined) return format;
  if (!isText(first)) return `octets ${hexOctets(first)}`;
  const text = new TextDecoder().decode(first);
  if (/^\s*</.test(text)) return 'HTML or XML (was a web page saved instead of the file?)';
  if (/^\s*[{[]/.test(text)) return `JSON (${TEXT_REMEDY})`;
  return `text that begins with ${JSON.stringify(text)} (${TEXT_REMEDY})`;
}

/** ASCII without control characters, other than white space. */
function isText(octets: Uint8Array): boolean {
  return octets.every(octet => (octet >= 0x20 && octet < 0x7f) || (octet >= 0x09 && octet <= 0x0d));
}
