/**
 * Endless traffic of many addresses, frame by frame: pings, refreshes, moves of one after the other, and
 * noise.
 */

import {closeSync, openSync, writeSync} from 'node:fs';
import type {SeenFrame} from '@vip/analysis/internal';
import {type IpAddress, parseIpv4} from '@vip/arp';
import {pcapHeader} from './capture-files.js';

export interface ManyOptions {
  readonly addresses: number;
  readonly framesPerSecond: number;
  readonly seconds: number;
  /** Time between two moves, in seconds. */
  readonly moveEvery: number;
}

const START_NS = 1_800_000_000_000_000_000n;
const SECOND_NS = 1_000_000_000n;
/** The number of clients that take turns in pinging. */
const CLIENTS = 3;

export function addressOfNumber(number: number): IpAddress {
  return parseIpv4(`10.${20 + (number >> 16)}.${(number >> 8) & 0xff}.${number & 0xff}`);
}

/** The moves that the traffic contains, each with its address and second. */
export function movesIn({
  addresses,
  seconds,
  moveEvery,
}: ManyOptions): {readonly ip: IpAddress; readonly second: number}[] {
  const moves = [];
  for (let second = moveEvery; second < seconds - 10; second += moveEvery)
    moves.push({ip: addressOfNumber((second / moveEvery) % addresses), second});
  return moves;
}

/** Batches of a hundred frames, whose octets are valid until the next batch. */
export function* manyAddresses(options: ManyOptions): Generator<SeenFrame[]> {
  const {addresses, framesPerSecond, seconds, moveEvery} = options;
  const owners = new Uint8Array(addresses);
  const stepNs = SECOND_NS / BigInt(framesPerSecond);
  let at = START_NS;
  let turn = 0;
  let batch: SeenFrame[] = [];
  const put = function* (bytes: Uint8Array) {
    batch.push({iface: 'eth0', at, bytes, length: bytes.length});
    at += stepNs;
    if (batch.length < 100) return;
    yield batch;
    batch = [];
  };
  for (let second = 0; second < seconds; second++) {
    if (second > 0 && second % moveEvery === 0 && second < seconds - 10) {
      const moved = (second / moveEvery) % addresses;
      owners[moved] = 1 - (owners[moved] as number);
      yield* put(announcement(moved, owners[moved] as number));
      yield* put(announcement(moved, owners[moved] as number));
    }
    const end = START_NS + BigInt(second + 1) * SECOND_NS;
    while (at < end) {
      const number = turn % addresses;
      const client = Math.floor(turn / addresses) % CLIENTS;
      const sequence = Math.floor(turn / addresses / CLIENTS);
      turn++;
      yield* put(echo(number, client, sequence, owners[number] as number, true));
      yield* put(echo(number, client, sequence, owners[number] as number, false));
    }
  }
  if (batch.length > 0) yield batch;
}

const RECORD_HEADER = 16;
const NANOSECONDS_MAGIC = 0xa1b23c4d;

/** Writes them as a pcap file. */
export function writeManyAddresses(file: string, options: ManyOptions): void {
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, pcapHeader({magic: NANOSECONDS_MAGIC}));
    for (const batch of manyAddresses(options)) writeSync(descriptor, recordsOf(batch));
  } finally {
    closeSync(descriptor);
  }
}

function recordsOf(batch: readonly SeenFrame[]): Uint8Array {
  const records = Buffer.alloc(batch.reduce((sum, {bytes}) => sum + RECORD_HEADER + bytes.length, 0));
  let offset = 0;
  for (const {at, bytes, length} of batch) {
    const words = [Number(at / SECOND_NS), Number(at % SECOND_NS), bytes.length, length];
    for (const word of words) offset = records.writeUInt32LE(word, offset);
    records.set(bytes, offset);
    offset += bytes.length;
  }
  return records;
}

/** ICMP over IPv4 over Ethernet; checksums are not computed, because nothing checks them. */
function echo(
  number: number,
  client: number,
  sequence: number,
  owner: number,
  isQuestion: boolean,
): Uint8Array {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  const [own, other] = [
    [0x02, 0, 0, 0, 0x10, owner],
    [0x02, 0, 0, 0, 0xcc, client],
  ];
  bytes.set(isQuestion ? own : other, 0);
  bytes.set(isQuestion ? other : own, 6);
  view.setUint16(12, 0x0800);
  bytes[14] = 0x45;
  view.setUint16(16, 46);
  view.setUint16(18, (sequence * 2 + (isQuestion ? 0 : 1)) & 0xffff);
  bytes[22] = 64;
  bytes[23] = 1;
  const vip = ((10 << 24) | ((20 + (number >> 16)) << 16) | (number & 0xffff)) >>> 0;
  const asker = ((10 << 24) | (99 << 16) | (1 + client)) >>> 0;
  view.setUint32(26, isQuestion ? asker : vip);
  view.setUint32(30, isQuestion ? vip : asker);
  bytes[34] = isQuestion ? 8 : 0;
  view.setUint16(38, 100 + client);
  view.setUint16(40, sequence & 0xffff);
  return bytes;
}

function announcement(number: number, owner: number): Uint8Array {
  const bytes = new Uint8Array(60);
  const view = new DataView(bytes.buffer);
  const mac = [0x02, 0, 0, 0, 0x10, owner];
  const vip = ((10 << 24) | ((20 + (number >> 16)) << 16) | (number & 0xffff)) >>> 0;
  bytes.fill(0xff, 0, 6);
  bytes.set(mac, 6);
  view.setUint16(12, 0x0806);
  bytes.set([0, 1, 8, 0, 6, 4, 0, 1], 14);
  bytes.set(mac, 22);
  view.setUint32(28, vip);
  bytes.fill(0xff, 32, 38);
  view.setUint32(38, vip);
  return bytes;
}
