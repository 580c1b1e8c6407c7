/**
 * The frames that a machine of a cluster captures, and the probes in them, as events on our clock.
 *
 * @module
 */

import type {FrameEvent} from '@vip/analysis';
import type {CaptureRecord} from '@vip/arp/capture-file';
import type {Emit} from '../observe/emit.js';
import type {Side} from './capture-source.js';
import type {Machine} from './machine.js';
import {ProbeReader, type ReadStream} from './probe-reader.js';

export class RemoteFrames {
  readonly #readers: ProbeReader[] = [];

  constructor(
    readonly machine: Machine,
    readonly emit: Emit,
  ) {}

  /** From now on, frames are searched for these probes too. */
  expectProbes(stream: Omit<ReadStream, 'node'>): void {
    this.#readers.push(new ProbeReader({...stream, node: this.machine.node}));
  }

  take(iface: string, side: Side, {at = 0n, bytes, length}: CaptureRecord): void {
    const {node, facts, clock} = this.machine;
    const event: FrameEvent = {
      at: at + clock.bounds.offsetNs,
      ...{node, kind: 'frame', iface, octets: bytes.slice(), length},
      own: side === 'both' ? isFrom(bytes, facts.mac) : side === 'leaving',
    };
    this.emit(event);
    for (const reader of this.#readers) for (const probe of reader.take(event)) this.emit(probe);
  }
}

/** Whether the source of an Ethernet frame is that MAC. */
function isFrom(bytes: Uint8Array, mac: string | undefined): boolean {
  if (mac === undefined || bytes.length < 12) return false;
  return mac.split(':').every((octet, index) => Number.parseInt(octet, 16) === bytes[6 + index]);
}
