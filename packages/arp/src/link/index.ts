/**
 * Links: interfaces on which Ethernet frames are sent and captured, over libpcap; links in memory; the list of interfaces. libpcap
 * is loaded by the first call that needs it.
 *
 * @module
 */

export type {CapturedFrame} from './captured-frame.js';
export {
  CAP_NET_RAW,
  type Capabilities,
  confine,
  holdCapabilities,
  NO_CAPABILITY,
} from './confinement.js';
export {exitNow} from './exit-now.js';
export type {FrameLink, LinkStatistics, WaitOptions} from './frame-link.js';
export {kernelTime, openLink} from './link.js';
export {type LinkAddress, listLinkAddresses} from './link-addresses.js';
export {isEthernet, type LinkInterface, listLinkInterfaces, readLinkInterface} from './link-interface.js';
export type {LinkOptions, LinkSide} from './link-options.js';
export {type MemoryLinkOptions, memoryLinks} from './memory-link.js';
