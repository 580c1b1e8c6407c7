/**
 * Frames in words: one line each, every field explained, which software uses a form and which ignores it.
 *
 * @module
 */

export {describeFrame, type FrameDescription, type FrameKind} from './describe-frame.js';
export {
  DIALECTS,
  type Dialect,
  type DialectRow,
  type DialectWarning,
  dialectOf,
  formatDialect,
  type Ignorer,
  isWithoutOverride,
  missingForm,
  type Speaker,
} from './dialects.js';
export type {FrameField} from './field-taker.js';
export {formatArp, formatDecoded, formatFrame, formatPurpose, statementOf} from './format.js';
export {formatDiscovery, formatDiscoveryForm, isUnsolicited} from './format-discovery.js';
export type {Statement} from './statement.js';
export {utcTime} from './utc-time.js';
