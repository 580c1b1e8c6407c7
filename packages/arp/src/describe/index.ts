/**
 * Frames in words: one line each, every field explained, which software uses a form and which ignores it.
 *
 * @module
 */

export {describeFrame, type FrameDescription, type FrameKind} from './describe-frame.js';
export {
  type Dialect,
  type DialectWarning,
  dialectOf,
  type FormCounts,
  isWithoutOverride,
  missingForm,
} from './dialect.js';
export {DIALECTS, type DialectIgnorer, type DialectRow, type DialectSpeaker} from './dialect-table.js';
export type {FrameField} from './field-taker.js';
export {formatArp, formatDecoded, formatFrame, formatPurpose, statementOf} from './format.js';
export {formatDialect} from './format-dialect.js';
export {formatDiscovery, formatDiscoveryForm, isUnsolicited} from './format-discovery.js';
export type {NeighbourStatement} from './statement.js';
export {utcTime} from './utc-time.js';
