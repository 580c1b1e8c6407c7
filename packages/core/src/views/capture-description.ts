/**
 * A selected frame as the object that `--json` prints.
 *
 * @module
 */

import {
  type ArpPacket,
  classifyArp,
  type DiscoveryPacket,
  type LinkFrame,
  PACKET_TYPE,
  taughtMac,
} from '@vip/arp';
import {dialectOf} from '@vip/arp/describe';
import type {SelectedFrame} from './capture-lines.js';

/** The object that `--json` prints. */
export function describeSelected({seen, read, packet, discovery, change}: SelectedFrame): object {
  const {frame} = read;
  const {iface, at, length, own, number} = seen;
  const {link} = frame;
  const cooked = link?.cooked;
  const purpose = packet === undefined ? undefined : classifyArp(packet);
  const arpOrFrame = packet === undefined ? 'frame' : 'arp';
  return {
    kind: discovery === undefined ? arpOrFrame : 'discovery',
    ...(number === undefined ? {} : {frame: number}),
    at,
    iface,
    length,
    own: cooked === undefined ? own : cooked.packetType === PACKET_TYPE.outgoing,
    ...(cooked === undefined ? {} : {packetType: cooked.packetType, interfaceIndex: cooked.interfaceIndex}),
    source: link?.source,
    destination: link?.destination,
    vlans: link?.tags.map(({vlanId}) => vlanId),
    etherType: link?.etherType,
    ...packet,
    ...(discovery === undefined ? {} : describeDiscovery(discovery)),
    purpose: purpose?.kind,
    ...(purpose?.kind === 'announcement' ? {form: purpose.form, target: purpose.target} : {}),
    ...(packet === undefined || link === undefined ? {} : describeDialect(packet, link)),
    ...(frame.kind === 'foreign-arp' ? {foreign: frame.packet.name} : {}),
    problem: frame.kind === 'unreadable' ? frame.problem.message : undefined,
    ...(change === undefined ? {} : {[change.kind]: change}),
  };
}

function describeDiscovery(packet: DiscoveryPacket): object {
  const {message, source, destination} = packet;
  const {type, target} = message;
  const flags =
    message.type === 'advertisement' ? {solicited: message.solicited, override: message.override} : {};
  return {type, target, sourceIp: source, destinationIp: destination, mac: taughtMac(message), ...flags};
}

function describeDialect(packet: ArpPacket, frame: LinkFrame): object {
  const {id, speakers, ignoredBy, warnings} = dialectOf(packet, frame);
  const kind = classifyArp(packet).kind;
  if (kind !== 'announcement' && kind !== 'probe') return {};
  return {
    dialect: id,
    speakers: speakers.map(({name}) => name),
    ignoredBy: ignoredBy.map(({name, when}) => ({name, when})),
    warnings,
  };
}
