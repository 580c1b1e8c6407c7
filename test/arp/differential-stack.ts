/**
 * Our decoders of every protocol against tshark's, layer by layer, on a hundred thousand frames in one file, three in ten of
 * them cut or damaged. Where we have a value tshark has the same, and calls nothing malformed; where we refuse,
 * tshark calls it malformed, or has an error about it. The only differences, all of them intended:
 *
 * | name              | we                                             | tshark 4.0 |
 * | ----------------- | ---------------------------------------------- | --- |
 * | carp              | CARP is CARP                                   | CARP is VRRPv2 |
 * | beyond            | a UDP or TCP length beyond the packet is a value, since a snap length may have cut it | malformed |
 * | payload length    | an IPv6 packet shorter than it says is TRUNCATED | read to its end, with a warning |
 * | code              | a neighbour message of a code is MALFORMED (RFC 4861 §7.1) | shown |
 * | vrrp version      | VRRP of another version or type is UNSUPPORTED | shown as far as it goes |
 * | authentication    | VRRPv2 without its authentication data is TRUNCATED | shown without, unless it is a password |
 * | nothing           | a packet that ends with its IP header is TRUNCATED | no transport at all |
 */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {concat, toHex} from '../helpers/hex.js';
import {seeded} from '../helpers/random.js';
import {randomFrame} from '../helpers/random-frames.js';
import {testWith} from '../helpers/require-tool.js';
import {tsharkFields} from '../helpers/run-tool.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {type Reading, readStack, STACK_FIELDS, type StackField} from '../helpers/tshark-reading.js';
import {flagDigits} from '../helpers/tshark-tags.js';

const COUNT = 100_000;
/** The same frames in every run, so that a failure can be reproduced. */
const SEED = 112;
/** `PI_ERROR` and `PI_WARN` of Wireshark's epan/proto.h. */
const SEVERITY = {error: String(0x00800000), warning: String(0x00600000)};

const FIELDS = [...STACK_FIELDS, '_ws.malformed', '_ws.expert.severity'] as const;
type Row = Readonly<Record<(typeof FIELDS)[number], string>>;

/** Fragments are not reassembled, and segments are not compared with each other. */
const ALONE = ['ip.defragment:FALSE', 'tcp.analyze_sequence_numbers:FALSE'].flatMap(option => ['-o', option]);

const DIFFERENCES = {
  carp: ({layer}: Reading, row: Row) => layer === 'carp' && row['vrrp.version'] === '2',
  beyond: ({reachesBeyond, fault}: Reading) => reachesBeyond && fault === undefined,
  'payload length': ({layer, fault}: Reading, row: Row) =>
    layer === 'ipv6' && fault?.code === 'TRUNCATED' && has(row, SEVERITY.warning),
  code: ({layer, fault}: Reading) =>
    layer === 'neighbour discovery' && /expected code 0/.test(fault?.message ?? ''),
  'vrrp version': ({layer, fault}: Reading) => layer === 'vrrp' && fault?.code === 'UNSUPPORTED',
  authentication: ({layer, fault}: Reading, row: Row) =>
    layer === 'vrrp' &&
    fault?.code === 'TRUNCATED' &&
    row['vrrp.version'] === '2' &&
    fault.offset >= 8 + 4 * Number(row['vrrp.addr_count']),
  nothing: ({fault}: Reading) => fault?.code === 'TRUNCATED' && fault.offset === 0,
} as const;

testWith('tshark')('tshark agrees on every layer of a hundred thousand frames', t => {
  const random = seeded(SEED);
  const frames = Array.from({length: COUNT}, () => randomFrame(random));
  const file = join(temporaryDirectory(t), 'stack.pcap');
  writeFileSync(file, concat(pcapHeader(), ...frames.map(bytes => pcapRecord(bytes))));
  const {rows, complaints} = tsharkFields(file, FIELDS, ALONE);
  t.is(complaints, '');
  t.is(rows.length, frames.length);
  const counts = new Map<string, number>();
  const problems: string[] = [];
  frames.forEach((bytes, index) => {
    const row = rows[index] as Row;
    const reading = readStack(bytes);
    const difference = Object.entries(DIFFERENCES).find(([, applies]) => applies(reading, row))?.[0];
    const verdict = reading.fault === undefined ? reading.layer : `not ${reading.layer}`;
    for (const name of [verdict, difference ?? 'none']) counts.set(name, (counts.get(name) ?? 0) + 1);
    const problem =
      differingField(reading, row) ?? (difference === undefined && differingVerdict(reading, row));
    if (typeof problem === 'string') problems.push(`${toHex(bytes)}: ${problem}`);
  });
  t.deepEqual(problems.slice(0, 10), []);
  // Every layer was seen, intact and damaged, and so was every excused difference.
  const layers = ['arp', 'icmp', 'udp', 'tcp', 'vrrp', 'icmpv6', 'neighbour discovery'];
  for (const layer of layers) t.true((counts.get(layer) ?? 0) > 5000, layer);
  const refused = ['ethernet', 'arp', 'ipv4', 'udp', 'tcp', 'vrrp', 'ipv6', 'icmpv6', 'neighbour discovery'];
  for (const layer of refused) t.true((counts.get(`not ${layer}`) ?? 0) > 20, `not ${layer}`);
  for (const name of Object.keys(DIFFERENCES)) t.true((counts.get(name) ?? 0) > 0, name);
});

/** What was read before a fault is compared as well. */
function differingField({fields}: Reading, row: Row): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const theirs = flagDigits(row[name as StackField]);
    const isSame = typeof value === 'number' ? theirs !== '' && Number(theirs) === value : theirs === value;
    if (!isSame) return `${name}: ${value}, tshark ${theirs}`;
  }
  return undefined;
}

function differingVerdict({layer, fault}: Reading, row: Row): string | undefined {
  const isMalformed = row['_ws.malformed'] !== '';
  if (fault === undefined) return isMalformed ? `${layer}, tshark malformed` : undefined;
  return isMalformed || has(row, SEVERITY.error) ? undefined : `${fault.message}, tshark nothing`;
}

function has(row: Row, severity: string): boolean {
  return row['_ws.expert.severity'].split(',').includes(severity);
}
