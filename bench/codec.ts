/**
 * Frames of Ethernet and ARP, and IPv4 packets, that one core decodes and encodes in a second.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {
  type ArpPacket,
  announcementPackets,
  broadcastFrame,
  decodeArpPacket,
  decodeEthernetFrame,
  type EthernetFrame,
  FrameView,
  LINK_TYPE_ETHERNET,
  parseIpv4,
  parseMac,
} from '@vip/arp';
import {ipv4Rate} from './ipv4-codec.js';
import {npmPcap} from './npm-pcap.js';
import {rated} from './processor-rate.js';
import {printRates, type Rated, takeRatedTurns} from './rates.js';
import {scapyCodec} from './scapy.js';

const N = 9;

/** As many stations as on a segment, and more than any table of recent addresses holds. */
const STATIONS = [128, 32_768];

/** The decoders of `cap`: `b` is a Buffer; results have `info` and the offset of the payload. */
interface CapDecoders {
  Ethernet(b: Buffer): {readonly offset: number};
  ARP(b: Buffer, offset: number): {readonly info: object};
}

export async function codecRate(): Promise<void> {
  const require = createRequire(new URL('../../packages/arp/package.json', import.meta.url));
  const {decoders} = require('cap') as {decoders: CapDecoders};
  const pcap = npmPcap();
  const scapy = scapyCodec();
  for (const stations of STATIONS) {
    const packets = announcements(stations);
    const frames = packets.map(packet => broadcastFrame(packet));
    const buffers = frames.map(frame => Buffer.from(frame));
    console.log(`  decode, ${stations} stations (target: 5 times cap's decoders, 3 million/s)`);
    const decoding: Rated[] = [
      rated("cap's decoders", buffers, b => [decoders.ARP(b, decoders.Ethernet(b).offset)]),
      ...pcap.map(({name, decode}) => rated(name, buffers, decode)),
      ...scapy('decode', frames),
      rated('@vip/arp', frames, decoded),
      rated('@vip/arp, FrameView', frames, viewed()),
      rated('floor: copying 42 octets', frames, frame => frame.slice()),
    ];
    printRates(await takeRatedTurns(decoding, N));
    console.log(`  encode, ${stations} stations (target: 3 million/s; cap and npm pcap cannot)`);
    const encoding: Rated[] = [
      rated('floor: copying 42 octets', frames, frame => frame.slice()),
      ...scapy('encode', frames),
      rated('@vip/arp', packets, packet => broadcastFrame(packet)),
    ];
    printRates(await takeRatedTurns(encoding, N));
  }
  await ipv4Rate(N);
}

interface Value {
  readonly frame: EthernetFrame;
  readonly packet: ArpPacket;
}

/** Finds the fields without converting them. */
function viewed(): (bytes: Uint8Array) => FrameView {
  const view = new FrameView();
  return bytes => {
    view.read(bytes, LINK_TYPE_ETHERNET);
    return view;
  };
}

function decoded(bytes: Uint8Array): Value {
  const frame = decodeEthernetFrame(bytes);
  return {frame, packet: decodeArpPacket(frame.payload)};
}

/** One of each form for this many stations. */
function announcements(stations: number): ArpPacket[] {
  return Array.from({length: stations}, (_, number) => {
    const octets = [number >> 16, (number >> 8) & 0xff, number & 0xff];
    const mac = ['02', '00', '00', ...octets.map(octet => octet.toString(16).padStart(2, '0'))].join(':');
    return announcementPackets({ip: parseIpv4(`10.${octets.join('.')}`), mac: parseMac(mac)});
  }).flat();
}
