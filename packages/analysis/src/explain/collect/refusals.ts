/**
 * ICMP errors about an address: refusals, and hosts that do not support VRRP.
 *
 * @module
 */

import {
  type AddressKey,
  addressOfKey,
  type IcmpErrorReason,
  keyOf,
  macOfNumber,
  PROTOCOL_AH,
  PROTOCOL_ICMP,
  PROTOCOL_ICMPV6,
  PROTOCOL_TCP,
  PROTOCOL_UDP,
  PROTOCOL_VRRP,
  type QuotedPacket,
} from '@vip/arp';
import type {CaptureClock} from '../../capture/capture-clock.js';
import type {Mark} from '../../capture/mark.js';
import type {SeenView} from '../../capture/seen-view.js';
import type {Protocol} from '../../conversations/protocol.js';
import type {Asker} from '../../conversations/senders/asker.js';
import type {DeafRouter} from '../capture-facts.js';
import type {Refusal} from '../facts.js';
import {icmpErrorOf} from '../frames/icmp-error.js';
import type {NetworkName} from '../frames/networks.js';
import type {SnappedFrames} from '../frames/snapped-frames.js';
import type {AddressRecord} from './address/address-record.js';

const MAX_DEAF = 32;

/** Reasons for not accepting advertisements; `port` is the default of `reject` in iptables and nft. */
const DEAF: ReadonlySet<IcmpErrorReason> = new Set(['protocol', 'prohibited', 'port', 'host', 'network']);

/** As in the messages of the kernel and ping. */
const WORDS: Readonly<Record<IcmpErrorReason, string>> = {
  network: 'network unreachable',
  host: 'host unreachable',
  protocol: 'protocol unreachable',
  port: 'port unreachable',
  prohibited: 'administratively prohibited',
  'too-big': 'packet too big',
  'time-exceeded': 'time exceeded',
  other: 'an error',
};

export class Refusals {
  readonly deaf: (DeafRouter & {count: number})[] = [];

  /** @param recordOf the record of an address, if it is tracked */
  constructor(
    readonly recordOf: (key: AddressKey) => AddressRecord | undefined,
    readonly clock: CaptureClock,
    readonly network: NetworkName,
    readonly snapped: SnappedFrames,
  ) {}

  take(view: SeenView): void {
    const mark = this.clock.mark(view.ns, view.frame);
    const error = icmpErrorOf(view);
    if (error === undefined) return;
    const {quoted, reason} = error;
    if (quoted === undefined) {
      if (view.isTruncated) this.#cutOff(view, WORDS[reason], mark);
      return;
    }
    if (quoted.protocol === PROTOCOL_VRRP || quoted.protocol === PROTOCOL_AH) {
      if (DEAF.has(reason)) this.#deafTo(view, error.reason, quoted, mark);
      return;
    }
    const record = this.recordOf(keyOf(quoted.destination));
    if (record === undefined) return;
    record.refused(refusalOf(view, quoted, WORDS[reason], mark));
    // A router's error leaves the question unanswered; one from the address itself is an answer.
    if (view.source === record.key) refuse(record, quoted, view);
    else if (reason === 'host' || reason === 'network') undelivered(record, quoted);
  }

  /** The snap length cut off the refused packet: if the error is from the address itself, it refuses the last question of its recipient. */
  #cutOff(view: SeenView, reason: string, mark: Mark): void {
    const {source, sourceMac, destination} = view;
    const record = this.recordOf(source);
    const asker = record?.senders.get(destination);
    const protocol = asker === undefined ? undefined : refuseLatest(asker, view);
    if (record === undefined || protocol === undefined) {
      if (record === undefined) this.snapped.noteError(this.network, view);
      return;
    }
    const ends = {by: addressOfKey(source), byMac: macOfNumber(sourceMac), to: addressOfKey(destination)};
    record.refused({...mark, ...ends, reason, isService: protocol === 'tcp', count: 1, last: mark});
  }

  #deafTo({source}: SeenView, reason: IcmpErrorReason, quoted: QuotedPacket, mark: Mark): void {
    const by = addressOfKey(source);
    const {source: router, destination: peer} = quoted;
    const known = this.deaf.find(
      one => one.by === by && one.router === router && one.peer === peer && one.reason === reason,
    );
    if (known !== undefined) known.count++;
    else if (this.deaf.length < MAX_DEAF)
      this.deaf.push({...mark, by, router, peer, reason, said: WORDS[reason], count: 1});
  }
}

/** A router reports that it could not deliver a question: it had no answer, wherever the capture was made. */
function undelivered(record: AddressRecord, {source, protocol, ports, echo}: QuotedPacket): void {
  const kinds = record.senders.get(keyOf(source))?.kinds;
  if (kinds === undefined) return;
  // The snap length may have left nothing but the protocol; of ICMP, errors are never reported (RFC 1122 §3.2.2), pings are.
  const isPing = echo !== undefined || protocol === PROTOCOL_ICMP || protocol === PROTOCOL_ICMPV6;
  if (isPing) kinds.of('echo', 0).isHeard = true;
  else if (ports !== undefined && protocol === PROTOCOL_TCP)
    kinds.of('tcp', ports.destination).isHeard = true;
}

function refusalOf(
  {source, sourceMac}: SeenView,
  {source: to, protocol}: QuotedPacket,
  reason: string,
  mark: Mark,
): Refusal {
  const isService = protocol === PROTOCOL_TCP;
  return {
    ...mark,
    by: addressOfKey(source),
    byMac: macOfNumber(sourceMac),
    to,
    reason,
    isService,
    count: 1,
    last: mark,
  };
}

function refuse(
  record: AddressRecord,
  {source, protocol, ports, echo}: QuotedPacket,
  {ns, frame}: SeenView,
): void {
  const asker = record.senders.get(keyOf(source));
  if (asker === undefined) return;
  const {echoes, tcp, udp, tunnels} = asker;
  if (echo !== undefined)
    echoes?.get({echoIdentifier: echo.identifier, echoSequence: echo.sequence})?.refuse(ns, frame);
  for (const question of tunnels?.waiting(0, protocol) ?? []) question.refuse(ns, frame);
  if (ports === undefined) return;
  const {source: own, destination: port} = ports;
  if (protocol === PROTOCOL_TCP) tcp?.get(own, port)?.refuse(ns, frame);
  if (protocol === PROTOCOL_UDP)
    for (const question of udp?.waiting(own, port) ?? []) question.refuse(ns, frame);
}

/** Refuses the asker's last question. Returns its protocol; undefined if nothing waits for an answer. */
function refuseLatest({latest, tcp}: Asker, {ns, frame}: SeenView): Protocol | undefined {
  if (latest?.fate !== 'open' || ns - latest.sentNs > latest.kind.lateNs) return undefined;
  const {protocol} = latest.kind;
  if (protocol === 'tcp') tcp?.latest?.refuse(ns, frame);
  else latest.refuse(ns, frame);
  return protocol;
}
