/**
 * Confinement of a process that has opened its links: it keeps only the rights that it still needs, and cannot gain new ones.
 *
 * @module
 */

import {loadCap} from './native.js';

/** One capability (capabilities(7)). */
export type Capabilities = bigint;

/** None: open links can be read, but no more opened. */
export const NO_CAPABILITY: Capabilities = 0n;

/** Needed to open links and raw sockets. */
export const CAP_NET_RAW: Capabilities = 1n << 13n;

/**
 * To be called before the process changes its user: it then keeps these capabilities.
 *
 * @param kept capabilities as bits, see capability.h
 * @throws VipError `NOT_POSSIBLE` if libpcap is missing
 */
export function holdCapabilities(kept: Capabilities): void {
  loadCap().holdCapabilities(kept);
}

/**
 * Irrevocable: no capabilities but these, and none to be gained by executing a program (no_new_privs, prctl(2)).
 *
 * In a user namespace that maps no other user, Node's other threads keep their capabilities.
 *
 * @param sends whether open links may still send; otherwise the kernel refuses it with EPERM (except for code that
 *   sends through an io_uring, of which Node has one of its own since version 22)
 * @param kept capabilities as bits, see capability.h
 * @throws VipError `NOT_POSSIBLE` if libpcap is missing
 */
export function confine(kept: Capabilities, {sends}: {sends: boolean}): void {
  loadCap().confine(kept, !sends);
}
