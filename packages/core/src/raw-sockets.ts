/**
 * Raw sockets: the only file that imports `raw-socket`. The kernel routes what is sent here and looks up the neighbour as for any
 * packet, so its own cache decides whether it arrives.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {type IpAddress, type IpFamily, VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type * as RawSocket from 'raw-socket';

/** What a socket is for: messages of ICMP or ICMPv6, by the family, or whole packets with a header of our own. */
export type RawKind = 'icmp' | 'packets';

export interface RawSocketOptions {
  readonly kind: RawKind;
  readonly family: IpFamily;
  /** Its name in errors, such as `probe`. */
  readonly purpose: string;
  /** Called with each message received, in a copy of its own, with the time of its receipt and its sender. */
  readonly onPacket?: (packet: Uint8Array, at: bigint, from: string) => void;
  /** Binds the socket to an interface, in case the routing table would choose another (socket(7), SO_BINDTODEVICE). */
  readonly iface?: string | undefined;
}

export interface RawSender {
  /** Sends within the call, or not at all. */
  send(message: Uint8Array, target: IpAddress): Sent;
  close(): void;
}

/** A message that was sent, or refused. */
export interface Sent {
  /** The time immediately before the system call. */
  readonly at: bigint;
  /** The kernel's refusal, such as "Network is unreachable". */
  readonly error: string | undefined;
  /** Whether the kernel has no room for it at present. */
  readonly isFull: boolean;
}

/** Enough for a burst of answers while the process is busy; the kernel doubles it (socket(7), SO_RCVBUF). */
const RECEIVE_BUFFER_OCTETS = 1 << 20;

/** With this protocol, a socket's user writes the IP header, and receives nothing (raw(7), ipv6(7)). */
const IPPROTO_RAW = 255;

/** Loads what is needed, while its files can still be read. An error is reported when a socket is opened. */
export function prepareRawSockets(): void {
  try {
    load('socket');
  } catch {
    // Reported when a socket is opened, as said above.
  }
}

/** @throws VipError `NO_PERMISSION` without CAP_NET_RAW */
export function openRawSocket(options: RawSocketOptions): RawSender {
  const raw = load(options.purpose);
  const socket = create(raw, options.kind, options.family, options.purpose);
  prepare(raw, socket, options);
  return new OpenSocket(socket, options.purpose);
}

function prepare(raw: typeof RawSocket, socket: RawSocket.Socket, {onPacket, iface}: RawSocketOptions): void {
  if (onPacket !== undefined) {
    socket.setOption(raw.SocketLevel.SOL_SOCKET, raw.SocketOption.SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
    // The module hands out views of one receive buffer, so we keep copies.
    socket.on('message', (buffer, from) => onPacket(Uint8Array.from(buffer), kernelTime(), from));
  }
  if (iface !== undefined) {
    const name = Buffer.from(`${iface}\0`);
    socket.setOption(raw.SocketLevel.SOL_SOCKET, raw.SocketOption.SO_BINDTODEVICE, name, name.length);
  }
  // A receive that finds the queue empty after all, or a queued error of an earlier send: the lost packet
  // itself is the finding, so there is nothing to add.
  socket.on('error', () => {});
}

class OpenSocket implements RawSender {
  #isOpen = true;
  /** A message that is overwritten for the next target is the same memory, and needs no new Buffer. */
  #lent: {readonly message: Uint8Array; readonly buffer: Buffer} | undefined;

  constructor(
    private readonly socket: RawSocket.Socket,
    private readonly purpose: string,
  ) {}

  send(message: Uint8Array, target: IpAddress): Sent {
    this.#checkOpen();
    const at = kernelTime();
    try {
      if (this.#lent?.message !== message) this.#lent = {message, buffer: bufferOf(message)};
      this.socket.wrap.send(this.#lent.buffer, 0, message.length, target, NOTHING);
      return {at, error: undefined, isFull: false};
    } catch (error) {
      const reason = (error as Error).message;
      return {at, error: reason, isFull: reason === NO_ROOM};
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.socket.close();
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw new VipError('CLOSED', `${this.purpose} socket: it is closed`);
  }
}

const NOTHING = () => {};

/** strerror(3) of EAGAIN. */
const NO_ROOM = 'Resource temporarily unavailable';

function bufferOf({buffer, byteOffset, byteLength}: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function load(purpose: string): typeof RawSocket {
  try {
    return createRequire(import.meta.url)('raw-socket');
  } catch (cause) {
    throw new VipError(
      'NOT_POSSIBLE',
      `${purpose}: the raw-socket addon does not load: run npm run build again`,
      {cause},
    );
  }
}

function create(raw: typeof RawSocket, kind: RawKind, family: IpFamily, purpose: string): RawSocket.Socket {
  const icmp = family === 'IPv4' ? raw.Protocol.ICMP : raw.Protocol.ICMPv6;
  try {
    return raw.createSocket({
      protocol: kind === 'icmp' ? icmp : IPPROTO_RAW,
      addressFamily: raw.AddressFamily[family],
    });
  } catch (cause) {
    throw new VipError(
      'NO_PERMISSION',
      `${purpose}: raw sockets need CAP_NET_RAW: run as root, or in a lab`,
      {cause},
    );
  }
}
