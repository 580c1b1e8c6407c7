export {describeFrame, type FrameDescription, type FrameKind} from './describe-frame.js';
export {
  DIALECTS,
  type Dialect,
  type DialectRow,
  type DialectWarning,
  dialectOf,
  type FormCounts,
  formatDialect,
  type Ignorer,
  isWithoutOverride,
  missingForm,
  type Speaker,
} from './dialects.js';
export {dissectArpFrame, type FrameField} from './dissect.js';
export {dissectNaFrame} from './dissect-na.js';
export {formatArp, formatForeignArp, formatFrame, formatPurpose, formatReadable} from './format.js';
export {type ReadableFrame, readDiscovery, readFrame} from './readable-frame.js';
export {utcTime} from './utc-time.js';
