/**
 * A capture file of a busy segment in which one address fails over: a thousand clients, and a virtual IP among servers.
 *
 * @module
 */

import {closeSync, openSync, writeSync} from 'node:fs';
import {
  ipv4FromNumber,
  ipv4ToNumber,
  PROTOCOL_ICMP,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  parseIpv4,
  parseMac,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import {
  advertisement,
  announcement,
  type Heard,
  OWNERS,
  packet,
  question,
  reply,
  VIP_ADDRESS,
} from './segment-frames.js';

export const FRAMES = 1_000_000;

const CLIENTS = 1000;
const STEP_NS = 60_000n;
const START_NS = 1_767_225_600_000_000_000n;
const PIECES = 4096;

/** @param aheadNs by how much this capture's clock is ahead of another's of the same frames */
export function writeMixedCapture(path: string, aheadNs = 0n): void {
  const fd = openSync(path, 'w');
  const heard: Heard = new Map();
  let pieces = [encodeSectionHeader({os: 'bench'}), encodeInterfaceDescription({name: 'eth0'})];
  for (let index = 0; index < FRAMES; index++) {
    const bytes = frameAt(index, heard);
    pieces.push(
      encodeEnhancedPacket(
        {
          at: START_NS + aheadNs + BigInt(index) * STEP_NS,
          bytes,
          length: bytes.length,
        },
        0,
      ),
    );
    if (pieces.length < PIECES) continue;
    writeSync(fd, Buffer.concat(pieces));
    pieces = [];
  }
  writeSync(fd, Buffer.concat(pieces));
  closeSync(fd);
}

/** The frame of an index: the address moves in the middle, and each second has some 16,000 frames. */
function frameAt(index: number, heard: Heard): Uint8Array {
  const second = index < FRAMES / 2 ? 0 : 1;
  const owner = OWNERS[second];
  const since = index % (FRAMES / 2);
  if (since < 10) return since < 5 ? advertisement(second) : announcement(owner);
  if (index % 16_000 === 0) return advertisement(second);
  const client = Math.imul(index >>> 1, 0x9e3779b1) >>> 0;
  const number = client % CLIENTS;
  const mac = parseMac(`02:00:00:01:${hex(number >> 8)}:${hex(number & 0xff)}`);
  const ip = ipv4FromNumber(ipv4ToNumber(parseIpv4('10.4.0.1')) + number);
  if (index % 20 === 0) return question(mac, ip);
  if (index % 20 === 1) return reply(owner, mac, ip);
  const protocol = [PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_TCP, PROTOCOL_UDP][client % 4] ?? PROTOCOL_TCP;
  const [from, to] = [
    [mac, ip],
    [owner, VIP_ADDRESS],
  ] as const;
  return index % 2 === 0
    ? packet(from, to, protocol, index, heard)
    : packet(to, from, protocol, index - 1, heard);
}

function hex(octet: number): string {
  return octet.toString(16).padStart(2, '0');
}
