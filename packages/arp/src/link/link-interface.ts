/**
 * The interfaces of this process's network namespace, as reported by rtnetlink(7).
 *
 * Never from /sys/class/net: that shows the namespace in which /sys was mounted, and after `unshare --net` or `nsenter
 * --net` an interface of the same name there has another MAC.
 *
 * @module
 */

import {type MacAddress, parseMac, ZERO_MAC} from '../wire/address/mac.js';
import {VipError} from '../wire/errors.js';
import {type CapInterface, loadCap} from './native.js';

/** An interface of this network namespace. */
export interface LinkInterface {
  /** 1 or more; does not change when the interface is renamed. */
  readonly index: number;
  readonly name: string;
  /** Zero if hardware addresses have another length, or if there are none. */
  readonly mac: MacAddress;
  /** ARPHRD_ number of linux/if_arp.h. */
  readonly hardwareType: number;
  /** Maximum payload in octets. */
  readonly mtu: number;
  /** Administratively up (IFF_UP). */
  readonly isUp: boolean;
  /** Up and with a carrier, without delay (IFF_LOWER_UP). */
  readonly hasCarrier: boolean;
  /** Operational as the kernel's protocols see it, up to a second later (IFF_RUNNING). */
  readonly isRunning: boolean;
  /** Frames dropped by the hardware since the interface was created. */
  readonly missed: number;
}

/** ARPHRD_ETHER and ARPHRD_LOOPBACK: libpcap delivers Ethernet frames on the loopback as well. */
const ETHERNET_HARDWARE: ReadonlySet<number> = new Set([1, 772]);

/** Flags of linux/if.h. */
const IFF_UP = 0x1;
const IFF_RUNNING = 0x40;
const IFF_LOWER_UP = 0x10000;

/**
 * An interface by its name or index; undefined if there is none.
 *
 * @param which its name, or its index from 1
 * @throws VipError `NOT_POSSIBLE` if libpcap is missing
 */
export function readLinkInterface(which: string | number): LinkInterface | undefined {
  return which === '' ? undefined : ask(which)[0];
}

/**
 * All interfaces, in the kernel's order.
 *
 * @throws VipError `NOT_POSSIBLE` if libpcap is missing
 */
export function listLinkInterfaces(): LinkInterface[] {
  return ask();
}

/**
 * Whether an interface carries Ethernet frames.
 *
 * @param state of the interface
 */
export function isEthernet({hardwareType}: Pick<LinkInterface, 'hardwareType'>): boolean {
  return ETHERNET_HARDWARE.has(hardwareType);
}

function ask(which?: string | number): LinkInterface[] {
  const told = readingKernel('interfaces', () => interfacesOf(which));
  return told.map(({address, flags, ...rest}) => ({
    ...rest,
    mac: address.length === ZERO_MAC.length ? parseMac(address) : ZERO_MAC,
    isUp: (flags & IFF_UP) !== 0,
    hasCarrier: (flags & IFF_LOWER_UP) !== 0,
    isRunning: (flags & IFF_RUNNING) !== 0,
  }));
}

function interfacesOf(which: string | number | undefined): CapInterface[] {
  const cap = loadCap();
  try {
    return cap.interfaces(which);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENODEV') return [];
    throw error;
  }
}

/** @param what the kernel is asked for */
export function readingKernel<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof VipError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VipError('NOT_POSSIBLE', `link: cannot ask the kernel for ${what}: ${reason}`, {cause});
  }
}
