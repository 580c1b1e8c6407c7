/**
 * Capture files: pcap and pcapng read, pcapng written. Pure: octets come from the caller.
 *
 * @module
 */

export {
  CAPTURE_MAGIC_LENGTH,
  type CaptureFormat,
  createCaptureReader,
  type ReadOptions,
  readCapture,
  readCaptureBatches,
  sniffCapture,
} from './capture-file.js';
export {
  type CaptureEnd,
  type CaptureReader,
  type CaptureRecord,
  MAX_CAPTURED_LENGTH,
} from './capture-record.js';
export {createPcapReader} from './pcap-reader.js';
export {createPcapngReader} from './pcapng-reader.js';
export {
  encodeEnhancedPacket,
  encodeInterfaceDescription,
  encodeInterfaceStatistics,
  encodeSectionHeader,
  type PcapngInterface,
  type PcapngPacket,
  type PcapngSection,
  type PcapngStatistics,
} from './pcapng-writer.js';
