/**
 * Errors of libpcap and the kernel as ours: operation, interface, reason, remedy.
 *
 * @module
 */

import {VipError} from '../wire/errors.js';
import {readLinkInterface} from './link-interface.js';
import type {LinkOperation} from './link-words.js';

/** Where it happened. */
export interface LinkContext {
  readonly operation: LinkOperation;
  readonly iface: string;
  readonly filter?: string | undefined;
  /** Octets of the frame that was to be sent. */
  readonly frameLength?: number;
}

/** Errors thrown by `cap`, with the codes that our patch adds. */
export function linkError(context: LinkContext, cause: unknown): VipError {
  const {operation, iface} = context;
  switch (codeOf(cause)) {
    case 'PCAP_ERROR_PERM_DENIED':
    case 'PCAP_ERROR_PROMISC_PERM_DENIED':
    case 'EPERM':
    case 'EACCES':
      return noPermission(operation, iface, cause);
    case 'PCAP_ERROR_NO_SUCH_DEVICE':
    case 'ENODEV':
    case 'ENXIO':
      return noInterface(iface, cause);
    case 'PCAP_ERROR_IFACE_NOT_UP':
    case 'ENETDOWN':
      return interfaceDown(operation, iface, cause);
    case 'CAP_BAD_FILTER':
      return badFilter(context, cause);
    case 'EMSGSIZE':
      return tooLong(context, cause);
    default: {
      const code = operation === 'send' ? 'SEND_FAILED' : 'NOT_POSSIBLE';
      return new VipError(code, `${operation} ${iface}: ${reasonOf(cause)}`, {cause});
    }
  }
}

export function noInterface(iface: string, cause?: unknown): VipError {
  const message = `interface ${iface}: no such interface (ip link lists those that exist)`;
  return new VipError('NO_INTERFACE', message, {cause});
}

/** The error for an interface that disappeared while a link was open. */
export function interfaceGone(operation: LinkOperation, iface: string, cause: unknown): VipError {
  const message = `${operation} ${iface}: interface disappeared (start again when it is back)`;
  return new VipError('NO_INTERFACE', message, {cause});
}

export function interfaceDown(operation: LinkOperation, iface: string, cause?: unknown): VipError {
  const message = `${operation} ${iface}: interface is down (ip link set ${iface} up)`;
  return new VipError('INTERFACE_DOWN', message, {cause});
}

export function noCarrier(iface: string): VipError {
  return new VipError('INTERFACE_DOWN', `send ${iface}: no carrier (connect the other end and bring it up)`);
}

export function notEthernet(operation: LinkOperation, iface: string, got: string): VipError {
  return new VipError('NOT_ETHERNET', `${operation} ${iface}: expected an Ethernet interface, got ${got}`);
}

function noPermission(operation: LinkOperation, iface: string, cause: unknown): VipError {
  const remedy = 'needs CAP_NET_RAW: run as root, or in a lab, or setcap cap_net_raw+ep on node';
  return new VipError('NO_PERMISSION', `${operation} ${iface}: permission denied (${remedy})`, {cause});
}

function badFilter({operation, iface, filter}: LinkContext, cause: unknown): VipError {
  const message = `${operation} ${iface}: expected a pcap filter, got ${JSON.stringify(filter)}`;
  return new VipError('BAD_FILTER', `${message}: ${reasonOf(cause)}`, {cause});
}

function tooLong({operation, iface, frameLength}: LinkContext, cause: unknown): VipError {
  const mtu = readLinkInterface(iface)?.mtu;
  const limit = mtu === undefined ? '' : ` (its MTU is ${mtu})`;
  const message = `${operation} ${iface}: frame of ${frameLength} octets is too long for the interface${limit}`;
  return new VipError('SEND_FAILED', message, {cause});
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
