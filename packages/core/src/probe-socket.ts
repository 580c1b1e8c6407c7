/**
 * Raw ICMP sockets: the only file that imports `raw-socket`. The kernel routes what is sent here and looks
 * up the neighbour as for any packet, so its own cache decides whether a probe arrives.
 *
 * @module
 */

import {createRequire} from 'node:module';
import {type IpAddress, VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import type * as RawSocket from 'raw-socket';

export interface ProbeSocketOptions {
  /**
   * Called with each ICMP message that comes to this node, its own copy, and when it was received: an IPv4 packet
   * with its header (raw(7)), or an ICMPv6 message without (RFC 3542 §3), and from whom.
   */
  readonly onPacket: (packet: Uint8Array, at: bigint, from: string) => void;
  /** IPv4 when left out. */
  readonly family?: 'IPv4' | 'IPv6';
  /** Binds the socket to an interface, where the routing table would choose another (socket(7), SO_BINDTODEVICE). */
  readonly iface?: string | undefined;
}

export interface ProbeSocket {
  /**
   * Sends an ICMP message and tells when: immediately before the system call. `error` is the kernel's
   * refusal, "Network is unreachable" for instance.
   */
  send(message: Uint8Array, target: IpAddress, sent: (at: bigint, error?: string) => void): void;
  close(): void;
}

/** Enough for a burst of answers while the process is busy; the kernel doubles it (socket(7), SO_RCVBUF). */
const RECEIVE_BUFFER_OCTETS = 1 << 20;

/** Loads what is needed, while its files can still be read. What it fails with is told when a socket is opened. */
export function prepareProbeSockets(): void {
  try {
    load();
  } catch {
    // As said above.
  }
}

/** @throws VipError `NO_PERMISSION` without CAP_NET_RAW */
export function openProbeSocket({onPacket, iface, family = 'IPv4'}: ProbeSocketOptions): ProbeSocket {
  const raw = load();
  const socket = create(raw, family);
  socket.setOption(raw.SocketLevel.SOL_SOCKET, raw.SocketOption.SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
  if (iface !== undefined) {
    const name = Buffer.from(`${iface}\0`);
    socket.setOption(raw.SocketLevel.SOL_SOCKET, raw.SocketOption.SO_BINDTODEVICE, name, name.length);
  }
  // The module hands out views of one receive buffer; what we keep has to be a copy.
  socket.on('message', (buffer, from) => onPacket(Uint8Array.from(buffer), kernelTime(), from));
  // A receive that finds the queue empty after all, or a queued error of an earlier send: the lost probe
  // itself is the finding, so there is nothing to add.
  socket.on('error', () => {});
  let open = true;
  return {
    send(message, target, sent) {
      if (!open) throw new VipError('CLOSED', 'probe socket: it is closed');
      let at = 0n;
      socket.send(
        Buffer.from(message.buffer, message.byteOffset, message.byteLength),
        0,
        message.length,
        target,
        () => {
          at = kernelTime();
        },
        error => {
          if (open) sent(at, error === null ? undefined : error.message);
        },
      );
    },
    close() {
      if (!open) return;
      open = false;
      socket.close();
    },
  };
}

function load(): typeof RawSocket {
  try {
    return createRequire(import.meta.url)('raw-socket');
  } catch (cause) {
    throw new VipError('NOT_POSSIBLE', 'probe: the raw-socket addon does not load: run npm run build again', {
      cause,
    });
  }
}

function create(raw: typeof RawSocket, family: 'IPv4' | 'IPv6'): RawSocket.Socket {
  try {
    const protocol = family === 'IPv4' ? raw.Protocol.ICMP : raw.Protocol.ICMPv6;
    return raw.createSocket({protocol, addressFamily: raw.AddressFamily[family]});
  } catch (cause) {
    throw new VipError('NO_PERMISSION', 'probe: raw sockets need CAP_NET_RAW: run as root, or in a lab', {
      cause,
    });
  }
}
