/**
 * Captured frames as lines or as objects: what each says, and whether an address moved. Pure; it remembers
 * only who owned what.
 *
 * @module
 */

import {
  type ArpPacket,
  classifyArp,
  DecodeError,
  decodeArpPacket,
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  type EthernetFrame,
  formatFrame,
  type Ipv4Address,
  type Move,
  trackOwnership,
} from '@vip/arp';
import type {SeenFrame} from '../capture/source.js';
import {formatDuration} from '../duration-text.js';

export interface CaptureSelection {
  /** Only announcements. */
  readonly garp?: boolean | undefined;
  /** Only ARP from or for one of these addresses. */
  readonly ips?: readonly Ipv4Address[] | undefined;
}

/** A frame that was selected. */
export interface SelectedFrame {
  readonly seen: SeenFrame;
  /** Absent when it is no Ethernet frame. */
  readonly frame?: EthernetFrame;
  /** Absent when it is no ARP packet that can be read. */
  readonly packet?: ArpPacket;
  readonly problem?: DecodeError;
  readonly move?: Move;
}

/** Selects frames; every frame must be given to it, since ownership is told from all of them. */
export function createCaptureView({garp = false, ips}: CaptureSelection = {}) {
  const ownership = trackOwnership();
  return (seen: SeenFrame): SelectedFrame | undefined => {
    const {frame, packet, problem} = decode(seen.bytes);
    if (frame === undefined || packet === undefined) {
      if (garp || ips !== undefined) return undefined;
      return {seen, ...(frame === undefined ? {} : {frame}), ...(problem === undefined ? {} : {problem})};
    }
    const network = `${seen.iface} ${frame.tags.map(({vlanId}) => vlanId).join('.')}`;
    const move = ownership.observe(seen.at, packet, network);
    if (garp && classifyArp(packet).kind !== 'announcement') return undefined;
    if (ips !== undefined && !ips.includes(packet.senderIp) && !ips.includes(packet.targetIp))
      return undefined;
    return {seen, frame, packet, ...(move === undefined ? {} : {move})};
  };
}

/** One line, and another when an address moved. */
export function formatSelected({seen, move}: SelectedFrame): string {
  const where = seen.iface === '' ? '' : ` ${seen.iface}`;
  const line = `${formatTimeOfDay(seen.at)}${where} ${formatFrame(seen.bytes)}\n`;
  if (move === undefined) return line;
  return `${line}    ${move.ip} moved ${move.from} -> ${move.to} after ${formatDuration(move.silenceNs)}\n`;
}

/** The object that `--json` prints. */
export function describeSelected({seen, frame, packet, problem, move}: SelectedFrame): object {
  const {iface, at, length, own} = seen;
  const purpose = packet === undefined ? undefined : classifyArp(packet);
  return {
    kind: packet === undefined ? 'frame' : 'arp',
    at,
    iface,
    length,
    own,
    source: frame?.source,
    destination: frame?.destination,
    vlans: frame?.tags.map(({vlanId}) => vlanId),
    etherType: frame?.etherType,
    ...packet,
    purpose: purpose?.kind,
    ...(purpose?.kind === 'announcement' ? {form: purpose.form, target: purpose.target} : {}),
    problem: problem?.message,
    moved: move,
  };
}

function decode(bytes: Uint8Array): {frame?: EthernetFrame; packet?: ArpPacket; problem?: DecodeError} {
  let frame: EthernetFrame | undefined;
  try {
    frame = decodeEthernetFrame(bytes);
    return frame.etherType === ETHER_TYPE_ARP ? {frame, packet: decodeArpPacket(frame.payload)} : {frame};
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return frame === undefined ? {problem: error} : {frame, problem: error};
  }
}

let cachedSecond = -1n;
let cachedText = '';

/** `14:02:11.123456`, local time, as tcpdump prints it. */
export function formatTimeOfDay(at: bigint): string {
  const second = at / 1_000_000_000n;
  if (second !== cachedSecond) {
    cachedSecond = second;
    const date = new Date(Number(second) * 1000);
    cachedText = [date.getHours(), date.getMinutes(), date.getSeconds()]
      .map(n => String(n).padStart(2, '0'))
      .join(':');
  }
  return `${cachedText}.${String((at % 1_000_000_000n) / 1000n).padStart(6, '0')}`;
}
