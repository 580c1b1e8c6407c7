/**
 * The forms of an ARP claim to an address, and their frames. Pure.
 *
 * @module
 */

import {
  ANY_IPV4,
  type ArpOperation,
  BROADCAST_MAC,
  ETHER_TYPE_ARP,
  encodeArpPacket,
  encodeEthernetFrame,
  type Ipv4Address,
  type MacAddress,
  ZERO_MAC,
} from '@vip/arp';

/** A form: each field of the frame other than the sender's MAC. */
export interface GarpForm {
  readonly name: string;
  /** For a table, at most 20 characters. */
  readonly label: string;
  readonly operation: ArpOperation;
  /** The VIP, or 0.0.0.0 in a probe. */
  readonly senderIp: 'vip' | 'any';
  /** The VIP, the client that should believe the claim, or a third node. */
  readonly targetIp: 'vip' | 'client' | 'other';
  readonly targetMac: 'zero' | 'broadcast' | 'self' | 'client';
  /** Destination of the frame. */
  readonly to: 'all' | 'client';
}

function announcement(
  operation: ArpOperation,
  targetMac: GarpForm['targetMac'],
  to: GarpForm['to'] = 'all',
): GarpForm {
  const mac = {zero: '00', broadcast: 'ff', self: 'self', client: 'client'}[targetMac];
  const unicast = to === 'client' ? {name: '-unicast', label: ' unicast'} : {name: '', label: ''};
  return {
    name: `${operation}-${targetMac}${unicast.name}`,
    label: `${operation.slice(0, 3)} THA=${mac}${unicast.label}`,
    operation,
    senderIp: 'vip',
    targetIp: 'vip',
    targetMac,
    to,
  };
}

const CLAIM = {senderIp: 'vip', targetMac: 'client'} as const;

export const GARP_FORMS: readonly GarpForm[] = [
  announcement('request', 'zero'),
  announcement('request', 'broadcast'),
  announcement('request', 'self'),
  announcement('request', 'zero', 'client'),
  announcement('reply', 'self'),
  announcement('reply', 'broadcast'),
  announcement('reply', 'zero'),
  announcement('reply', 'self', 'client'),
  {
    ...CLAIM,
    name: 'answer-unicast',
    label: 'answer, unicast',
    operation: 'reply',
    targetIp: 'client',
    to: 'client',
  },
  {...CLAIM, name: 'answer', label: 'answer, broadcast', operation: 'reply', targetIp: 'client', to: 'all'},
  {...announcement('request', 'zero'), name: 'probe', label: 'probe, SPA=0', senderIp: 'any'},
  {...announcement('request', 'zero'), name: 'asks-client', label: 'asks for the client', targetIp: 'client'},
  {...announcement('request', 'zero'), name: 'asks-other', label: 'asks for another', targetIp: 'other'},
];

/** The parties: the claimed address, the claiming MAC, the client, and a third address. */
export interface Parties {
  readonly vip: Ipv4Address;
  readonly mac: MacAddress;
  readonly client: {readonly ip: Ipv4Address; readonly mac: MacAddress};
  readonly other: Ipv4Address;
}

export function formFrame(form: GarpForm, {vip, mac, client, other}: Parties): Uint8Array {
  return encodeEthernetFrame({
    destination: form.to === 'all' ? BROADCAST_MAC : client.mac,
    source: mac,
    tags: [],
    etherType: ETHER_TYPE_ARP,
    payload: encodeArpPacket({
      operation: form.operation,
      senderMac: mac,
      senderIp: form.senderIp === 'any' ? ANY_IPV4 : vip,
      targetMac: {zero: ZERO_MAC, broadcast: BROADCAST_MAC, self: mac, client: client.mac}[form.targetMac],
      targetIp: {vip, client: client.ip, other}[form.targetIp],
    }),
  });
}
