/**
 * Capture files: pcap and pcapng read, pcapng written. Pure: octets come from the caller.
 *
 * @module
 */

export {
  CAPTURE_MAGIC_LENGTH,
  type CaptureFormat,
  type CaptureReadOptions,
  type ColumnReadOptions,
  readCapture,
  readCaptureBatches,
  readCaptureColumns,
  sniffCapture,
} from './capture-file.js';
export type {CaptureEnd, CaptureRecord} from './capture-record.js';
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
export {type PassesOver, RecordColumns} from './record-columns.js';
export {Epoch, RecordTimes} from './record-times.js';
