/**
 * What a process goes on with that has opened its links: no more rights than it still needs, and no way to new ones.
 *
 * @module
 */

import {loadCap} from './native.js';

/** A right of capabilities(7), as a set of one. */
export type Capabilities = bigint;

/** None: what is open can be read, and nothing more opened. */
export const NO_CAPABILITY: Capabilities = 0n;

/** To open links, and raw sockets. */
export const CAP_NET_RAW: Capabilities = 1n << 13n;

/**
 * To be called before the process becomes another user: these capabilities outlast that.
 *
 * @throws VipError `NOT_POSSIBLE` where libpcap is missing
 */
export function holdCapabilities(kept: Capabilities): void {
  loadCap().holdCapabilities(kept);
}

/**
 * For good: no other capabilities than these, and none to be had from any program (no_new_privs, prctl(2)).
 *
 * Of a user namespace in which there is no other user to become, Node's other threads keep theirs.
 *
 * @param sends whether the links that are open go on to send; otherwise the kernel refuses it with EPERM. (Not what code
 *   that knows how has an io_uring do, and Node has one of its own since version 22.)
 * @throws VipError `NOT_POSSIBLE` where libpcap is missing
 */
export function confine(kept: Capabilities, {sends}: {sends: boolean}): void {
  loadCap().confine(kept, !sends);
}
