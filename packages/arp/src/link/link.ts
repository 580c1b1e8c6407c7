/**
 * A link: an interface on which Ethernet frames are sent and captured.
 *
 * ```ts
 * await using link = openLink({iface: 'mcv1', filter: 'arp'});
 * for (const frame of announcementFrames({ip, mac: link.mac})) link.send(frame);
 * for await (const {at, bytes} of link.frames()) console.log(at, formatFrame(bytes));
 * ```
 *
 * @module
 */

import {CapLink} from './cap-link.js';
import type {FrameLink} from './frame-link.js';
import {noInterface, notEthernet} from './link-error.js';
import {isEthernet, readLinkInterface} from './link-interface.js';
import {checkLinkOptions, type LinkOptions} from './link-options.js';
import type {LinkOperation} from './link-words.js';
import {loadCap} from './native.js';

/**
 * Opens an interface of this machine.
 *
 * @throws VipError `NO_INTERFACE`, `NOT_ETHERNET`, `NO_PERMISSION`, `INTERFACE_DOWN`, `BAD_FILTER`,
 *   `BAD_ARGUMENT`, or `NOT_POSSIBLE` where libpcap is missing
 */
export function openLink(options: LinkOptions): FrameLink {
  const {iface, receive = true} = options;
  const operation: LinkOperation = receive ? 'capture' : 'send';
  const state = readLinkInterface(iface);
  if (state === undefined) throw noInterface(iface);
  if (!isEthernet(state)) {
    throw notEthernet(operation, iface, `hardware type ${state.hardwareType}`);
  }
  return new CapLink(checkLinkOptions(options), operation, state);
}

/**
 * Nanoseconds since the epoch on the clock of the frames' timestamps, so that other events can be dated on it.
 *
 * @throws VipError `NOT_POSSIBLE` if libpcap is missing
 */
export function kernelTime(): bigint {
  return loadCap().now();
}
