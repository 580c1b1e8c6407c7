export type {CapturedFrame} from './captured-frame.js';
export {
  CAP_NET_RAW,
  type Capabilities,
  confine,
  holdCapabilities,
  NO_CAPABILITY,
} from './confinement.js';
export {
  DEFAULT_BUFFER_BYTES,
  type FrameLink,
  kernelTime,
  type LinkOptions,
  type LinkSide,
  type LinkStatistics,
  openLink,
} from './link.js';
export {isEthernet, type LinkInterface, listLinkInterfaces, readLinkInterface} from './link-interface.js';
