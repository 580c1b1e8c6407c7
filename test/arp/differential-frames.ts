/**
 * Our decoders against tshark's and tcpdump's, on thousands of frames in one file of our own writer.
 *
 * How tshark's verdict corresponds to ours:
 *
 * | we                       | tshark |
 * | ------------------------ | --- |
 * | a value                  | not malformed, every field the same |
 * | TRUNCATED                | malformed; or an ARP packet whose own length fields say that its addresses are shorter than 6 and 4 octets |
 * | UNSUPPORTED, of ethernet | no EtherType: read as IEEE 802.3, with any result |
 * | UNSUPPORTED, of arp      | an operation, hardware, protocol or length that is not ours; malformed when the lengths are too long |
 *
 * Frames are of EtherType ARP or of one for local experiments, which no dissector handles: what tshark says of
 * other protocols inside a frame is not the question here.
 *
 * @module
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  type ArpPacket,
  announcementFrames,
  DecodeError,
  decodeArpPacket,
  decodeEthernetFrame,
  ETHER_TYPE_ARP,
  type EthernetFrame,
  encodeArpPacket,
  encodeEthernetFrame,
  padFrame,
  parseIpv4,
  parseMac,
  TPID_8021Q,
  vlanTag,
} from '@vip/arp';
import {encodeEnhancedPacket, encodeInterfaceDescription, encodeSectionHeader} from '@vip/arp/capture-file';
import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import {arpPackets, ethernetFrames, octets} from '../helpers/arbitraries.js';
import {valueOrDecodeError} from '../helpers/decode-error.js';
import {concat, hex, toHex} from '../helpers/hex.js';
import {testWith} from '../helpers/require-tool.js';
import {runTool, tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {flagDigits, TAG_FIELDS, tagFields} from '../helpers/tshark-tags.js';

const EXPERIMENTAL_ETHER_TYPE = 0x88b5;
/** The same frames in every run, so that a failure can be reproduced. */
const SAMPLE = {seed: 826, numRuns: 3000};

const arpFrames = fc
  .tuple(ethernetFrames, arpPackets, fc.constantFrom(0, 0, 1, 18, 33))
  .map(([frame, packet, padding]) => {
    const payload = concat(encodeArpPacket(packet), new Uint8Array(padding));
    return encodeEthernetFrame({...frame, etherType: ETHER_TYPE_ARP, payload});
  });

/** The frame in IEEE 802.3 with a SNAP header, which tshark does not look for behind a service tag. */
const snapFrames = fc.tuple(ethernetFrames, arpPackets).map(([frame, packet]) => {
  const payload = encodeArpPacket(packet);
  const tags = frame.tags.map(tag => ({...tag, tpid: TPID_8021Q}));
  return encodeEthernetFrame({
    ...frame,
    tags,
    etherType: ETHER_TYPE_ARP,
    payload,
    snap: {length: 8 + payload.length},
  });
});

const otherFrames = ethernetFrames.map(frame =>
  encodeEthernetFrame({...frame, etherType: EXPERIMENTAL_ETHER_TYPE}),
);

/** Changes one or two octets of the ARP header, or of the operation. */
const damagedFrames = fc
  .tuple(arpFrames, fc.array(fc.tuple(fc.nat(7), fc.nat(255)), {minLength: 1, maxLength: 2}))
  .map(([frame, changes]) => {
    const start = frame.length - decodeEthernetFrame(frame).payload.length;
    for (const [where, value] of changes) frame[start + where] = value;
    return frame;
  });

const cutFrames = fc.tuple(arpFrames, fc.nat(60)).map(([frame, length]) => frame.subarray(0, length));

/** The frames of an announcement, plain and tagged, at every length from one octet to a padded frame. */
function everyLength(): Uint8Array[] {
  const vip = {ip: parseIpv4('10.3.2.200'), mac: parseMac('02:00:00:00:00:11')};
  const service = {...vlanTag(200, 3), tpid: 0x88a8};
  return [[], [vlanTag(100, 7)], [service, vlanTag(10, 1)]].flatMap(tags =>
    announcementFrames({...vip, tags}).flatMap(frame =>
      Array.from({length: 60}, (_, index) => padFrame(frame).subarray(0, index + 1)),
    ),
  );
}

