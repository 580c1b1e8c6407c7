/**
 * IPv4 packets a second, compared with npm `ip-packet`, which knows no options: packets without them are the same for both.
 *
 * @module
 */

import {decodeIpv4Packet, encodeIpv4Packet, PROTOCOL_UDP, parseIpv4} from '@vip/arp';
import {npmPeer} from './npm-peers.js';
import {rated} from './processor-rate.js';
import {printRates, type Rated, takeRatedTurns} from './rates.js';

interface State {
  buffer: Buffer;
  start: number;
  end: number;
}

interface IpPacket {
  decode(state: State): {checksum: number};
  encode(state: State, packet: {checksum: number}): void;
  checksum(header: Buffer): number;
}

const STATIONS = 128;
const PAYLOAD = new Uint8Array(64);

export async function ipv4Rate(turns: number): Promise<void> {
  const packets = Array.from({length: STATIONS}, (_, number) =>
    encodeIpv4Packet({
      ...{source: parseIpv4(`10.3.2.${number}`), destination: parseIpv4('10.3.2.200')},
      ...{protocol: PROTOCOL_UDP, ttl: 64, payload: PAYLOAD},
    }),
  );
  const peer = npmPeer<IpPacket>('ip-packet');
  const buffers = packets.map(packet => Buffer.from(packet));
  console.log(`  decode IPv4, ${STATIONS} stations`);
  const decoding: Rated[] = [
    rated('floor: copying 84 octets', packets, packet => packet.slice()),
    ...(peer === undefined ? [] : [rated('npm ip-packet', buffers, buffer => peer.decode(whole(buffer)))]),
    rated('@vip/arp', packets, decodeIpv4Packet),
  ];
  printRates(await takeRatedTurns(decoding, turns));
  console.log(`  encode IPv4 with its checksum, ${STATIONS} stations`);
  const encoding: Rated[] = [
    rated('floor: copying 84 octets', packets, packet => packet.slice()),
    ...(peer === undefined ? [] : [ratedEncoder(peer, buffers)]),
    rated('@vip/arp', packets.map(decodeIpv4Packet), encodeIpv4Packet),
  ];
  printRates(await takeRatedTurns(encoding, turns));
}

/** An encoder that computes the checksum from the octets and writes it into them. */
function ratedEncoder(peer: IpPacket, buffers: readonly Buffer[]): Rated {
  const encode = (value: {checksum: number}) => {
    const made = Buffer.alloc(20 + PAYLOAD.length);
    peer.encode(whole(made), {...value, checksum: 0});
    peer.checksum(made);
    return made;
  };
  const values = buffers.map(buffer => peer.decode(whole(buffer)));
  for (const [index, value] of values.entries())
    if (!encode(value).equals(buffers[index] as Buffer))
      throw new Error('npm ip-packet encodes it differently');
  return rated('npm ip-packet', values, encode);
}

function whole(buffer: Buffer): State {
  return {buffer, start: 0, end: buffer.length};
}
