/**
 * The decoders of npm `pcap`.
 *
 * @module
 */

import {npmPeer} from './npm-peers.js';

interface Decoded {
  readonly payload: Readonly<Record<'sender_ha' | 'sender_pa' | 'target_ha' | 'target_pa', object>>;
  readonly dhost: object;
  readonly shost: object;
}

type EthernetPacket = new () => {decode(raw: Buffer, offset: number): Decoded};

/** With addresses as it leaves them, octets in objects, and as text, like all other decoders. Empty if it is not installed. */
export function npmPcap(): {name: string; decode: (frame: Buffer) => object}[] {
  const Packet = npmPeer<EthernetPacket>('pcap/decode/ethernet_packet.js');
  if (Packet === undefined) return [];
  const decode = (frame: Buffer) => new Packet().decode(frame, 0);
  return [
    {name: 'npm pcap, addresses left as octets', decode},
    {
      name: 'npm pcap, addresses as text',
      decode(frame) {
        const packet = decode(frame);
        return [packet, ...addresses(packet).map(String)];
      },
    },
  ];
}

function addresses({dhost, shost, payload}: Decoded): object[] {
  return [dhost, shost, payload.sender_ha, payload.sender_pa, payload.target_ha, payload.target_pa];
}
