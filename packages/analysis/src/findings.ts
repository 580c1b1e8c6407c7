/**
 * @module
 */

export {
  bySeverity,
  type Finding,
  hasAtLeast,
  type Place,
  SEVERITIES,
  type Severity,
} from './findings/finding.js';
export {describeFinding, type FindingObject} from './findings/finding-json.js';
export {formatFinding, formatFindings, formatPlace} from './findings/finding-lines.js';