function frames(): Uint8Array[] {
  return [
    ...everyLength(),
    hex('ffffffffffff 020000000011 | 0026 | 424203'),
    hex('ffffffffffff 020000000011 | 8100 0064 | 05ff | 00'),
    ...[arpFrames, snapFrames, otherFrames, damagedFrames, cutFrames].flatMap(arbitrary =>
      fc.sample(arbitrary, SAMPLE),
    ),
    ...fc.sample(octets(13), {seed: 1, numRuns: 100}).filter(frame => frame.length > 0),
  ];
}

function writeFrames(t: ExecutionContext, all: readonly Uint8Array[]): string {
  const file = join(temporaryDirectory(t), 'frames.pcapng');
  const packets = all.map((bytes, index) => encodeEnhancedPacket({at: BigInt(index), bytes}, 0));
  writeFileSync(file, concat(encodeSectionHeader(), encodeInterfaceDescription({name: 'test0'}), ...packets));
  return file;
}

const FIELDS = [
  'eth.src',
  'eth.dst',
  ...TAG_FIELDS,
  'arp.hw.type',
  'arp.proto.type',
  'arp.hw.size',
  'arp.proto.size',
  'arp.opcode',
  'arp.src.hw_mac',
  'arp.src.proto_ipv4',
  'arp.dst.hw_mac',
  'arp.dst.proto_ipv4',
  '_ws.malformed',
] as const;

type Fields = Readonly<Record<(typeof FIELDS)[number], string>>;

testWith('tshark')('tshark agrees on every frame, field by field', t => {
  const all = frames();
  const {rows, complaints} = tsharkFields(writeFrames(t, all), FIELDS);
  t.is(complaints, '');
  t.is(rows.length, all.length);
  t.true(all.length > 10_000);
  const verdicts = {value: 0, TRUNCATED: 0, UNSUPPORTED: 0};
  all.forEach((bytes, index) => {
    const row = rows[index] as Fields;
    const decoded = valueOrDecodeError(() => decode(bytes));
    if (decoded instanceof DecodeError) {
      verdicts[decoded.code as 'TRUNCATED' | 'UNSUPPORTED'] += 1;
      t.true(agreesOnError(row, decoded), `${toHex(bytes)} (${decoded.message}): ${JSON.stringify(row)}`);
    } else {
      verdicts.value += 1;
      t.deepEqual(shown(row), expectedFields(decoded), toHex(bytes));
    }
  });
  for (const [verdict, count] of Object.entries(verdicts)) t.true(count > 100, `${verdict}: ${count}`);
});

testWith('tcpdump')('tcpdump prints the same of every frame', t => {
  const all = frames();
  const {stdout} = runTool('tcpdump', '-nn', '-e', '-t', '-r', writeFrames(t, all));
  // Indented lines are dumps of what tcpdump could not read.
  const lines = stdout.split('\n').filter(line => line !== '' && !line.startsWith('\t'));
  const verdicts = {value: 0, error: 0};
  t.is(lines.length, all.length);
  all.forEach((bytes, index) => {
    const line = lines[index] as string;
    const decoded = valueOrDecodeError(() => decode(bytes));
    if (decoded instanceof DecodeError) {
      verdicts.error += 1;
      if (decoded.code === 'TRUNCATED') t.true(TCPDUMP_TRUNCATED.test(line), `${toHex(bytes)}: ${line}`);
    } else if (decoded.packet !== undefined) {
      verdicts.value += 1;
      const expected = tcpdumpLine(bytes, decoded.frame, decoded.packet);
      t.is(decoded.frame.snap === undefined ? line : line.slice(-expected.length), expected);
    }
  });
  for (const [verdict, count] of Object.entries(verdicts)) t.true(count > 100, `${verdict}: ${count}`);
});

