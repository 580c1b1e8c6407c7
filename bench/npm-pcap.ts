/**
 * The decoders of npm `pcap`, which need nothing compiled: `npm install --ignore-scripts pcap` in a directory that
 * VIP_BENCH_PEERS names.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {join} from 'node:path';

interface Decoded {
  readonly payload: Readonly<Record<'sender_ha' | 'sender_pa' | 'target_ha' | 'target_pa', object>>;
  readonly dhost: object;
  readonly shost: object;
}

type EthernetPacket = new () => {decode(raw: Buffer, offset: number): Decoded};

/** As it leaves addresses, octets in objects, and with texts, which all others make. Empty when it is not there. */
export function npmPcap(): {name: string; decode: (frame: Buffer) => object}[] {
  const directory = process.env.VIP_BENCH_PEERS;
  if (directory === undefined) {
    console.log('  (npm pcap is not installed, VIP_BENCH_PEERS names no directory with it: skipped)');
    return [];
  }
  const require = createRequire(join(directory, 'package.json'));
  const Packet = require('pcap/decode/ethernet_packet.js') as EthernetPacket;
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
