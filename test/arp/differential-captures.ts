/**
 * Our capture files read by Wireshark's and libpcap's programs, and theirs by us.
 *
 * @module
 */

import {createReadStream, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import {
  type CaptureEnd,
  type CaptureRecord,
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
  readCapture,
} from '@vip/arp/capture-file';
import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import {pcapHeader, pcapngBlocks, pcapRecord} from '../helpers/capture-files.js';
import {concat, hex, toHex} from '../helpers/hex.js';
import {type Tool, testWith} from '../helpers/require-tool.js';
import {nanoseconds, runTool, tryTool, tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

interface Written {
  readonly iface: string;
  readonly at: bigint;
  readonly bytes: Uint8Array;
  readonly length: number;
}

const START = 1732309248_123456789n;
const INTERFACES = ['mcv0', 'mcv1', 'brücke0'];
const FRAMES = announcementFrames({ip: parseIpv4('10.3.2.200'), mac: parseMac('02:00:00:00:00:11')});
const EXPERIMENTAL = hex('ffffffffffff 020000000011 | 88b5');

/** Frames of every length from a header on, some cut, on three interfaces, at uneven times. */
const PACKETS: readonly Written[] = (() => {
  let at = START;
  const samples = fc.record({
    iface: fc.constantFrom(...INTERFACES),
    gap: fc.bigInt({min: 0n, max: 3_000_000_000n}),
    payload: fc.uint8Array({minLength: 1, maxLength: 80}),
    cut: fc.constantFrom(0, 0, 1, 1400),
  });
  return fc.sample(samples, {seed: 5227, numRuns: 500}).map(({iface, gap, payload, cut}) => {
    at += gap;
    const bytes = concat(EXPERIMENTAL, payload);
    return {iface, at, bytes, length: bytes.length + cut};
  });
})();

function pcapng(names: readonly string[], packets: readonly Written[]): Uint8Array {
  const count = (name: string) => packets.filter(({iface}) => iface === name).length;
  return concat(
    encodeSectionHeader({os: 'Linux 6.1.0-18-amd64'}),
    ...names.map(name => encodeInterfaceDescription({name})),
    ...packets.map(packet => encodeEnhancedPacket(packet, names.indexOf(packet.iface))),
    ...names.map((name, id) => {
      const at = packets.at(-1)?.at ?? START;
      return encodeInterfaceStatistics({at, received: count(name) + 7, dropped: 7 + id}, id);
    }),
  );
}

/** Writes the file into a directory of the test's own. */
function save(t: ExecutionContext, name: string, octets: Uint8Array): string {
  const file = join(temporaryDirectory(t), name);
  writeFileSync(file, octets);
  return file;
}

async function readFile(file: string): Promise<{records: CaptureRecord[]; end: CaptureEnd}> {
  const records: CaptureRecord[] = [];
  const reading = readCapture(createReadStream(file));
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) records.push(step.value);
  return {records, end: step.value};
}

const TIME_FIELDS = ['frame.time_epoch', 'frame.interface_name', 'frame.len', 'frame.cap_len'] as const;

/** What tshark shows of each packet, in our terms: time, interface and both lengths. */
function tsharkRecords(file: string) {
  const {rows, complaints} = tsharkFields(file, TIME_FIELDS);
  const records = rows.map(row => ({
    at: row['frame.time_epoch'] === '' ? undefined : nanoseconds(row['frame.time_epoch']),
    iface: ['', 'unknown'].includes(row['frame.interface_name']) ? undefined : row['frame.interface_name'],
    length: Number(row['frame.len']),
    captured: Number(row['frame.cap_len']),
  }));
  return {records, complaints};
}

/** Our record in the same terms. */
const summary = ({at, iface, length, bytes}: CaptureRecord) => ({at, iface, length, captured: bytes.length});

const WIRESHARK = ['tshark', 'capinfos'] as const;

testWith(...WIRESHARK)('tshark and capinfos read our pcapng without a complaint', t => {
  const file = save(t, 'ours.pcapng', pcapng(INTERFACES, PACKETS));

  const {records, complaints} = tsharkRecords(file);
  t.is(complaints, '');
  t.deepEqual(
    records,
    PACKETS.map(({at, iface, bytes, length}) => ({at, iface, length, captured: bytes.length})),
  );

  const info = runTool('capinfos', file);
  t.is(info.complaints, '');
  for (const line of [
    /^File type: +Wireshark\/\.\.\. - pcapng$/m,
    /^File timestamp precision: +nanoseconds \(9\)$/m,
    /^Number of packets: +500$/m,
    /^Capture oper-sys: +Linux 6\.1\.0-18-amd64$/m,
    /^Capture application: +vip$/m,
    /^Number of interfaces in file: 3$/m,
    /^ +Name = mcv0$/m,
    /^ +Name = mcv1$/m,
    /^ +Name = brücke0$/m,
    /^ +Time resolution = 0x09$/m,
    /^ +Number of stat entries = 1$/m,
  ]) {
    t.regex(info.stdout, line);
  }
});

testWith('tshark')('tshark finds nothing wrong with the blocks of our pcapng, and the counts in them', t => {
  const file = save(t, 'ours.pcapng', pcapng(INTERFACES, PACKETS.slice(0, 20)));
  // This dissects the file itself, not the packets in it.
  const {stdout, complaints} = runTool('tshark', '-r', file, '-X', 'read_format:MIME Files Format', '-V');
  t.is(complaints, '');
  t.notRegex(stdout, /Expert Info|Malformed|Unknown/);
  t.is(stdout.match(/^ +Block: Enhanced Packet Block/gm)?.length, 20);
  t.deepEqual(stdout.match(/(?<=Number of Dropped Packets: )\d+/g), ['7', '8', '9']);
  const received = INTERFACES.map(
    name => PACKETS.slice(0, 20).filter(({iface}) => iface === name).length + 7,
  );
  t.deepEqual(stdout.match(/(?<=Number of Received Packets: )\d+/g)?.map(Number), received);
});

testWith('tcpdump')('libpcap reads our pcapng, to the nanosecond', t => {
  const packets = PACKETS.map((packet, index) => ({
    ...packet,
    bytes: FRAMES[index % 2] as Uint8Array,
    length: 42,
  }));
  const file = save(t, 'ours.pcapng', pcapng(INTERFACES, packets));
  const {stdout} = runTool('tcpdump', '-nn', '-tt', '--time-stamp-precision=nano', '-r', file);
  const lines = stdout.trim().split('\n');
  t.deepEqual(
    lines.map(line => nanoseconds(line.split(' ')[0] as string)),
    packets.map(({at}) => at),
  );
});

/** How a program that writes capture files is called, and what its file keeps of our packets. */
interface Writer {
  readonly title: string;
  readonly tool: Tool;
  readonly format: 'pcap' | 'pcapng';
  /** The finest unit of its times, in nanoseconds. */
  readonly unit: bigint;
  readonly keepsInterfaces: boolean;
  write(from: string, to: string): void;
}

const WRITERS: readonly Writer[] = [
  {
    title: 'tcpdump -w (pcap, microseconds)',
    tool: 'tcpdump',
    format: 'pcap',
    unit: 1000n,
    keepsInterfaces: false,
    write: (from, to) => void runTool('tcpdump', '-r', from, '-w', to),
  },
  {
    title: 'tcpdump --time-stamp-precision=nano -w (pcap, nanoseconds)',
    tool: 'tcpdump',
    format: 'pcap',
    unit: 1n,
    keepsInterfaces: false,
    write: (from, to) => void runTool('tcpdump', '--time-stamp-precision=nano', '-r', from, '-w', to),
  },
  {
    title: 'editcap -F nsecpcap',
    tool: 'editcap',
    format: 'pcap',
    unit: 1n,
    keepsInterfaces: false,
    write: (from, to) => void runTool('editcap', '-F', 'nsecpcap', from, to),
  },
  {
    title: 'editcap with a comment in the first packet (pcapng)',
    tool: 'editcap',
    format: 'pcapng',
    unit: 1n,
    keepsInterfaces: true,
    write: (from, to) => void runTool('editcap', '-a', '1:the GARP', from, to),
  },
  {
    title: 'tshark -w (pcapng)',
    tool: 'tshark',
    format: 'pcapng',
    unit: 1n,
    keepsInterfaces: true,
    write: (from, to) => void runTool('tshark', '-r', from, '-w', to),
  },
];

for (const {title, tool, format, unit, keepsInterfaces, write} of WRITERS) {
  testWith('tshark', tool)(`reads what ${title} writes`, async t => {
    const from = save(t, 'ours.pcapng', pcapng(INTERFACES, PACKETS));
    const to = join(temporaryDirectory(t), 'theirs');
    write(from, to);
    const {records, end} = await readFile(to);
    t.deepEqual(end, {format, records: PACKETS.length, contents: 'packets', damage: undefined});
    t.deepEqual(
      records,
      PACKETS.map(({at, bytes, length, iface}) => ({
        at: at - (at % unit),
        bytes,
        length,
        linkType: 1,
        iface: keepsInterfaces ? iface : undefined,
      })),
    );
    t.deepEqual(records.map(summary), tsharkRecords(to).records);
  });
}

testWith(
  'tshark',
  'mergecap',
  'editcap',
)('reads what mergecap merges of pcap and pcapng, interface by interface', async t => {
  const directory = temporaryDirectory(t);
  const [first, second, third] = INTERFACES.map(name => {
    const file = join(directory, `${name}.pcapng`);
    const packets = PACKETS.filter(({iface}) => iface === name);
    writeFileSync(file, pcapng([name], packets));
    return file;
  }) as [string, string, string];
  const classic = join(directory, 'classic.pcap');
  runTool('editcap', '-F', 'pcap', third, classic);
  const merged = join(directory, 'merged.pcapng');
  runTool('mergecap', '-w', merged, first, second, classic);
  const {records, end} = await readFile(merged);
  t.is(end.damage, undefined);
  t.is(records.length, PACKETS.length);
  t.deepEqual([...new Set(records.map(({iface}) => iface))].sort(), ['mcv0', 'mcv1', undefined]);
  t.deepEqual(records.map(summary), tsharkRecords(merged).records);
  t.deepEqual(records.map(({bytes}) => toHex(bytes)).sort(), PACKETS.map(({bytes}) => toHex(bytes)).sort());
});

testWith('tshark', 'text2pcap')('reads what text2pcap writes', async t => {
  const directory = temporaryDirectory(t);
  const dump = join(directory, 'dump.txt');
  const octets = (bytes: Uint8Array) => (toHex(bytes).match(/../g) ?? []).join(' ');
  const times = ['2024-11-22 21:00:48.123456789', '2024-11-22 21:00:49.000000001'];
  writeFileSync(dump, FRAMES.map((frame, index) => `${times[index]}\n0000  ${octets(frame)}\n\n`).join(''));
  const file = join(directory, 'dump.pcapng');
  runTool('text2pcap', '-t', '%Y-%m-%d %H:%M:%S.%f', '-N', 'text0', dump, file);
  const {records} = await readFile(file);
  t.deepEqual(
    records.map(({at, bytes, iface}) => ({at, bytes, iface})),
    [
      {at: 1732309248_123456789n, bytes: FRAMES[0], iface: 'text0'},
      {at: 1732309249_000000001n, bytes: FRAMES[1], iface: 'text0'},
    ],
  );
  t.deepEqual(records.map(summary), tsharkRecords(file).records);
});

const FRAME = concat(EXPERIMENTAL, hex('0102030405'));

/**
 * A pcapng file with everything that no available program writes. There are no custom blocks (0xbad): we skip them,
 * tshark counts each as a frame without a time.
 */
function unusualPcapng(): Uint8Array {
  return concat(
    ...[false, true].flatMap(littleEndian => {
      const {section, iface, enhanced, obsolete, block, option} = pcapngBlocks(littleEndian);
      const comment = option(1, hex('61'));
      return [
        section(),
        block(0x0123_4567, new Uint8Array(100)),
        iface({name: 'milli', resolution: 3}),
        iface({name: 'binary', resolution: 0x80 | 20}),
        iface({name: 'later', offset: 1_000_000n}),
        iface({name: 'earlier', offset: -1_000_000n, resolution: 9}),
        enhanced({bytes: FRAME, iface: 0, time: 1732309248_123n, options: comment}),
        enhanced({bytes: FRAME, iface: 1, time: (1732309248n << 20n) + 0x4_0000n}),
        enhanced({bytes: FRAME, iface: 1, time: (1732309248n << 20n) + 0xf_ffffn}),
        enhanced({bytes: FRAME, iface: 2, time: 1731309248_123456n, wire: 1500}),
        enhanced({bytes: FRAME, iface: 3, time: 1733309248_123456789n}),
        obsolete({bytes: FRAME, iface: 2, time: 1731309248_000001n}),
      ];
    }),
  );
}

testWith('tshark')('agrees with tshark on pcapng of several sections, byte orders and clocks', async t => {
  const file = save(t, 'unusual.pcapng', unusualPcapng());
  const {records} = await readFile(file);
  const theirs = tsharkRecords(file);
  t.is(theirs.complaints, '');
  t.is(records.length, 12);
  t.deepEqual(records.map(summary), theirs.records);
});

testWith('tshark')('agrees with tshark on simple packets, which have no time', async t => {
  const parts = [false, true].flatMap(littleEndian => {
    const {section, iface, simple} = pcapngBlocks(littleEndian);
    return [section(), iface({name: 'simple', snapLength: 19}), simple(FRAME), simple(FRAME, 1500)];
  });
  const file = save(t, 'simple.pcapng', concat(...parts));
  const {records} = await readFile(file);
  t.is(records.length, 4);
  t.deepEqual(records.map(summary), tsharkRecords(file).records);
});

testWith('tshark')('agrees with tshark on pcap of the other byte order, past 2038', async t => {
  const order = {littleEndian: false};
  const file = save(
    t,
    'big-endian.pcap',
    concat(
      pcapHeader({...order, magic: 0xa1b23c4d}),
      pcapRecord(FRAME, {...order, seconds: 1732309248, fraction: 123456789}),
      pcapRecord(FRAME, {...order, seconds: 0xffff_ffff, fraction: 999999999, wire: 1500}),
    ),
  );
  const {records} = await readFile(file);
  t.is(records.length, 2);
  t.deepEqual(records.map(summary), tsharkRecords(file).records);
});

for (const [format, whole] of [
  [
    'pcapng',
    pcapng(
      ['mcv0'],
      PACKETS.filter(({iface}) => iface === 'mcv0'),
    ),
  ],
  [
    'pcap',
    concat(
      pcapHeader(),
      ...PACKETS.map(({bytes, at}) => pcapRecord(bytes, {seconds: Number(at / 10n ** 9n)})),
    ),
  ],
] as const) {
  testWith('capinfos')(`capinfos agrees where ${format} was cut off`, async t => {
    const file = save(t, `cut.${format}`, whole.subarray(0, 5001));
    const {records, end} = await readFile(file);
    t.is(end.damage?.code, 'TRUNCATED');
    const {stdout, complaints} = tryTool('capinfos', '-M', '-c', file);
    t.regex(complaints, /cut short in the middle of a packet/);
    t.is(Number(/Number of packets: +(\d+)/.exec(stdout)?.[1]), records.length);
  });
}