/** The second form is for a packet without octets. */
const TCPDUMP_TRUNCATED = /\[\|(?:ether|vlan|arp)\]|^\[Invalid header: caplen==0/;

interface Decoded {
  readonly frame: EthernetFrame;
  readonly packet: ArpPacket | undefined;
}

function decode(bytes: Uint8Array): Decoded {
  const frame = decodeEthernetFrame(bytes);
  return {frame, packet: frame.etherType === ETHER_TYPE_ARP ? decodeArpPacket(frame.payload) : undefined};
}

/** What our decoders give, in tshark's fields; empty where there is nothing. */
function expectedFields({frame, packet}: Decoded): Fields {
  return {
    'eth.src': frame.source,
    'eth.dst': frame.destination,
    ...tagFields(frame.tags),
    'arp.hw.type': packet ? String(frame.payload[1]) : '',
    'arp.proto.type': packet ? '0x0800' : '',
    'arp.hw.size': packet ? '6' : '',
    'arp.proto.size': packet ? '4' : '',
    'arp.opcode': packet ? String({request: 1, reply: 2}[packet.operation]) : '',
    'arp.src.hw_mac': packet?.senderMac ?? '',
    'arp.src.proto_ipv4': packet?.senderIp ?? '',
    'arp.dst.hw_mac': packet?.targetMac ?? '',
    'arp.dst.proto_ipv4': packet?.targetIp ?? '',
    '_ws.malformed': '',
  };
}

/** tshark's row with its flags as we write them. */
function shown(row: Fields): Fields {
  return {
    ...row,
    'vlan.dei': flagDigits(row['vlan.dei']),
    'ieee8021ad.dei': flagDigits(row['ieee8021ad.dei']),
  };
}

/** Whether tshark's row fits our error, by the table in the module's comment. */
function agreesOnError(row: Fields, error: DecodeError): boolean {
  const isMalformed = row['_ws.malformed'] !== '';
  if (error.code === 'TRUNCATED') return isMalformed || saysShorter(row);
  if (error.layer === 'ethernet') return row['arp.opcode'] === '';
  const lengths = `${row['arp.hw.size']}/${row['arp.proto.size']}`;
  const isOurKind =
    ['1', '6'].includes(row['arp.hw.type']) && row['arp.proto.type'] === '0x0800' && lengths === '6/4';
  return !(isOurKind && ['1', '2'].includes(row['arp.opcode']));
}

/** Whether tshark read a packet with shorter addresses than ours, which may be whole in fewer octets. */
function saysShorter(row: Fields): boolean {
  return row['arp.opcode'] !== '' && (Number(row['arp.hw.size']) < 6 || Number(row['arp.proto.size']) < 4);
}

const TAG_NAMES: Readonly<Record<number, string>> = {
  33024: '802.1Q (0x8100)',
  34984: '802.1Q-QinQ (0x88a8)',
  37120: '802.1Q-9100 (0x9100)',
};

/** The line that tcpdump 4.99 prints with `-nn -e -t`; of an IEEE 802.3 frame the end. */
function tcpdumpLine(bytes: Uint8Array, frame: EthernetFrame, packet: ArpPacket): string {
  const types = [...frame.tags.map(({tpid}) => TAG_NAMES[tpid]), 'ARP (0x0806)'].map(
    type => `ethertype ${type}`,
  );
  const tags = frame.tags.map(
    ({vlanId, priority, dropEligible}, index) =>
      `vlan ${vlanId}, p ${priority}${dropEligible ? ', DEI' : ''}, ${types[index + 1]}, `,
  );
  const said = `${tcpdumpArp(packet)}, length ${frame.payload.length}`;
  if (frame.snap !== undefined) return said;
  const separator = tags.length === 0 ? ': ' : `: ${tags.join('')}`;
  return `${frame.source} > ${frame.destination}, ${types[0]}, length ${bytes.length}${separator}${said}`;
}

function tcpdumpArp({operation, senderMac, senderIp, targetMac, targetIp}: ArpPacket): string {
  if (operation === 'reply') return `Reply ${senderIp} is-at ${senderMac}`;
  const target = targetMac === '00:00:00:00:00:00' ? '' : ` (${targetMac})`;
  return `Request who-has ${targetIp}${target} tell ${senderIp}`;
}
