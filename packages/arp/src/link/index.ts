export type {CapturedFrame} from './captured-frame.js';
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
